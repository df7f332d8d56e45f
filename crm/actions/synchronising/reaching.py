"""The ways to reach somebody, as two cards that spell them otherwise share them."""

from crm.actions.synchronising.gathering import Contact
from crm.errors import Invalid
from crm.queries.matches import match_key
from crm.text import clean_line
from crm.validation import normalise_email, normalise_link, normalise_phone
from crm.vocabulary import ContactType

NORMALISE = {
    ContactType.EMAIL: normalise_email,
    ContactType.PHONE: normalise_phone,
    ContactType.LINK: normalise_link,
}

Reach = tuple[str, str]
"""The sort of a way, and the key that the book keeps for it."""


def reaches_of(contact: Contact) -> set[Reach]:
    """Return the ways to reach somebody that a card has."""
    return {reach(one.type, one.value) for one in contact.contact_details}


def reach(kind: str, value: str) -> Reach:
    """Return what two spellings of one way to reach somebody share."""
    normalise = NORMALISE.get(ContactType(kind))
    try:
        stored = normalise(value) if normalise else value.strip()
    except Invalid:
        stored = clean_line(value)
    return kind, match_key(kind, stored)
