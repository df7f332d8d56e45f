"""What people call the columns of a table, in the language in use."""

from collections.abc import Mapping, Sequence

from sqlmodel import Session

from crm.actions.exporting.options import Order
from crm.i18n import N_, _
from crm.queries.labels import get_fields_for
from crm.queries.lists import get_list
from crm.queries.references import resolve_list
from crm.vocabulary import RecordKind

# Those that an import reads are words that it knows, so that a list comes in again.
TITLES: Mapping[str, str] = {
    "id": N_("Reference"),
    "uid": N_("UID"),
    "name": N_("Name"),
    "given_name": N_("Given name"),
    "family_name": N_("Family name"),
    "honorific_prefix": N_("Prefix"),
    "organisation": N_("Organisation"),
    "role": N_("Role"),
    "post": N_("Post"),
    "start_date": N_("Since"),
    "end_date": N_("Until"),
    "email": N_("E-mail"),
    "phone": N_("Phone"),
    "address": N_("Postal address"),
    "website": N_("Website"),
    "language": N_("Language"),
    "tags": N_("Tags"),
    "note": N_("Note"),
    "alias": N_("Other names"),
    "classification": N_("Classification"),
    "parent": N_("Parent organisation"),
    "orgnr": N_("Organisation number"),
    "area": N_("Area"),
    "founding_date": N_("Founded"),
    "dissolution_date": N_("Dissolved"),
    "people": N_("People"),
    "last_interaction": N_("Last contact"),
    "created_at": N_("Added"),
    "updated_at": N_("Changed"),
    "kind": N_("Kind"),
    "status": N_("Status"),
    "subject": N_("Subject"),
    "starts_at": N_("Begins"),
    "ends_at": N_("Ends"),
    "place": N_("Place"),
    "participants": N_("Participants"),
    "organisations": N_("Organisations"),
    "topics": N_("Topics"),
    "details": N_("Details"),
    "atmosphere": N_("Atmosphere"),
    "reference": N_("Diary number"),
    "source": N_("Source"),
    "title": N_("Title"),
    "direction": N_("Direction"),
    "owner": N_("Owner"),
    "due_date": N_("Due"),
    "done_on": N_("Done on"),
    "priority": N_("Priority"),
    "person": N_("Person"),
    "interaction": N_("Interaction"),
    "collaboration": N_("Collaboration"),
    "quote": N_("Quote"),
    "repeats": N_("Repeats"),
    "overdue": N_("Overdue"),
}

NOUNS: Mapping[RecordKind, str] = {
    RecordKind.PERSON: N_("People"),
    RecordKind.ORGANISATION: N_("Organisations"),
    RecordKind.INTERACTION: N_("Interactions"),
    RecordKind.FOLLOW_UP: N_("Follow-ups"),
}


def titles_of(session: Session, kind: RecordKind, columns: Sequence[str]) -> dict[str, str]:
    """Return what people call some columns; fields of the user's own by their labels."""
    own = {f"custom:{field['key']}": field["label"] for field in get_fields_for(session, kind)}
    return {column: own.get(column) or _(TITLES.get(column, column)) for column in columns}


def title_of(session: Session, order: Order) -> str:
    """Return what an export is called: as was said, as its list, or as its kind."""
    if order.writing.title or order.choice.contact_list is None:
        return order.writing.title or ", ".join(_(NOUNS[kind]) for kind in order.kinds)
    return get_list(session, resolve_list(session, order.choice.contact_list))["name"]
