"""What the steps of an import share: they lie on each other, and escape goes a step back."""

from tui.screens.room import Room


class ImportStep(Room):
    """A step of an import; the next one comes over it."""

    DEFAULT_CSS = """
    ImportStep .file {
        height: auto;
        max-height: 2;
        padding: 0 1;
        background: $panel;
        text-wrap: nowrap;
        text-overflow: ellipsis;
    }
    """

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer no other import within one."""
        if action == "import_file":
            return False
        return super().check_action(action, parameters)

    def leave_import(self) -> None:
        """Go back to where the import was begun."""
        while isinstance(self.app.screen, ImportStep) and len(self.app.screen_stack) > 1:
            self.app.pop_screen()
