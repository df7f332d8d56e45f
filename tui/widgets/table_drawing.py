"""How a row and the header of a table are put together from cells."""

from collections.abc import Sequence

from crm.i18n import _
from tui.widgets.cells import fit
from tui.widgets.painted_view import Part
from tui.widgets.roles import Role
from tui.widgets.table_columns import GAP, FittedColumn, Row
from tui.widgets.table_rows import Absence

MARK = "✓ "
GUTTER = len(MARK)
MARGIN = 1
ASCENDING, DESCENDING = " ▲", " ▼"


def header_parts(columns: Sequence[FittedColumn], sort: tuple[str, bool]) -> list[Part]:
    """Return the labels of the columns, an arrow at the one the rows are in order by."""
    parts: list[Part] = [(" " * GUTTER, "")]
    for fitted in columns:
        sorted_by = fitted.column.key == sort[0]
        arrow = (DESCENDING if sort[1] else ASCENDING) if sorted_by else ""
        label = fit(fitted.column.label, max(0, fitted.width - len(arrow)), fitted.column.align)
        if arrow and fitted.column.align == "left":
            label = fit(label.rstrip() + arrow, fitted.width)
        else:
            label = fit(label + arrow, fitted.width)
        parts += [(label, "primary" if sorted_by else ""), (" " * GAP, "")]
    return parts


def row_parts(columns: Sequence[FittedColumn], row: Row | Absence, marked: bool) -> list[Part]:
    """Return the cells of a row, or what stands in for one that is not here."""
    mark: Part = (MARK, "accent") if marked else (" " * GUTTER, "")
    if isinstance(row, Absence):
        text = "…" if row is Absence.PENDING else _("No longer here")
        return [mark, (text, "muted")]
    parts = [mark]
    for fitted in columns:
        column = fitted.column
        role: Role = column.role_of(row)
        parts += [(fit(column.text_of(row), fitted.width, column.align), role), (" " * GAP, "")]
    return parts
