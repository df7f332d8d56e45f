"""The columns in which the plan of an import is shown."""

from typing import Any

from crm.i18n import _
from tui.importing.rows import DECIDED, OUTCOMES
from tui.screens.widths import width_of
from tui.widgets.roles import Role
from tui.widgets.table_columns import Column


def plan_columns(has_decisions: bool = False) -> list[Column]:
    """Return line, outcome, name and what is said; what was decided, once something is."""
    words = [_(word) for word, _role in OUTCOMES.values()]
    columns = [
        Column("line", _("Line"), width=width_of(_("Line"), 5), align="right", priority=6,
               role="muted", sortable=False),
        Column("outcome", _("Becomes"), width=max(map(width_of, [_("Becomes"), *words])),
               priority=8, text=_outcome, role=_outcome_role, sortable=False),
        Column("name", _("Name"), flex=3, minimum=18, priority=9, sortable=False),
        Column("what", _("What"), flex=4, minimum=16, priority=7, role="muted", sortable=False),
    ]  # fmt: skip
    if has_decisions:
        width = max(map(width_of, [_("Decided"), *(_(word) for word in DECIDED.values())]))
        columns.append(
            Column("decided", _("Decided"), width=width, priority=5, role="success", sortable=False)
        )
    return columns


def _outcome(row: Any) -> str:
    return _(OUTCOMES[row.outcome][0])


def _outcome_role(row: Any) -> Role:
    return OUTCOMES[row.outcome][1]
