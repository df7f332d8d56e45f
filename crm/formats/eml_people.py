"""Who writes to whom: the correspondents that the head of a message names."""

import re
from email.message import Message
from urllib.parse import unquote

from crm.formats.eml_addresses import Address, addresses
from crm.formats.eml_headers import field_text, field_values
from crm.formats.records import ParticipantRecord
from crm.text import fold

PEOPLE = 2_000
SENDER = "sender"
LIST = "list"
FUNCTIONS = {"To": "recipient", "Cc": "cc", "Bcc": "bcc"}
_MACHINES = re.compile(
    r"(?:no-?_?\.?reply|do-?not-?reply|mailer-daemon|postmaster|bounces?|notifications?)\b.*@",
    re.IGNORECASE,
)
_LIST_FIELDS = ("List-Id", "List-Unsubscribe", "List-Post", "Feedback-ID", "X-Mailing-List")
_BULK = ("bulk", "list", "junk", "auto_reply")
_POSTED_TO = re.compile(r"mailto:([^>?\s]{1,254})", re.IGNORECASE)
_LIST_NAME = re.compile(r"<([^<>\s]{1,254})>")
_VIA = re.compile(r"\s+via\s.*", re.IGNORECASE | re.DOTALL)
# What programs write where nobody is named.
_NOBODY = re.compile(
    r"(?:undisclosed|unlisted|hidden|no|dolda|hemliga|ej angivna|verborgene)[ -]?_?"
    r"(?:recipients?|to-header|mottagare|empfanger).*"
)


def sender_of(message: Message) -> list[Address]:
    """Return who wrote a message: several where several sign it, none where nobody does.

    What a mailing list writes in its own name is given back to its author, whom it names elsewhere
    (RFC 7960). Of several fields the first counts; there may be but one (RFC 5322 3.6).
    """
    found = _first(message, "From") or _first(message, "Sender")
    lists = _lists(message)
    if len(found) == 1 and found[0].email.lower() in lists:
        for name in ("X-Original-From", "Reply-To"):
            authors = _first(message, name)
            if len(authors) == 1 and authors[0].email.lower() not in lists:
                return [Address(_VIA.sub("", found[0].name), authors[0].email)]
    return found


def correspondents(message: Message) -> list[ParticipantRecord]:
    """Return everybody a message names, each once, the sender first.

    The function is `sender`, `recipient`, `cc`, `bcc`, or `list` for a mailing list.
    """
    found: dict[str, ParticipantRecord] = {}
    lists = _lists(message)
    for one in sender_of(message):
        _join(found, one, SENDER)
    for field, function in FUNCTIONS.items():
        for value in field_values(message, field):
            for one in addresses(value):
                _join(found, one, LIST if one.email.lower() in lists else function)
    return list(found.values())[:PEOPLE]


def is_bulk(message: Message) -> bool:
    """Tell whether a message comes from a list or a machine, whose last lines tell of nobody.

    Fields of RFC 2369, RFC 2919 and RFC 3834.
    """
    if any(field_values(message, name) for name in _LIST_FIELDS):
        return True
    if field_text(message, "Precedence").lower() in _BULK:
        return True
    if field_text(message, "Auto-Submitted").lower() not in ("", "no"):
        return True
    if field_text(message, "Return-Path") == "<>":
        return True
    return any(is_machine(one.email) for one in sender_of(message))


def is_machine(email: str) -> bool:
    """Tell whether an address is one that programs write from, and nobody reads."""
    return bool(_MACHINES.match(email))


def _first(message: Message, name: str) -> list[Address]:
    return [one for value in field_values(message, name)[:1] for one in addresses(value)]


def _lists(message: Message) -> set[str]:
    """Return the addresses of the mailing list that a message came over."""
    posted = _POSTED_TO.findall(" ".join(field_values(message, "List-Post")))
    named = [one.email for one in _first(message, "X-Mailing-List")]
    found = {unquote(email).lower() for email in [*posted, *named]}
    for name in _LIST_NAME.findall(field_text(message, "List-Id").lower()):
        owner, _dot, domain = name.partition(".")
        found.add(f"{owner}@{domain}")
    return found


def _join(found: dict[str, ParticipantRecord], one: Address, function: str) -> None:
    if not one.email and _NOBODY.fullmatch(fold(one.name)):
        return
    key = one.email.casefold() or fold(one.name)
    known = found.get(key)
    if known is None:
        found[key] = ParticipantRecord(name=one.name, email=one.email, function=function)
    elif not known.name:
        known.name = one.name
