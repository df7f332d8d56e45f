"""Promises: one, and the lists of those that are open, late or done."""

from collections.abc import Sequence
from typing import Any, TypedDict, Unpack

from sqlalchemy import ColumnElement, case, func
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from crm.errors import Invalid
from crm.i18n import _
from crm.models import FollowUp
from crm.queries.conditions import fitting
from crm.queries.fetching import beneath
from crm.queries.lines.promises import promise_lines
from crm.queries.orders import Order, each_id, order_by
from crm.queries.promises import overdue, unsettled
from crm.queries.records import FollowUpRecord
from crm.queries.rows import require
from crm.settings import today
from crm.text import clean_line
from crm.vocabulary import FollowUpStatus, Priority, RecordKind


class FollowUpFilters(TypedDict, total=False):
    """What a list of follow-ups may be narrowed to; ids of other records, words otherwise.

    `where` is a condition as in `crm.where`.
    """

    status: str | None
    direction: str | None
    owner: str | None
    organisation: int | None
    person: int | None
    collaboration: int | None
    interaction: int | None
    where: str | None


def get_follow_up(session: Session, follow_up_id: int) -> FollowUpRecord:
    """Return a follow-up; errors: `NotFound`."""
    require(session, FollowUp, follow_up_id)
    return follow_up_rows(session, [follow_up_id])[0]


def follow_up_ids(
    session: Session,
    *,
    limit: int | None = None,
    order: Order | None = None,
    **filters: Unpack[FollowUpFilters],
) -> list[int]:
    """Return the ids of the follow-ups that fit, unsettled ones first and by due date.

    Those that are done come with the latest first; an `order` takes the place of all this. `status`
    is open (waiting included), overdue, or a word of `FollowUpStatus`. Errors: `Invalid` for
    another word, `UsageError` where `where` is no condition.
    """
    statement = select(col(FollowUp.id)).where(*_conditions(session, filters))
    if order:
        ordered = statement.order_by(*order_by(RecordKind.FOLLOW_UP, order))
    else:
        ordered = _in_order(statement, filters.get("status"))
    return list(each_id(session, ordered.limit(limit)))


def list_follow_ups(
    session: Session, *, limit: int | None = None, **filters: Unpack[FollowUpFilters]
) -> list[FollowUpRecord]:
    """Return the follow-ups that fit, as `follow_up_ids` orders them."""
    return follow_up_rows(session, follow_up_ids(session, limit=limit, **filters))


def follow_up_rows(session: Session, ids: Sequence[int]) -> list[FollowUpRecord]:
    """Return the follow-ups with these ids in the same order, without those that have gone."""
    return promise_lines(beneath(session), ids)


def _conditions(session: Session, filters: FollowUpFilters) -> list[ColumnElement[bool]]:
    direction, owner = filters.get("direction"), filters.get("owner")
    wanted = (
        (col(FollowUp.direction), direction and clean_line(direction)),
        (col(FollowUp.owner), owner and clean_line(owner)),
        (col(FollowUp.organisation_id), filters.get("organisation")),
        (col(FollowUp.person_id), filters.get("person")),
        (col(FollowUp.collaboration_id), filters.get("collaboration")),
        (col(FollowUp.interaction_id), filters.get("interaction")),
    )
    conditions = [column == value for column, value in wanted if value is not None]
    if where := filters.get("where"):
        conditions.append(fitting(session, RecordKind.FOLLOW_UP, where))
    return [*_status_condition(filters.get("status")), *conditions]


def _status_condition(status: str | None) -> list[ColumnElement[bool]]:
    if status is None:
        return []
    if status == "open":
        return [unsettled()]
    if status == "overdue":
        return [overdue(today().isoformat())]
    if status in list(FollowUpStatus):
        return [col(FollowUp.status) == status]
    message = _("Follow-ups are open, overdue, waiting, done or cancelled, not {word}.")
    raise Invalid.field("status", message.format(word=ascii(status)), status)


def by_due_date() -> list[ColumnElement[Any]]:
    """Order promises by due date, undated ones last, and the weightier first."""
    weight = {Priority.HIGH: 0, Priority.NORMAL: 1, Priority.LOW: 2}
    due = col(FollowUp.due_date)
    return [
        due.is_(None).asc(),
        due.asc(),
        case(weight, value=col(FollowUp.priority)).asc(),
        col(FollowUp.id).asc(),
    ]


def _in_order(
    statement: SelectOfScalar[int | None], status: str | None
) -> SelectOfScalar[int | None]:
    if status == FollowUpStatus.DONE:
        done = func.coalesce(col(FollowUp.done_on), "")
        return statement.order_by(done.desc(), col(FollowUp.id).desc())
    if status is None:
        settled = case((unsettled(), 0), else_=1)
        return statement.order_by(settled, *by_due_date())
    return statement.order_by(*by_due_date())
