"""The line at the bottom: the keys that matter most here, as many as fit."""

from rich.cells import cell_len
from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget

ORDER = (
    "filter.list",
    "filter.take",
    "filter.clear",
    "room.search",
    "board.move_on",
    "board.move_back",
    "search.type",
    "search.open",
    "search.leave",
    "search.clear",
    "import.apply",
    "import.plan",
    "import.field",
    "import.same",
    "import.different",
    "import.skip",
    "import.leave_out",
    "import.next_part",
    "path.open",
    "import.complete",
    "duplicates.merge",
    "duplicates.different",
    "duplicates.next",
    "line.open",
    "record.succeed",
    "record.log",
    "record.follow_up",
    "record.new",
    "record.edit",
    "record.done",
    "page.roll_up",
    "line.copy",
    "list.board",
    "record.prepare",
    "history.undo",
    "room.undo",
    "list.filter",
    "list.open",
    "list.mark",
)
"""The order of the bindings, by id; what stands here goes before anything else."""
LAST = "room.help"
"""The binding that is always shown, at the right."""
MENU = "≡"
"""What opens the palette by a click, at the very right: for whoever has a mouse only."""
GAP = 2


class KeyLine(Widget):
    """Like Textual's footer, but what does not fit is left out from the least important on."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    KeyLine { height: 1; padding: 0 1; background: $footer-background; color: $text-muted; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._drawn: list[tuple[Binding, str]] | None = None
        self._is_outdated = False

    def on_mount(self) -> None:
        """Look again whenever other keys may work."""
        self.screen.bindings_updated_signal.subscribe(self, self._bindings_changed)

    def _bindings_changed(self, _screen: Screen[object]) -> None:
        self._is_outdated = True
        self.check_idle()

    def on_idle(self) -> None:
        """Draw the keys that work now, if they are others than before: once, whoever asked."""
        if self._is_outdated:
            self._is_outdated = False
            if self._drawn is not None and self.shown() != self._drawn:
                self.refresh()

    def shown(self) -> list[tuple[Binding, str]]:
        """Return the bindings that fit, and how the key of each is written."""
        found: dict[str, tuple[Binding, str]] = {}
        for _node, binding, enabled, _tooltip in self.screen.active_bindings.values():
            if binding.show and enabled and binding.id and binding.description:
                found.setdefault(binding.id, (binding, self.app.get_key_display(binding)))
        last = found.pop(LAST, None)
        room = self._room - (_width(last) if last else 0)
        fitting = []
        for _identity, shown in sorted(found.items(), key=lambda item: _rank(item[0])):
            room -= _width(shown) + GAP
            if room < 0:
                break
            fitting.append(shown)
        return [*fitting, last] if last else fitting

    @property
    def _room(self) -> int:
        """How many cells there are before the menu."""
        return self.size.width - GAP - cell_len(MENU)

    def render(self) -> Content:
        """Draw the keys, help at the right end."""
        parts: list[Content] = []
        shown = self._drawn = self.shown()
        for place, (binding, key) in enumerate(shown):
            if place:
                gap = GAP
                if binding.id == LAST:
                    used = sum(part.cell_length for part in parts)
                    gap = max(GAP, self._room - used - _width((binding, key)))
                parts.append(Content(" " * gap))
            parts.append(Content.styled(key, "bold $accent"))
            parts.append(Content(f" {binding.description}"))
        used = sum(part.cell_length for part in parts)
        menu = Content.styled(MENU, "bold $accent")
        return Content.assemble(*parts, " " * (self.size.width - used - cell_len(MENU)), menu)

    async def on_click(self, event: events.Click) -> None:
        """Do what was clicked."""
        x = event.x - self.gutter.left
        if x > self._room:
            await self.app.run_action("app.command_palette")
            return
        start = 0
        for binding, key in self.shown():
            width = _width((binding, key))
            if binding.id == LAST:
                start = self._room - width
            if start <= x < start + width:
                self.app.simulate_key(binding.key)
                return
            start += width + GAP


def _rank(identity: str) -> int:
    return ORDER.index(identity) if identity in ORDER else len(ORDER)


def _width(shown: tuple[Binding, str]) -> int:
    binding, key = shown
    return cell_len(key) + 1 + cell_len(binding.description)
