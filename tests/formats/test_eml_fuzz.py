"""Messages that nobody wrote: whatever the bytes, there is a record and it is clean."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm.formats.eml_message import record
from crm.formats.records import InteractionRecord, RejectedRecord
from crm.text import clean, clean_line
from tests.formats.messages import WHOLE
from tests.rounds import rounds

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
