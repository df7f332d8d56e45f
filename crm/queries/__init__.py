"""Read only: every question the book answers, as functions that take a session first."""
