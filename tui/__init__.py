"""The terminal interface: screens, dialogs and widgets on Textual."""
