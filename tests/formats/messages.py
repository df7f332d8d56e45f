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
WHOLE = (
    "Received: from a by b; Thu, 3 Jul 2014 10:00:01 +0000\n"
    'From: "Mårder, Günther" <g@x.example>\n'
    "To: =?utf-8?Q?G=C3=B6ran?= <goran@y.example>,\n\tStyrelsen: a@x.example, b@x.example;\n"
    "Subject: =?utf-8?B?TcO2dGU=?= =?iso-8859-1?Q?_p=E5_=C5land?=\n"
    "Date: Thu, 3 Jul 2014 12:00:00 +0200 (CEST)\nMessage-ID: <2@x>\nReferences: <1@x>\n"
    "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=a\n\n"
    "--a\nContent-Type: multipart/alternative; boundary=b\n\n"
    "--b\nContent-Type: text/plain; charset=iso-8859-1; format=flowed\n"
    "Content-Transfer-Encoding: quoted-printable\n\nHej p=E5 dig! \n> a\n\nMvh\nVD\n"
    "tel +46 8 1234567\n\nDen 1 juli skrev Anna:\n> Hej\n"
    "--b\nContent-Type: text/html; charset=utf-8\n\n<p>Hej &aring;<br><blockquote>x\n--b--\n"
    "--a\nContent-Type: application/pdf; name*0*=utf-8''m%C3%B6;\n name*1=te.pdf\n"
    "Content-Disposition: attachment\nContent-Transfer-Encoding: base64\n\nSGVq\n"
    "--a\nContent-Type: message/rfc822\n\nSubject: Inner\n\nInner.\n--a--\n"
).encode()
"""A message with a part of each sort."""


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
