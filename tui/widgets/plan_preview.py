"""What a line would save, row by row, before it is saved."""

from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.widgets import Static

from crm.queries.quick_entry import Certainty, Row
from crm.quick import Role
from crm.text import for_terminal
from tui.widgets.cells import fit, wrap
from tui.widgets.roles import Role as Colour
from tui.widgets.roles import content

GAP = 2
NARROWEST = 20
COLOURS: dict[Role, Colour] = {
    Role.KIND: "strong",
    Role.DATE: "success",
    Role.PLACE: "success",
    Role.PERSON: "primary",
    Role.ORGANISATION: "primary",
    Role.TOPIC: "accent",
    Role.PROMISE: "warning",
}
"""The colours of the parts of a line, as `LineField` has them."""


class PlanPreview(Static):
    """The rows of a plan: a title, what is saved, and what more is to be known of it."""

    DEFAULT_CSS = """
    PlanPreview { height: auto; width: 1fr; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._rows: Sequence[Row] = ()

    def show(self, rows: Sequence[Row]) -> None:
        """Show these rows."""
        self._rows = rows
        self._draw()

    def on_resize(self, _event: events.Resize) -> None:
        """Wrap anew at another width."""
        self._draw()

    def _draw(self) -> None:
        titles = max((cell_len(row.title) for row in self._rows), default=0) + GAP
        room = max(NARROWEST, self.size.width - titles)
        lines = [line for row in self._rows for line in _lines(row, titles, room)]
        self.update(Content("\n").join(lines))


def _lines(row: Row, titles: int, room: int) -> Iterator[Content]:
    """Yield the lines of a row: what more is to be known stands beside it, or under it."""
    colour: Colour = COLOURS.get(row.role, "")
    doubtful = row.certainty in (Certainty.AMBIGUOUS, Certainty.UNKNOWN)
    shown = wrap(for_terminal(row.text), room)
    told = content(row.detail, "warning" if doubtful else "muted")
    beside = cell_len(shown[-1]) + GAP + cell_len(row.detail) <= room
    for number, line in enumerate(shown):
        title = row.title if number == 0 else ""
        parts = [content(fit(title, titles), "muted"), content(line, colour)]
        if beside and number == len(shown) - 1:
            parts += [Content(" " * GAP), told]
        yield Content.assemble(*parts)
    if row.detail and not beside:
        for line in wrap(for_terminal(row.detail), room - GAP):
            yield Content.assemble(
                " " * (titles + GAP), content(line, "warning" if doubtful else "muted")
            )
