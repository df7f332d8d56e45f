"""Ways to reach somebody, as options: `--email`, `--phone`, `--address`, `--link`."""

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from crm.cli.commands import AnyFunction, option
from crm.errors import NotFound
from crm.i18n import N_, _
from crm.text import clean_line, fold
from crm.vocabulary import ContactType, RecordKind

if TYPE_CHECKING:
    from crm.book import Session
    from crm.inputs import ContactDetailIn

# A label stands last, in brackets, as `crm show` prints it: `070-123 45 67 (mobile)`.
_LABELLED = re.compile(r"(?P<value>.*\S)\s+\((?P<label>[^()]+)\)\s*", re.DOTALL)
_ADDED = {
    ContactType.LINK: N_("A web address; repeat. A label may follow in brackets."),
    ContactType.ADDRESS: N_("A postal address; repeat. A label may follow in brackets."),
    ContactType.PHONE: N_("A phone number; repeat. A label may follow in brackets."),
    ContactType.EMAIL: N_("An e-mail address; repeat. A label may follow in brackets."),
}
_REMOVED = {
    ContactType.LINK: N_("A web address to forget; repeat."),
    ContactType.ADDRESS: N_("A postal address to forget; repeat."),
    ContactType.PHONE: N_("A phone number to forget; repeat."),
    ContactType.EMAIL: N_("An e-mail address to forget; repeat."),
}


def contact_options(function: AnyFunction) -> AnyFunction:
    """Add the options that give ways to reach somebody."""
    for kind, help_text in _ADDED.items():
        function = option(f"--{kind}", f"add_{kind}", multiple=True, help=help_text)(function)
    return function


def removal_options(function: AnyFunction) -> AnyFunction:
    """Add the options that forget ways to reach somebody."""
    for kind, help_text in _REMOVED.items():
        function = option(f"--remove-{kind}", f"remove_{kind}", multiple=True, help=help_text)(
            function
        )
    return function


def contact_details(options: Mapping[str, Any]) -> "list[ContactDetailIn]":
    """Return the ways to reach somebody that the options give; errors: `Invalid`."""
    from crm.inputs import ContactDetailIn

    return [
        ContactDetailIn(type=kind, **_parted(text))
        for kind in ContactType
        for text in options.get(f"add_{kind}", ())
    ]


def _parted(text: str) -> dict[str, str]:
    match = _LABELLED.fullmatch(text)
    return {"value": match["value"], "label": match["label"]} if match else {"value": text}


def change_contacts(
    session: "Session", kind: RecordKind, identity: int, options: Mapping[str, Any]
) -> bool:
    """Add and forget ways to reach somebody, and say whether any was named."""
    from crm.actions.contacts import add_contact_detail, remove_contact_detail
    from crm.queries.contacts import list_contact_details

    known: Sequence[Mapping[str, Any]] = list_contact_details(session, kind, identity)
    removed = [
        _same_detail(contact_type, text, known)
        for contact_type in ContactType
        for text in options[f"remove_{contact_type}"]
    ]
    added = contact_details(options)
    for found in removed:
        remove_contact_detail(session, found)
    for detail in added:
        add_contact_detail(session, kind, identity, detail)
    return bool(removed or added)


def _same_detail(kind: ContactType, text: str, known: Sequence[Mapping[str, Any]]) -> int:
    from crm.inputs.people import normalise_contact

    spellings = {fold(clean_line(text))}
    with suppress(ValueError):
        spellings.add(fold(normalise_contact(kind, text)))
    values = [detail for detail in known if detail["type"] == kind]
    for detail in values:
        if fold(clean_line(detail["value"])) in spellings:
            return int(detail["id"])
    message = _("{value} is not among: {known}.")
    shown = ", ".join(detail["value"] for detail in values) or "–"
    raise NotFound(message.format(value=clean_line(text), known=shown))
