"""Two records side by side, field by field, and what they will be together."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.widgets import Static

from crm.queries.merging import MergedField
from crm.text import for_terminal
from crm.vocabulary import MergeOutcome
from tui.widgets.cells import fit, wrap
from tui.widgets.roles import Role, content

GAP = 2
WIDEST_LABEL = 16
NARROWEST_SIDE = 8

# How each side looks, and the sign between label and values: what differs is to be seen at once.
_LOOKS: dict[MergeOutcome, tuple[str, Role, Role]] = {
    MergeOutcome.SAME: (" ", "muted", "muted"),
    MergeOutcome.KEPT: (" ", "", "muted"),
    MergeOutcome.TAKEN: ("+", "muted", "success"),
    MergeOutcome.BOTH: ("+", "", "success"),
    MergeOutcome.KEPT_IN_CONFLICT: ("≠", "strong", "warning"),
    MergeOutcome.TAKEN_IN_CONFLICT: ("≠", "warning", "strong"),
}


class Comparison(Static):
    """The fields of two records in two columns; `≠` marks what differs, `+` what is added."""

    DEFAULT_CSS = """
    Comparison { height: auto; width: 1fr; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._titles = ("", "")
        self._fields: Sequence[MergedField] = ()

    def compare(self, titles: tuple[str, str], fields: Sequence[MergedField]) -> None:
        """Show two records; fields that neither has are left out."""
        self._titles = titles
        self._fields = [field for field in fields if field["kept"] or field["other"]]
        self._draw()

    def clear(self) -> None:
        """Show nothing."""
        self.compare(("", ""), ())

    def on_resize(self, _event: events.Resize) -> None:
        """Wrap anew at another width."""
        self._draw()

    def _draw(self) -> None:
        if not self._fields:
            self.update("")
            return
        label = min(WIDEST_LABEL, max(cell_len(field["label"]) for field in self._fields))
        room = max(self.size.width, 40) - label - 2 * GAP - 1
        side = max(NARROWEST_SIDE, room // 2)
        self.update(Content("\n").join(self._lines(label, side)))

    def _lines(self, label: int, side: int) -> Iterator[Content]:
        yield from _row("", " ", label, self._titles, ("primary", "primary"), side)
        for field in self._fields:
            sign, kept, other = _LOOKS[field["outcome"]]
            values = (field["kept"], field["other"])
            yield from _row(field["label"], sign, label, values, (kept, other), side)


def _row(
    name: str, sign: str, label: int, values: tuple[str, str], roles: tuple[Role, Role], side: int
) -> Iterator[Content]:
    """Yield the lines of a field, each side wrapped in its own column."""
    first, second = (wrap(for_terminal(value, multiline=True), side) for value in values)
    for number, (left, right) in enumerate(zip_longest(first, second, fillvalue="")):
        start = fit(for_terminal(name), label) if number == 0 else " " * label
        yield Content.assemble(
            content(f"{start} ", "muted"),
            content(sign if number == 0 else " ", "warning"),
            content(" " + fit(left, side), roles[0]),
            content(" " * GAP + right, roles[1]),
        )
