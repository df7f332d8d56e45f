"""What is shown: widgets that know no database; data goes down to them, messages come up."""
