"""One e-mail message as an interaction: when, between whom, about what."""

import hashlib
from collections.abc import Iterator
from datetime import datetime
from email.message import Message

from crm.formats.eml_headers import field_text, field_values, identifiers, moment
from crm.formats.eml_parser import parsed
from crm.formats.eml_parts import Content, content_of
from crm.formats.eml_people import correspondents, is_bulk, sender_of
from crm.formats.eml_quoting import Body, shortened
from crm.formats.eml_signature import proposals
from crm.formats.ics_spans import local
from crm.formats.records import (
    InteractionRecord,
    ProposalRecord,
    Record,
    RecordProblem,
    RejectedRecord,
)
from crm.i18n import _
from crm.text import clean_line

UID_LENGTH = 255
SUBJECT_LENGTH = 1_000
EMAIL, HELD, PLANNED = "email", "held", "planned"
_FIELDS_OF_ALL = ("From", "To", "Date", "Subject")
_SERVERS = 5


def record(content: bytes, line: int, *, sent: str = "", is_cut: bool = False) -> Record:
    """Return the interaction that the bytes of a message tell of, or why there is none.

    `line` is where it begins in its file; `sent` a date from outside the message (mbox), for one
    that has none itself; `is_cut` says that its end was not read. A draft is planned, every other
    message held. The `uid` is the message's own, the `thread` that of the first one in the
    exchange, and `proposals` are what the signature tells of the sender.
    """
    found = parsed(content)
    if found is None:
        return rejected(line, _("The message is damaged: save it anew in the mail program."))
    message = found.message
    if not any(field_values(message, name) for name in _FIELDS_OF_ALL):
        return rejected(line, _("The message names no sender, recipient, date or subject."))
    holds = content_of(message)
    subject = field_text(message, "Subject")[:SUBJECT_LENGTH].rstrip()
    body = shortened(holds.text, subject)
    when = _sent_at(message, sent)
    uid = _uid(message, holds)
    made = InteractionRecord(
        line=line,
        uid=uid,
        type=EMAIL,
        status=PLANNED if _is_draft(message) else HELD,
        subject=subject,
        starts_at=local(when) if when else "",
        details=body.details,
        thread=_thread(message, uid),
        participants=correspondents(message),
        attachments=holds.attachments,
        proposals=_proposals(message, body),
    )
    made.problems = list(_problems(made, body, is_cut=is_cut or found.is_cut))
    return made


def rejected(line: int, message: str) -> RejectedRecord:
    """Return a message that cannot be read, with the line it begins on and the reason."""
    return RejectedRecord(line=line, problems=[RecordProblem(line, "", "", message)])


def _problems(made: InteractionRecord, body: Body, *, is_cut: bool) -> Iterator[RecordProblem]:
    if not made.starts_at and made.status != PLANNED:
        message = _("The message does not say when it was sent.")
        yield RecordProblem(made.line, "Date", "", message)
    if is_cut:
        message = _("The message is too long or nests too deep: only its beginning is read.")
        yield RecordProblem(made.line, "", "", message)
    if body.is_cut:
        message = _("The text is too long: only its beginning is kept.")
        yield RecordProblem(made.line, "details", "", message)


# --- When and which ------------------------------------------------------------------------------


def _is_draft(message: Message) -> bool:
    return field_text(message, "X-Unsent") == "1"


def _sent_at(message: Message, sent: str) -> datetime | None:
    """Return when a message was sent: as it says, as the last server said, or as its file says."""
    received = [value.rpartition(";")[2] for value in field_values(message, "Received")]
    written = [*field_values(message, "Date"), *received[:_SERVERS], sent]
    return next((when for one in written if one and (when := moment(one))), None)


def _uid(message: Message, holds: Content) -> str:
    """Return the message's own identifier, else one made of what no copy of it changes."""
    for value in field_values(message, "Message-ID"):
        for one in identifiers(value):
            return _identity(one)
    said = [value for name in _FIELDS_OF_ALL for value in field_values(message, name)]
    return hashlib.sha256("\n".join([*said, holds.text]).encode("utf-8", "replace")).hexdigest()


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


# --- What is proposed ----------------------------------------------------------------------------


def _proposals(message: Message, body: Body) -> list[ProposalRecord]:
    """Return what the signature tells of the sender, and the organisation that the head names."""
    senders = sender_of(message)
    if len(senders) != 1 or is_bulk(message):
        return []
    sender = senders[0]
    found = proposals(body.own, sender.name, sender.email)
    organisation = field_text(message, "Organization")
    if organisation and not any(one.field == "organisation" for one in found):
        found.append(ProposalRecord(sender.email, sender.name, "organisation", organisation))
    return found
