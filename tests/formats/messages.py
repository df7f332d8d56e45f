"""Messages for the tests of mail, and how they are read."""

from crm.formats.eml_message import record
from crm.formats.records import InteractionRecord, ParticipantRecord

HEAD = """\
From: Anna Ek <anna@x.example>
To: Bo Alm <bo@y.example>
Subject: Seminariet
Date: Thu, 3 Jul 2014 10:00:00 +0000
Message-ID: <1@x.example>
"""


def message(head: str = "", body: str = "Hej Bo.\n", *, base: str = HEAD) -> bytes:
    """Return a message with some more fields."""
    return f"{base}{head}\n{body}".encode("utf-8", "surrogateescape")


def interaction(content: bytes) -> InteractionRecord:
    found = record(content, 1)
    assert isinstance(found, InteractionRecord), found.problems
    return found


def people(found: InteractionRecord) -> list[tuple[str, str, str]]:
    return [person(one) for one in found.participants]


def person(one: ParticipantRecord) -> tuple[str, str, str]:
    return one.function, one.name, one.email
