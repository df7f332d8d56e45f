"""E-mail addresses and phone numbers of a record, as one line of a form each."""

import re
from collections.abc import Iterable, Sequence

from crm.actions.contacts import add_contact_detail, edit_contact_detail, remove_contact_detail
from crm.book import Session
from crm.errors import Invalid, Problem
from crm.inputs import ContactDetailIn
from crm.labels import value_label
from crm.queries.records import ContactRecord
from crm.vocabulary import ContactType, RecordKind

FIELDS = {ContactType.EMAIL: "emails", ContactType.PHONE: "phones"}
"""The rows of a form, by the type of contact detail that they show."""

_BETWEEN = re.compile(r"[,;]")


def parted(text: str) -> list[str]:
    """Return the addresses of a line, which commas or semicolons part."""
    return [part.strip() for part in _BETWEEN.split(text) if part.strip()]


def joined(details: Iterable[ContactRecord], kind: ContactType) -> str:
    """Return the addresses of a type, current or not, as one line, as people write them."""
    return ", ".join(value_label(kind, detail["value"]) for detail in own(details, kind))


def own(details: Iterable[ContactRecord], kind: ContactType) -> list[ContactRecord]:
    """Return the details of a type that are the record's own and not of a membership."""
    return [
        detail for detail in details if detail["type"] == kind and detail["membership_id"] is None
    ]


def change_addresses(
    session: Session,
    owner: tuple[RecordKind, int],
    before: Sequence[ContactRecord],
    kind: ContactType,
    line: str,
) -> None:
    """Make the addresses of a type what a line says; what stays keeps its label and dates.

    Where one address goes and another comes, it is the same one changed.
    Errors: `Invalid`, at the row of the form.
    """
    if parted(line) == parted(joined(before, kind)):
        return
    wanted = [_read(kind, value) for value in parted(line)]
    values = {data.value for data in wanted}
    gone = [detail for detail in own(before, kind) if detail["value"] not in values]
    stayed = {detail["value"] for detail in own(before, kind)} & values
    come = [data for data in wanted if data.value not in stayed]
    for detail, data in zip(gone, come, strict=False):
        edit_contact_detail(session, detail["id"], data)
    for detail in gone[len(come) :]:
        remove_contact_detail(session, detail["id"])
    for data in come[len(gone) :]:
        add_contact_detail(session, *owner, data)


def _read(kind: ContactType, value: str) -> ContactDetailIn:
    try:
        return ContactDetailIn(type=kind, value=value)
    except Invalid as error:
        problem = Problem(FIELDS[kind], error.problems[0].message, value)
        raise Invalid(problem.message, [problem]) from None
