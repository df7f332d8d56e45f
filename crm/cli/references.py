"""From what was typed to the record meant; unknown ones are made where `--create` says so."""

from typing import TYPE_CHECKING

from crm.cli.commands import option
from crm.cli.invocation import current, note_found
from crm.errors import NotFound
from crm.i18n import N_, _
from crm.vocabulary import RecordKind, reference

if TYPE_CHECKING:
    from crm.book import Session


create_option = option(
    "--create",
    is_flag=True,
    help=N_("Add people, organisations and topics that are not known yet."),
)


def person_id(session: "Session", text: str, *, create: bool = False) -> int:
    """Return the id of the person meant; errors: `NotFound`, `Ambiguous`."""
    return _known_or_new(session, RecordKind.PERSON, text, create)


def organisation_id(session: "Session", text: str, *, create: bool = False) -> int:
    """Return the id of the organisation meant; errors: `NotFound`, `Ambiguous`."""
    return _known_or_new(session, RecordKind.ORGANISATION, text, create)


def topic_id(session: "Session", text: str, *, create: bool = False) -> int:
    """Return the id of the topic meant; errors: `NotFound`, `Ambiguous`."""
    return _known_or_new(session, RecordKind.TOPIC, text, create)


def _known_or_new(session: "Session", kind: RecordKind, text: str, create: bool) -> int:
    from crm.queries.references import resolve

    try:
        found = resolve(session, text, [kind])
    except NotFound as error:
        if not is_name(text):
            raise
        if not create:
            hint = _("{problem} With --create it is added.").format(problem=error.message)
            raise NotFound(hint, error.nearest) from None
        return _added(session, kind, text)
    note_found(text, found)
    return found.id


def _added(session: "Session", kind: RecordKind, text: str) -> int:
    made = _add(session, kind, text)
    message = _("added: {reference} {name}")
    current().notes.append(message.format(reference=reference(kind, made), name=text))
    return made


def is_name(text: str) -> bool:
    """Tell whether a text can be a new name: `p12`, an address or a number never is."""
    from crm.queries.matches import short_reference

    has_letter = any(letter.isalpha() for letter in text)
    return has_letter and "@" not in text and short_reference(text) is None


def _add(session: "Session", kind: RecordKind, name: str) -> int:
    from crm.actions.organisations import add_organisation
    from crm.actions.people import add_person
    from crm.actions.topics import add_topic
    from crm.inputs import OrganisationIn, PersonIn, TopicIn

    if kind == RecordKind.PERSON:
        return stored(add_person(session, PersonIn(name=name)).id)
    if kind == RecordKind.ORGANISATION:
        return stored(add_organisation(session, OrganisationIn(name=name)).id)
    return stored(add_topic(session, TopicIn(name=name)).id)


def stored(identity: int | None) -> int:
    """Return the id of a record that has been flushed."""
    assert identity is not None
    return identity
