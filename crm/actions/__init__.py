"""Write: one function for each thing that a user does; they take a session and never commit."""
