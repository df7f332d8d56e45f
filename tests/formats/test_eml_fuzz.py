"""Messages that nobody wrote: whatever the bytes, there is a record and it is clean."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm.formats.eml_message import record
from crm.formats.records import InteractionRecord, RejectedRecord
from crm.text import clean, clean_line
from tests.rounds import rounds

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
PIECES = [
    *(b"\n", b"\r", b"\r\n\r\n", b" ", b"--a", b"--b--", b"=?utf-8?Q?", b"?=", b'"', b"<", b">"),
    *(b"Content-Type: ", b"multipart/digest", b"message/rfc822", b"charset=", b"boundary=", b";"),
    *(b"From:", b"To:", b"(", b"\\", b"\xff", b"\xc3", b"\x00", b"\x1b", b"\xe2\x80\xae", b"&#"),
    *(b"utf-7", b"punycode", b"idna", b"hz", b"base64", b"x-uuencode", b"*=", b"*0*=", b"%", b"="),
]


def check(content: bytes) -> None:
    made = record(content, 1)
    if isinstance(made, RejectedRecord):
        assert made.problems
        return
    assert isinstance(made, InteractionRecord)
    assert made.uid and made.thread
    assert re.fullmatch(r"(\d{4}-\d\d-\d\dT\d\d:\d\d)?", made.starts_at)
    assert made.details == clean(made.details)
    lines = [made.subject, made.uid, made.thread, *made.attachments]
    lines += [text for one in made.participants for text in (one.name, one.email)]
    lines += [one.value for one in made.proposals]
    assert lines == [clean_line(line) for line in lines]
    assert all(one.name or one.email for one in made.participants)


@given(st.binary(max_size=300))
def test_any_bytes(content: bytes) -> None:
    check(content)
    check(b"From: " + content)
    check(b"Subject: x\nContent-Type: " + content)


@settings(max_examples=rounds(80, 300))
@given(
    st.lists(
        st.tuples(
            st.integers(0, len(WHOLE)),
            st.integers(0, 40),
            st.sampled_from(PIECES) | st.binary(max_size=4),
        ),
        max_size=8,
    )
)
def test_a_message_that_was_damaged(changes: list[tuple[int, int, bytes]]) -> None:
    content = WHOLE
    for place, length, piece in changes:
        content = content[:place] + piece + content[place + length :]
    check(content)


@settings(max_examples=rounds(50, 150))
@given(st.lists(st.sampled_from(PIECES), max_size=30))
def test_pieces_of_messages(pieces: list[bytes]) -> None:
    check(b"From: a@x.example\n" + b"".join(pieces))


@pytest.mark.parametrize(
    "content",
    [
        b"Subject: x\nContent-Type: text/plain; charset=base64\n\n\x80",
        b"Subject: =?rot13?Q?\xc3\xa5?=\n\n",
        b"Subject: x\nContent-Type: text/html\n\n&#" + b"9" * 5_000 + b";",
        b"Subject: x\nContent-Type: multipart/mixed; boundary=\n\n--\n--",
        b"Subject: x\nContent-Transfer-Encoding: x-uuencode\n\nbegin 666 a\n\xff\nend",
        b"Subject: x\nContent-Type: text/plain; charset*=a'b'%80\n\nx",
        b"Subject: x\nContent-Type: text/plain; charset=a\x00b\n\n\xe5",
        b"Subject: x\nContent-Type: text/plain; charset*=a'b'c\n\n\xe5",
        b"Subject: x\nContent-Type: multi\xa0part/mixed\n\nx",
        b"Subject: x\nContent-Disposition: attachment; filename*0*=%;filename*2=x\n\nx",
        b"From: a@x.example\nTo: =?utf-8?Q?= b@=c: d@=?= =?utf-8?Q?e?=\n\nx",
    ],
    ids=[
        *("no charset", "no text codec", "number", "boundary", "uuencode", "charset", "NUL"),
        *("charset of three parts", "kind", "parameter", "route without end"),
    ],
)
def test_what_once_went_wrong(content: bytes) -> None:
    check(content)
