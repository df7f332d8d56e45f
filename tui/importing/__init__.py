"""What the steps of an import know of a file and of a plan; no screen, no widget."""
