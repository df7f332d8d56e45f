"""One e-mail message as an interaction: when, between whom, about what."""

import hashlib
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from email.message import Message

from crm.formats.eml_headers import (
    Address,
    addresses,
    field_text,
    field_values,
    identifiers,
    moment,
)
from crm.formats.eml_parts import Content, content_of, parsed, text
from crm.formats.eml_quoting import Body, shortened
from crm.formats.eml_signature import proposals
from crm.formats.records import (
    InteractionRecord,
    ParticipantRecord,
    ProposalRecord,
    Record,
    RecordProblem,
    RejectedRecord,
)
from crm.i18n import _
from crm.text import clean_line, fold

UID_LENGTH = 255
SUBJECT_LENGTH = 1_000
PEOPLE = 2_000
# What a correspondent is in a letter, by the field that names them.
FUNCTIONS = {"From": "from", "Sender": "sender", "To": "to", "Cc": "cc", "Bcc": "bcc"}
REPLY_TO = "reply-to"
_MACHINES = re.compile(
    r"(?:no-?_?\.?reply|do-?not-?reply|mailer-daemon|postmaster|bounces?|notifications?)\b.*@",
    re.IGNORECASE,
)
_LIST_FIELDS = ("List-Id", "List-Unsubscribe", "List-Post", "Feedback-ID", "X-Mailing-List")
_BULK = ("bulk", "list", "junk", "auto_reply")
_OF_ONE = ("Date", "From", "To", "Subject", "Received")


def record(content: bytes, line: int, *, sent: str = "", is_cut: bool = False) -> Record:
    """Return the interaction that the bytes of a message tell of, or why there is none.

    `line` is where it begins in its file; `sent` a date from outside the message (mbox), for one
    that has none itself; `is_cut` says that its end was not read.
    """
    message = parsed(content)
    if message is None:
        return _rejected(line, _("The message nests too deep to be read."))
    if not any(field_values(message, name) for name in ("From", "To", "Date", "Subject")):
        return _rejected(line, _("The message names no sender, recipient, date or subject."))
    subject = field_text(message, "Subject")[:SUBJECT_LENGTH]
    found = content_of(message)
    body = shortened(text(found), subject)
    when = _sent_at(message, sent)
    made = InteractionRecord(
        line=line,
        type="email",
        subject=subject,
        starts_at=_local(when) if when else "",
        details=body.details,
        participants=_correspondents(message),
        attachments=found.attachments,
    )
    made.uid = _uid(message, made)
    made.thread = _thread(message, made.uid)
    made.problems = list(_problems(made, found, body, is_cut=is_cut))
    if not is_bulk(message):
        made.proposals = _proposals(message, body)
    return made


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
    return any(_MACHINES.match(sender.email) for sender in _named(message, "From"))


def _rejected(line: int, message: str) -> RejectedRecord:
    return RejectedRecord(line=line, problems=[RecordProblem(line, "", "", message)])


def _problems(
    made: InteractionRecord, found: Content, body: Body, *, is_cut: bool
) -> Iterator[RecordProblem]:
    if not made.starts_at:
        message = _("The message does not say when it was sent.")
        yield RecordProblem(made.line, "Date", "", message)
    if is_cut:
        message = _("The message is too long: only its beginning is read.")
        yield RecordProblem(made.line, "", "", message)
    if found.is_cut:
        message = _("The message has too many parts: only the first are read.")
        yield RecordProblem(made.line, "", "", message)
    if body.is_cut:
        message = _("The text is too long: only its beginning is kept.")
        yield RecordProblem(made.line, "details", "", message)


# --- When and which ------------------------------------------------------------------------------


def _sent_at(message: Message, sent: str) -> datetime | None:
    """Return when a message was sent: as it says, as the last server said, or as its file says."""
    received = [value.rpartition(";")[2] for value in field_values(message, "Received")]
    written = [*field_values(message, "Date"), *received[:5], sent]
    return next((when for one in written if one and (when := moment(one))), None)


def _local(when: datetime) -> str:
    """Return a time as `YYYY-MM-DDTHH:MM` by the clock of the computer's own zone."""
    # Beyond the years that clocks know, a time stays as it is written.
    with suppress(OverflowError, ValueError, OSError):
        when = when.astimezone()
    return when.replace(tzinfo=None).isoformat(timespec="minutes")


def _uid(message: Message, made: InteractionRecord) -> str:
    """Return the message's own identifier, else one made of what no copy of it changes."""
    for value in field_values(message, "Message-ID"):
        for one in identifiers(value):
            return _identity(one)
    said = [*field_values(message, "Date"), *field_values(message, "From"), made.details]
    return hashlib.sha256("\n".join([made.subject, *said]).encode("utf-8", "replace")).hexdigest()


def _thread(message: Message, uid: str) -> str:
    """Return the first message of the exchange (RFC 5322 3.6.4)."""
    for name in ("References", "In-Reply-To"):
        for value in field_values(message, name):
            for one in identifiers(value):
                return _identity(one)
    return uid


def _identity(identifier: str) -> str:
    identifier = clean_line(identifier)
    if len(identifier) <= UID_LENGTH:
        return identifier
    return hashlib.sha256(identifier.encode("utf-8", "replace")).hexdigest()


# --- Who -----------------------------------------------------------------------------------------


def _named(message: Message, name: str) -> list[Address]:
    return [one for value in field_values(message, name) for one in addresses(value)]


def _correspondents(message: Message) -> list[ParticipantRecord]:
    """Return everybody a message names, each once, the sender first."""
    found: dict[str, ParticipantRecord] = {}
    for field, function in FUNCTIONS.items():
        for one in _named(message, field):
            if field == "Sender" and found:
                continue
            _join(found, one, function)
    names = {fold(participant.name) for participant in found.values() if participant.name}
    for one in _named(message, "Reply-To"):
        # The same name at another address is the same person, who wants the answer there.
        if fold(one.name) not in names or not one.name:
            _join(found, one, REPLY_TO)
    return list(found.values())[:PEOPLE]


def _join(found: dict[str, ParticipantRecord], one: Address, function: str) -> None:
    key = (one.email or one.name).casefold()
    known = found.get(key)
    if known is None:
        found[key] = ParticipantRecord(name=one.name, email=one.email, function=function)
    elif not known.name:
        known.name = one.name


def _proposals(message: Message, body: Body) -> list[ProposalRecord]:
    """Return what the signature tells of the sender, and the organisation that the head names."""
    senders = _named(message, "From")
    if len(senders) != 1:
        return []
    sender = senders[0]
    found = proposals(body.own, sender.name, sender.email)
    organisation = field_text(message, "Organization")
    if organisation and not any(one.field == "organisation" for one in found):
        found.append(ProposalRecord(sender.email, sender.name, "organisation", organisation))
    return found
