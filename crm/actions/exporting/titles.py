"""What people call the columns of a table, in the language in use."""

from collections.abc import Mapping, Sequence

from sqlmodel import Session

from crm.actions.exporting.options import Order
from crm.i18n import N_, _
from crm.queries.labels import get_fields_for
from crm.queries.lists import get_list
from crm.queries.references import resolve_list
from crm.titles import TITLES
from crm.vocabulary import RecordKind

NOUNS: Mapping[RecordKind, str] = {
    RecordKind.PERSON: N_("People"),
    RecordKind.ORGANISATION: N_("Organisations"),
    RecordKind.INTERACTION: N_("Interactions"),
    RecordKind.FOLLOW_UP: N_("Follow-ups"),
    RecordKind.COLLABORATION: N_("Collaborations"),
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
