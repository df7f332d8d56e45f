"""How much there was in each of the last months: bars where there is room, else one line."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content
from textual.widgets import Static

from crm.i18n import _, ngettext
from tui.widgets.cells import shorten
from tui.widgets.roles import Role, content

if TYPE_CHECKING:
    from crm.queries.records import MonthRecord

EIGHTHS = " ▁▂▃▄▅▆▇█"
BAR_LINES = 3
NARROWEST_COLUMN = 4
WIDEST_COLUMN = 8


class MonthChart(Static):
    """A bar for each month with its number above it, readable without colour."""

    DEFAULT_CSS = """
    MonthChart { height: auto; padding: 0 1; background: $surface; }
    MonthChart.-nothing { display: none; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._months: Sequence[MonthRecord] = ()
        self._tall = False

    def show(self, months: "Sequence[MonthRecord]", *, tall: bool) -> None:
        """Show the months, the present one last, as bars or on one line; nothing of nothing."""
        self._months, self._tall = months, tall
        self.set_class(not any(month["interactions"] for month in months), "-nothing")
        self._draw()

    def on_resize(self) -> None:
        """Use the width there is."""
        self._draw()

    def _draw(self) -> None:
        if not self._months or self.has_class("-nothing"):
            self.update("")
        elif self._tall:
            width = self.size.width
            self.update(Content("\n").join([heading(width), *bars(self._months, width)]))
        else:
            self.update(line(self._months))


def line(months: "Sequence[MonthRecord]") -> Content:
    """Draw the months on one line, and say how much it was."""
    counts = [month["interactions"] for month in months]
    most = max(counts)
    marks = "".join(EIGHTHS[max(1, _eighths(count, most, 1))] for count in counts)
    total = ngettext(
        "{count} interaction in twelve months", "{count} interactions in twelve months", sum(counts)
    )
    now = _("{count} this month")
    said = f"  {total.format(count=sum(counts))}, {now.format(count=counts[-1])}"
    return Content.assemble(content(marks, "accent"), content(said, "muted"))


def heading(width: int) -> Content:
    """Draw the heading of the bars, as those of sections are drawn."""
    title = shorten(_("Interactions by month"), width)
    rule = "─" * (width - cell_len(title) - 1)
    return Content.assemble(content(title, "strong"), (f" {rule}", "$border-blurred"))


def bars(months: "Sequence[MonthRecord]", width: int) -> Iterator[Content]:
    """Draw a bar for each month that there is room for: its number on top, its name beneath."""
    from crm.dates import short_month

    # Nothing stands behind the last column, so it needs no space there.
    months = months[-max(1, (width + 1) // NARROWEST_COLUMN) :]
    column = max(NARROWEST_COLUMN, min(WIDEST_COLUMN, width // len(months)))
    most = max(month["interactions"] for month in months)
    heights = [_eighths(month["interactions"], most, BAR_LINES) for month in months]
    for level in range(BAR_LINES, -1, -1):
        yield Content.assemble(
            *(
                _cell(month["interactions"], height - level * 8, height, column)
                for month, height in zip(months, heights, strict=True)
            )
        ).rstrip()
    last = len(months) - 1
    yield Content.assemble(
        *(
            content(short_month(month["month"]).ljust(column), "strong" if at == last else "muted")
            for at, month in enumerate(months)
        )
    ).rstrip()


def _eighths(count: int, most: int, lines: int) -> int:
    """Return how many eighths of a line a bar is high; whatever is not nothing can be seen."""
    return max(1, round(count * lines * 8 / most)) if count else 0


def _cell(count: int, left: int, height: int, column: int) -> Content:
    """Draw a month on one line, of whose height so many eighths are left: bar, number or air."""
    wide = column - (1 if column == NARROWEST_COLUMN else 2)
    if left > 0:
        return content((EIGHTHS[min(left, 8)] * wide).ljust(column), "accent")
    if left > -8:
        role: Role = "" if height else "muted"
        return content(_number(count, column - 1).center(wide).ljust(column), role)
    return content(" " * column)


def _number(count: int, room: int) -> str:
    """Write a number, in thousands where it is too long."""
    written = str(count)
    return written if len(written) <= room else f"{count // 1000}k"
