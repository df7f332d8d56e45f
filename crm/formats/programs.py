"""The programs whose contact files are known by their header rows, and what is odd about each.

Most of their headers are words that `headings` has. Here stand the rest: how each program is
told from the others, and the columns that hold nothing about the contact.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from crm.formats.headings import by_word
from crm.text import words

LABEL = "label"
HEADER_LENGTH = 200

# Google writes `E-mail 1 - Label`, `E-mail 1 - Value`, `Address 2 - City`: a kind of value, its
# number and a part of it. What has the same kind and number belongs together.
_GROUPED = re.compile(r"(.{1,60}?) (\d{1,3}) - (.{1,60})")
_GROUPED_FIELDS = {
    "e mail": {"value": "email"},
    "email": {"value": "email"},
    "phone": {"value": "phone"},
    "website": {"value": "website"},
    "address": {
        "formatted": "formatted_address",
        "street": "address",
        "po box": "address",
        "extended address": "address",
        "city": "city",
        "region": "state",
        "postal code": "postal_code",
        "country": "country",
    },
    "organization": {
        "name": "organisation",
        "title": "role",
        "department": "custom:department",
        "type": "ignore",
        "label": "ignore",
    },
    "relation": {"value": "relation"},
    "event": {"value": "custom"},
    "custom field": {"value": "custom"},
}
_LABEL_PARTS = frozenset({"type", "label"})


@dataclass(frozen=True, slots=True)
class Program:
    """A program: its name, sets of headers of which one is all there, and fields of its own.

    Headers are written as `crm.text.words` folds them, joined by spaces.
    """

    name: str
    signatures: tuple[frozenset[str], ...]
    fields: Mapping[str, str]


def _program(name: str, signatures: Sequence[str], fields: Mapping[str, str]) -> Program:
    sets = tuple(frozenset(signature.split("|")) for signature in signatures)
    return Program(name, sets, MappingProxyType(by_word(fields)))


# How a message is sent and shown, and what Outlook writes of every contact alike.
_OUTLOOK = {
    "ignore": (
        "priority|prioritet|prioritat|private|privat|sensitivity|kanslighet|vertraulichkeit"
        "|e mail type|e posttyp|e post typ|e mail typ|gender|kon|geschlecht"
        "|e mail display name|e postvisningsnamn|e post visningsnamn|visningsnamn for e post"
        "|e mail angezeigter name"
    ),
}

PROGRAMS = (
    _program("Samverkan", ("id|uid|name|tags|note",), {}),
    _program(
        "Google Contacts",
        (
            "first name|last name|organization name|labels",
            "first name|last name|phonetic first name|file as",
            "given name|family name|group membership",
            "name|given name|additional name|family name",
            "e mail 1 value|given name|family name",
        ),
        {"ignore": "photo"},
    ),
    _program(
        "LinkedIn",
        ("first name|last name|company|position|connected on",),
        {"website:linkedin": "url|profile url", "custom:linkedin_since": "connected on"},
    ),
    _program(
        "Outlook",
        (
            "first name|last name|company|job title|e mail address",
            "first name|last name|business phone|e mail address",
            "vorname|nachname|firma|e mail adresse",
            "fornamn|efternamn|foretag|befattning|e postadress",
            "fornamn|efternamn|foretag|telefon arbete",
        ),
        _OUTLOOK,
    ),
    _program(
        "Thunderbird",
        (
            "first name|last name|display name|primary email|secondary email",
            "vorname|nachname|anzeigename|primare e mail adresse",
            "fornamn|efternamn|visningsnamn|primar e postadress",
        ),
        {
            "birth_year": "birth year|geburtsjahr|fodelsear",
            "birth_month": "birth month|geburtsmonat|fodelsemanad",
            "birth_day": "birth day|geburtstag|fodelsedag",
            "email": "primar e postadress|sekundar e postadress",
            "phone:mobile": "mobil tel nr",
            "phone:work": "tel dienstlich",
            "phone:home": "tel privat",
            "custom:chat_name": "screen name|chatnamn",
        },
    ),
    _program(
        "HubSpot",
        (
            "record id|first name|last name|email",
            "record id|company name",
            "record id contact|first name|last name",
        ),
        {
            "custom:hubspot_id": "record id|record id contact|record id company",
            "organisation": "company name|associated company|primary company",
            "website": "company domain name|domain name",
            "state": "state region",
        },
    ),
    _program(
        "Mailchimp",
        (
            "email address|member rating",
            "email address|optin time",
            "email address|leid",
            "email address|fname|lname",
        ),
        {
            "ignore": (
                "member rating|optin time|optin ip|confirm time|confirm ip|latitude|longitude"
                "|gmtoff|dstoff|timezone|cc|region|last changed|leid|euid"
            ),
        },
    ),
    _program(
        "Roundcube",
        ("firstname|surname|email home", "name|firstname|surname|email"),
        {
            "given_name": "firstname",
            "middle_name": "middlename",
            "family_name": "surname",
            "alias": "nickname|maidenname",
            "honorific_prefix": "prefix",
            "tags": "groups",
        },
    ),
    _program(
        "Apple Contacts",
        ("first|last|company|phone main", "first name|last name|phonetic first name|organization"),
        {"ignore": "photo|image"},
    ),
)


def program_of(headers: Iterable[str]) -> Program | None:
    """Return the program that writes such headers, or None; the first that fits is meant."""
    there = {folded(header) for header in headers if len(header) <= HEADER_LENGTH}
    fitting = (one for one in PROGRAMS if any(marks <= there for marks in one.signatures))
    return next(fitting, None)


def folded(header: str) -> str:
    """Return a header as it is compared: `E-Mail 2: Adresse` is `e mail 2 adresse`."""
    return " ".join(words(header))


def grouped(header: str) -> tuple[str, str] | None:
    """Return the group and the field of a numbered header, None for any other.

    `Address 2 - City` gives `address 2` and `city`; `E-mail 1 - Type` gives `e mail 1` and
    `label`.
    """
    match = _GROUPED.fullmatch(header.strip()) if len(header) <= HEADER_LENGTH else None
    fields = _GROUPED_FIELDS.get(folded(match[1])) if match else None
    if match is None or fields is None:
        return None
    part = folded(match[3])
    field = fields.get(part) or (LABEL if part in _LABEL_PARTS else None)
    return (f"{folded(match[1])} {int(match[2])}", field) if field else None
