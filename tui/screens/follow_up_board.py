"""The promises as a board: a column for each status, and what moving a card means."""

from collections.abc import Mapping
from typing import Any

from crm.actions.follow_ups import edit_follow_up
from crm.book import Session
from crm.i18n import _
from crm.inputs import FollowUpEdit
from crm.labels import label
from crm.queries.conditions import filter_condition, read_condition
from crm.vocabulary import FollowUpStatus
from tui.pages.standing import STATUS_ROLES
from tui.screens.listing import Ids, Source, read_listing
from tui.widgets.board import Board, Pile
from tui.widgets.card_column import Card
from tui.widgets.record_items import ICONS
from tui.widgets.roles import Role

SETTLED = (FollowUpStatus.DONE, FollowUpStatus.CANCELLED)


def make_board() -> Board:
    """Return a board with a column for each status."""
    piles = [
        Pile(status, label(status).capitalize(), STATUS_ROLES.get(status, ""))
        for status in FollowUpStatus
    ]
    return Board(piles, _card)


def board_ids(
    session: Session, source: Source, text: str, filters: Mapping[str, Any]
) -> tuple[dict[str, Ids], str]:
    """Return the promises of each status that a filter leaves, and what its dates mean.

    Errors: `UsageError` where the filter is a condition gone wrong.
    """
    typed = filter_condition(session, source.kind, text)
    dates = read_condition(session, source.kind, typed).taken if typed else ()
    taken = ", ".join(f"{phrase}: {meant}" for phrase, meant in dates)
    found = {}
    for status in FollowUpStatus:
        asked: dict[str, Any] = {**filters, "status": status, "where": typed or None}
        if status is FollowUpStatus.OPEN:
            # As a filter, open takes those that wait too.
            where = "status = open"
            asked |= {"status": None, "where": f"{where} and ({typed})" if typed else where}
        found[str(status)] = read_listing(session, source, asked)
    return found, taken


def move_follow_up(session: Session, follow_up_id: int, status: str) -> None:
    """Put a promise where a card was moved to; errors: as `edit_follow_up`."""
    edit_follow_up(session, follow_up_id, FollowUpEdit(status=status))


def _card(row: Any) -> Card:
    icon, direction = ICONS[row["direction"]]
    due: Role = "error" if row["overdue"] else "muted"
    edge: Role = "error" if row["overdue"] else direction
    day = (row["done_on"] if row["status"] == FollowUpStatus.DONE else row["due_date"]) or ""
    names = [link["name"] for link in (row["person"], row["organisation"]) if link]
    who = ", ".join(names) or row["owner"] or ""
    words = [(f"{icon} ", direction), (day or _("no date"), due), ("  ", ""), (who, "")]
    return Card(row["title"], words, "muted" if row["status"] in SETTLED else edge)
