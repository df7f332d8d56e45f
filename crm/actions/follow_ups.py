"""Promises: making, changing, keeping and reopening them."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from crm.actions.labels import set_custom
from crm.actions.participants import participants_of
from crm.actions.versions import apply, changing, check_uid, check_version, touch
from crm.dates import first_day, last_day, next_occurrence, parse_partial
from crm.errors import Invalid
from crm.i18n import _
from crm.inputs import FollowUpEdit, FollowUpIn
from crm.inputs.work import FollowUpFields
from crm.models import FollowUp, Interaction, Participant
from crm.queries.references import (
    resolve_collaboration,
    resolve_interaction,
    resolve_organisation,
    resolve_person,
)
from crm.queries.rows import require
from crm.queries.standing import sole_organisation_on
from crm.settings import today
from crm.vocabulary import Direction, FollowUpStatus

LINKS = {
    "organisation": resolve_organisation,
    "person": resolve_person,
    "interaction": resolve_interaction,
    "collaboration": resolve_collaboration,
}
NOT_COLUMNS = {"uid", "custom", "status", "done_on", *LINKS}
COPIED_FIELDS = (
    "title",
    "direction",
    "owner",
    "priority",
    "organisation_id",
    "person_id",
    "interaction_id",
    "collaboration_id",
    "quote",
    "repeats",
    "custom",
)


def add_follow_up(session: Session, entry: FollowUpIn) -> FollowUp:
    """Keep track of a promise, and return its row.

    Theirs is waited for, others are open. Where it is not said whom it concerns, the evidence
    tells, if only one person or organisation took part; a person's organisation is the one held
    on the day of the evidence, else now, unless that could be several. Errors: `NotFound` and
    `Ambiguous` for references; `Invalid`, also for a date that cannot repeat so often.
    """
    check_uid(session, FollowUp, entry.uid)
    given = entry.given()
    follow_up = FollowUp(**_columns(session, entry, given))
    follow_up.uid = entry.uid or follow_up.uid
    _say_whom(session, follow_up, given)
    _check_repeats(follow_up)
    set_custom(session, follow_up, entry.custom)
    follow_up.status = entry.status or _first_status(follow_up)
    if follow_up.status == FollowUpStatus.DONE:
        follow_up.done_on = today().isoformat()
    session.add(follow_up)
    session.flush()
    return follow_up


def edit_follow_up(
    session: Session, follow_up_id: int, changes: FollowUpEdit, *, version: int | None = None
) -> FollowUp:
    """Change what is named of a promise; done is done as `complete_follow_up` does it.

    Errors: `NotFound`, `Ambiguous`; `Invalid`, also for the day that something was done on which
    is not done; `Conflict` where `version` is not the stored one.
    """
    follow_up = require(session, FollowUp, follow_up_id)
    check_version(follow_up, version)
    given = changes.given()
    with changing(session, follow_up):
        apply(follow_up, _columns(session, changes, given))
        _check_repeats(follow_up)
        if "custom" in given:
            set_custom(session, follow_up, changes.custom)
        _change_status(session, follow_up, given)
    return follow_up


def complete_follow_up(
    session: Session, follow_up_id: int, on: str | None = None, *, version: int | None = None
) -> FollowUp:
    """Mark a promise as kept, today or on a partial date; one that repeats comes anew.

    The next one is due on the first occurrence after the day this was done on. One that is done
    already stays as it is, save for another day. Errors: `NotFound`; `Invalid` for a day that
    cannot be or lies ahead; `Conflict` where `version` is not the stored one.
    """
    follow_up = require(session, FollowUp, follow_up_id)
    check_version(follow_up, version)
    was_done = follow_up.status == FollowUpStatus.DONE
    if was_done and on is None:
        return follow_up
    _complete(session, follow_up, on)
    touch(session, follow_up)
    session.flush()
    return follow_up


def reopen_follow_up(
    session: Session, follow_up_id: int, *, version: int | None = None
) -> FollowUp:
    """Take a promise as not kept after all: theirs is waited for again, others are open.

    Errors: `NotFound`; `Conflict` where `version` is not the stored one.
    """
    follow_up = require(session, FollowUp, follow_up_id)
    check_version(follow_up, version)
    follow_up.status = _first_status(follow_up)
    follow_up.done_on = None
    touch(session, follow_up)
    session.flush()
    return follow_up


def delete_follow_up(session: Session, follow_up_id: int, *, version: int | None = None) -> None:
    """Delete a promise. Errors: `NotFound`, `Conflict`."""
    follow_up = require(session, FollowUp, follow_up_id)
    check_version(follow_up, version)
    session.delete(follow_up)
    session.flush()


def _columns(session: Session, fields: FollowUpFields, given: Mapping[str, Any]) -> dict[str, Any]:
    values = {name: value for name, value in given.items() if name not in NOT_COLUMNS}
    for name, resolve in LINKS.items():
        if name in given:
            reference = getattr(fields, name)
            values[f"{name}_id"] = None if reference is None else resolve(session, reference)
    return values


def _first_status(follow_up: FollowUp) -> FollowUpStatus:
    theirs = follow_up.direction == Direction.THEIRS
    return FollowUpStatus.WAITING if theirs else FollowUpStatus.OPEN


def _say_whom(session: Session, follow_up: FollowUp, given: Mapping[str, Any]) -> None:
    """Fill in whom a promise concerns, as far as that is beyond doubt and not said."""
    if "person" not in given and "organisation" not in given:
        _take_from_evidence(session, follow_up)
    elif follow_up.person_id is not None and "organisation" not in given:
        follow_up.organisation_id = _organisation_of(session, follow_up, follow_up.person_id)


def _take_from_evidence(session: Session, follow_up: FollowUp) -> None:
    participants = _participants(session, follow_up)
    people = {one.person_id for one in participants} - {None}
    organisations = {one.organisation_id for one in participants} - {None}
    if len(people) == 1:
        follow_up.person_id = people.pop()
    if len(organisations) == 1:
        follow_up.organisation_id = organisations.pop()


def _organisation_of(session: Session, follow_up: FollowUp, person_id: int) -> int | None:
    for participant in _participants(session, follow_up):
        if participant.person_id == person_id:
            return participant.organisation_id
    return sole_organisation_on(session, person_id, today())


def _participants(session: Session, follow_up: FollowUp) -> list[Participant]:
    if follow_up.interaction_id is None:
        return []
    return participants_of(session, require(session, Interaction, follow_up.interaction_id))


def _check_repeats(follow_up: FollowUp) -> None:
    if follow_up.repeats and follow_up.due_date:
        next_occurrence(follow_up.due_date, follow_up.repeats)


def _change_status(session: Session, follow_up: FollowUp, given: Mapping[str, Any]) -> None:
    status = given.get("status", follow_up.status)
    done_on = given.get("done_on")
    if status == FollowUpStatus.DONE:
        if follow_up.status != FollowUpStatus.DONE or done_on:
            _complete(session, follow_up, done_on)
        return
    if done_on:
        message = _("Only a promise that is done has a day it was done on.")
        raise Invalid.field("done_on", message, done_on)
    follow_up.status, follow_up.done_on = status, None


def _complete(session: Session, follow_up: FollowUp, on: str | None) -> None:
    day = parse_partial(on) if on else today().isoformat()
    if first_day(day) > today():
        message = _("{date} lies ahead; a promise is done on a day that has been.")
        raise Invalid.field("done_on", message.format(date=day), day)
    if follow_up.status != FollowUpStatus.DONE and follow_up.repeats:
        _add_next(session, follow_up, day)
    follow_up.status, follow_up.done_on = FollowUpStatus.DONE, day


def _add_next(session: Session, follow_up: FollowUp, done_on: str) -> None:
    repeats, due = follow_up.repeats or "", follow_up.due_date or done_on
    first = _first_due(session, follow_up)
    due = next_occurrence(due, repeats, first)
    while last_day(due) < first_day(done_on):
        due = next_occurrence(due, repeats, first)
    copied = {name: getattr(follow_up, name) for name in COPIED_FIELDS}
    following = FollowUp(**copied, due_date=due)
    following.custom = dict(follow_up.custom)
    following.status = _first_status(follow_up)
    session.add(following)


def _first_due(session: Session, follow_up: FollowUp) -> str | None:
    """Return when a series began, so that 31 January does not become the 28th for good.

    Earlier ones of a series are those done with the same title, rhythm and evidence.
    """
    return session.exec(
        select(func.min(FollowUp.due_date)).where(
            col(FollowUp.title) == follow_up.title,
            col(FollowUp.repeats) == follow_up.repeats,
            col(FollowUp.status) == FollowUpStatus.DONE,
            col(FollowUp.interaction_id).is_not_distinct_from(follow_up.interaction_id),
            col(FollowUp.person_id).is_not_distinct_from(follow_up.person_id),
            func.length(FollowUp.due_date) == len(follow_up.due_date or ""),
        )
    ).first()
