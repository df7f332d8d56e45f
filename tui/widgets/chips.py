"""What has been chosen, as chips that wrap over lines and go away by a click."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.style import Style
from textual.widget import Widget

from crm.text import for_terminal
from tui.widgets.cells import shorten

REMOVE = " ×"


@dataclass(frozen=True, slots=True)
class Chip:
    """One chip: what it says, and whether it stands for something that is yet to be made."""

    label: str
    is_new: bool = False


class Chips(Widget):
    """Chips beside each other, as many a line as there is room for."""

    DEFAULT_CSS = """
    Chips {
        display: none;
        width: 1fr;
        height: auto;
        padding: 0 1;
        border-left: outer $border-blurred;
        background: $surface;
    }
    Chips.-some { display: block; }
    """
    ALLOW_SELECT = False

    @dataclass
    class Removed(Message):
        """A chip was clicked away."""

        index: int

    def __init__(self) -> None:
        super().__init__()
        self._chips: tuple[Chip, ...] = ()

    def show(self, chips: Sequence[Chip]) -> None:
        """Show these chips."""
        self._chips = tuple(chips)
        self.set_class(bool(chips), "-some")
        self.refresh(layout=True)

    def render(self) -> Content:
        """Draw the chips on as many lines as they need."""
        lines = _lines([self._text(chip, self.size.width) for chip in self._chips], self.size.width)
        return Content("\n").join(
            Content(" ").join(self._draw(index, text) for index, text in line) for line in lines
        )

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines the chips need at a width."""
        return len(_lines([self._text(chip, width) for chip in self._chips], width))

    def on_click(self, event: events.Click) -> None:
        """Let go of the chip that was clicked."""
        index = event.style.meta.get("chip")
        if isinstance(index, int):
            event.stop()
            self.post_message(self.Removed(index))

    def _text(self, chip: Chip, width: int) -> str:
        mark = "+ " if chip.is_new else ""
        room = max(1, width - cell_len(mark + REMOVE) - 2)
        return f" {mark}{shorten(for_terminal(chip.label), room)}{REMOVE} "

    def _draw(self, index: int, text: str) -> Content:
        colour = "$accent" if self._chips[index].is_new else "$primary"
        content = Content.styled(text, f"{colour} on $block-cursor-blurred-background")
        return content.stylize(Style.from_meta({"chip": index}))


def _lines(texts: Sequence[str], width: int) -> list[list[tuple[int, str]]]:
    """Return the chips of each line as (index, text)."""
    lines: list[list[tuple[int, str]]] = []
    used = width
    for index, text in enumerate(texts):
        length = cell_len(text)
        if not lines or used + 1 + length > width:
            lines.append([])
            used = -1
        lines[-1].append((index, text))
        used += 1 + length
    return lines
