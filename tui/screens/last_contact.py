"""The column that says when one was last in touch, in lists of people and of organisations."""

from typing import Any

from crm.i18n import _
from tui.screens.widths import width_of
from tui.widgets.table_columns import Column

DAY_LENGTH = len("2019-05-02")


def last_contact(priority: int) -> Column:
    """Return the column; where the table is narrow, those of the lowest priority go first."""
    title = _("Last contact")
    return Column(
        "last_interaction",
        title,
        width=width_of(title, DAY_LENGTH),
        priority=priority,
        role="muted",
        text=_day,
    )


def _day(row: Any) -> str:
    return (row["last_interaction"] or "")[:DAY_LENGTH]
