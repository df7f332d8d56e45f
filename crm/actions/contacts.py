"""Change how people and organisations are reached, and what else they are called."""

from collections.abc import Iterable, Sequence

from sqlmodel import Session, col, select

from crm.actions.versions import (
    apply,
    check_period,
    check_period_after,
    owned_by,
    touch_owner,
)
from crm.errors import NotFound
from crm.i18n import _
from crm.inputs import ContactDetailIn, OtherNameIn
from crm.matching import nearest
from crm.models import ContactDetail, OtherName
from crm.queries.kinds import get_record, is_id, owner_column
from crm.queries.matches import match_key
from crm.text import fold
from crm.vocabulary import ContactType, RecordKind


def contact_inputs(
    emails: Iterable[str], phones: Iterable[str], details: Sequence[ContactDetailIn]
) -> list[ContactDetailIn]:
    """Return all ways of reaching somebody as contact details, in the order they were given."""
    given = [ContactDetailIn(type=ContactType.EMAIL, value=email) for email in emails]
    given += [ContactDetailIn(type=ContactType.PHONE, value=phone) for phone in phones]
    return [*given, *details]


def add_contact_detail(
    session: Session, kind: RecordKind | str, identity: int, data: ContactDetailIn
) -> ContactDetail:
    """Give a person, an organisation or a membership a way to be reached.

    The same value for the same time is kept once: a label or note is added to what is there.
    Errors: `NotFound`, `Invalid`.
    """
    get_record(session, kind, identity)
    [detail] = insert_contact_details(session, kind, identity, [data])
    touch_owner(session, detail)
    session.flush()
    return detail


def insert_contact_details(
    session: Session, kind: RecordKind | str, identity: int, inputs: Sequence[ContactDetailIn]
) -> list[ContactDetail]:
    """Store contact details without noting the change at their owner; errors: `Invalid`."""
    if not inputs:
        return []
    owned = owner_column(ContactDetail, kind) == identity
    known = {
        _sameness(detail): detail for detail in session.exec(select(ContactDetail).where(owned))
    }
    details = []
    for data in inputs:
        check_period(data.valid_from, data.valid_until, "valid_until")
        new = ContactDetail(
            **owned_by(kind, identity),
            **data.model_dump(),
            match_key=match_key(data.type, data.value),
        )
        detail = known.setdefault(_sameness(new), new)
        detail.label, detail.note = detail.label or new.label, detail.note or new.note
        session.add(detail)
        details.append(detail)
    session.flush()
    return details


def _sameness(detail: ContactDetail) -> tuple[str | None, ...]:
    return (detail.type, detail.match_key, detail.valid_from, detail.valid_until)


def edit_contact_detail(session: Session, identity: int, data: ContactDetailIn) -> ContactDetail:
    """Change a contact detail; fields that are not given stay. Errors: `NotFound`, `Invalid`."""
    detail = require_contact_detail(session, identity)
    values = data.given()
    check_period_after(detail, values, "valid_from", "valid_until")
    apply(detail, values)
    detail.match_key = match_key(detail.type, detail.value)
    if session.is_modified(detail):
        touch_owner(session, detail)
        session.flush()
    return detail


def remove_contact_detail(session: Session, identity: int) -> ContactDetail:
    """Forget a contact detail; errors: `NotFound`."""
    detail = require_contact_detail(session, identity)
    touch_owner(session, detail)
    session.delete(detail)
    session.flush()
    return detail


def require_contact_detail(session: Session, identity: int) -> ContactDetail:
    """Return the contact detail with this id; errors: `NotFound`."""
    detail = session.get(ContactDetail, identity) if is_id(identity) else None
    if detail is None:
        raise NotFound(_("There is no such contact detail; it may have been deleted."))
    return detail


def add_other_name(
    session: Session, kind: RecordKind | str, identity: int, data: OtherNameIn
) -> OtherName:
    """Note a former or alternative name of a person, organisation or topic.

    A name that is there already gets the dates and note it lacks. Errors: `NotFound`, `Invalid`.
    """
    get_record(session, kind, identity)
    [other] = insert_other_names(session, kind, identity, [data])
    touch_owner(session, other)
    session.flush()
    return other


def insert_other_names(
    session: Session, kind: RecordKind | str, identity: int, inputs: Sequence[OtherNameIn]
) -> list[OtherName]:
    """Store other names without noting the change at their owner; errors: `Invalid`."""
    names = []
    for data in inputs:
        new = OtherName(**owned_by(kind, identity), **data.model_dump())
        other = _same_other_name(session, kind, identity, data) or new
        other.start_date = other.start_date or data.start_date
        other.end_date = other.end_date or data.end_date
        other.note = other.note or data.note
        session.add(other)
        session.flush()
        names.append(other)
    return names


def _same_other_name(
    session: Session, kind: RecordKind | str, identity: int, data: OtherNameIn
) -> OtherName | None:
    statement = select(OtherName).where(
        owner_column(OtherName, kind) == identity, col(OtherName.name) == data.name
    )
    for other in session.exec(statement):
        starts = {other.start_date, data.start_date} - {None}
        ends = {other.end_date, data.end_date} - {None}
        if len(starts) < 2 and len(ends) < 2:
            return other
    return None


def remove_other_name(
    session: Session, kind: RecordKind | str, identity: int, name: str
) -> OtherName:
    """Forget another name, given as it is written or folded; errors: `NotFound`, `Invalid`."""
    get_record(session, kind, identity)
    statement = select(OtherName).where(owner_column(OtherName, kind) == identity)
    names = session.exec(statement).all()
    exact = [other for other in names if other.name == name]
    fitting = exact or [other for other in names if other.folded_name == fold(name)]
    if not fitting:
        close = nearest(name, [other.name for other in names])
        raise NotFound(_("There is no such other name; look at which there are."), close)
    touch_owner(session, fitting[0])
    session.delete(fitting[0])
    session.flush()
    return fitting[0]


def remove_all_of(session: Session, kind: RecordKind | str, identities: Sequence[int]) -> None:
    """Forget all contact details of some owners of a kind."""
    owner = owner_column(ContactDetail, kind)
    for detail in session.exec(select(ContactDetail).where(owner.in_(identities))):
        session.delete(detail)
    session.flush()
