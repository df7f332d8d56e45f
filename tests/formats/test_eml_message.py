import time

import pytest

from crm.formats.eml_message import record
from crm.formats.records import RejectedRecord
from tests.formats.messages import HEAD, interaction, message, people


@pytest.fixture(params=["UTC0", "CET-1CEST,M3.5.0,M10.5.0/3", "EST5"])
def hour(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """The hour of ten o'clock UTC in July, by the clock of the computer."""
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    request.addfinalizer(time.tzset)
    request.addfinalizer(monkeypatch.undo)
    return {"U": "10", "C": "12", "E": "05"}[str(request.param)[0]]


def test_a_message_is_an_interaction() -> None:
    found = interaction(message())
    assert (found.kind, found.type, found.status, found.line) == ("interaction", "email", "held", 1)
    assert (found.uid, found.thread) == ("1@x.example", "1@x.example")
    assert (found.subject, found.details) == ("Seminariet", "Hej Bo.")
    assert people(found) == [
        ("sender", "Anna Ek", "anna@x.example"),
        ("recipient", "Bo Alm", "bo@y.example"),
    ]
    assert not found.problems and not found.attachments


def test_times_are_by_the_clock_of_the_computer(hour: str) -> None:
    assert interaction(message()).starts_at == f"2014-07-03T{hour}:00"


@pytest.mark.parametrize(
    ("fields", "starts_at"),
    [
        ("Received: by a; Thu, 3 Jul 2014 10:01:00 +0000\n", "2014-07-03"),
        ("Date: tomorrow\nReceived: by b;\n\tThu, 3 Jul 2014 10:01:00 +0000\n", "2014-07-03"),
        ("Date: Thu, 3 Jul 2014 10:00:00 +9900\n", "2014-07-03"),
        ("Date: tomorrow\n", ""),
        ("", ""),
    ],
)
def test_without_a_date_the_servers_tell_it(fields: str, starts_at: str) -> None:
    found = interaction(message(fields, base="From: a@x.example\n"))
    assert found.starts_at[:10] == starts_at
    assert bool(found.problems) == (not starts_at)


@pytest.mark.parametrize("date", ["Mon, 1 Jan 1601 00:00:00 +0000", "31 Dec 9999 23:59:59 -1200"])
def test_times_beyond_the_clock_stay_as_they_are_written(date: str) -> None:
    found = interaction(message(f"Date: {date}\n", base="From: a@x.example\n"))
    assert found.starts_at[:4] in ("1600", "1601", "9999")


@pytest.mark.parametrize(
    ("fields", "thread"),
    [
        ("References: <0@x> <0.1@x>\nIn-Reply-To: <0.1@x>\n", "0@x"),
        ("In-Reply-To: <0.1@x>\n", "0.1@x"),
        ("In-Reply-To: Your message of Monday <0.1@x>\n", "0.1@x"),
        ("References:\n\t<0@x>\n\t<0.1@x>\n", "0@x"),
        ("References: \nIn-Reply-To:\n", "1@x.example"),
    ],
)
def test_an_exchange_has_its_first_message_in_common(fields: str, thread: str) -> None:
    assert interaction(message(fields)).thread == thread


def test_an_identifier_that_is_too_long_stays_one() -> None:
    first, second = (
        interaction(message(f"Message-ID: <{'x' * 600}{at}@x>\n", base="From: a@x\n"))
        for at in (1, 2)
    )
    assert len(first.uid) == len(second.uid) == 64 and first.uid != second.uid


def test_without_an_identifier_the_same_message_has_the_same_one() -> None:
    base = HEAD.replace("Message-ID: <1@x.example>\n", "")
    first = interaction(message("Received: here\n", base=base))
    again = interaction(message("Received: there\n", base=base).replace(b"\n", b"\r\n"))
    other = interaction(message(body="Hej igen Bo.\n", base=base))
    assert first.uid == again.uid == first.thread
    assert first.uid != other.uid


def test_a_draft_is_planned_and_needs_no_date() -> None:
    found = interaction(message("X-Unsent: 1\n", base="To: bo@y.example\nSubject: Hej\n"))
    assert found.status == "planned" and not found.problems


@pytest.mark.parametrize(
    "content", [b"", b"\n\n", b"\x00\xff", b"Content-Type: text/plain\n\nHej", b"Just text."]
)
def test_what_says_nothing_of_itself_is_no_message(content: bytes) -> None:
    found = record(content, 7)
    assert isinstance(found, RejectedRecord) and found.line == 7
    assert found.problems[0].line == 7
    assert found.problems[0].message.startswith("The message names no sender")


@pytest.mark.parametrize("end", [b"\r\n", b"\r", b"\r\r\n"])
def test_lines_may_end_in_any_way(end: bytes) -> None:
    content = message("Cc: a@x.example,\n\tb@x.example\n", "Hej.\n\nDå.\n")
    found = interaction(content.replace(b"\n", end))
    assert found.details == "Hej.\n\nDå."
    assert len(found.participants) == 4


def test_a_mark_and_empty_lines_before_the_fields() -> None:
    assert interaction(b"\xef\xbb\xbf" + message()) == interaction(message())
    assert interaction(b"\r\n\n" + message()) == interaction(message())


def test_what_a_signature_tells_is_proposed() -> None:
    body = (
        "Hej!\n\nMed vänlig hälsning\nAnna Ek\nNäringslivschef, Sandvikens kommun\n+46 70-123 45 67"
    )
    found = interaction(message("Organization: Kommunen\n", body))
    assert {(one.email, one.name, one.field, one.value) for one in found.proposals} == {
        ("anna@x.example", "Anna Ek", "phone:mobile", "+46 70-123 45 67"),
        ("anna@x.example", "Anna Ek", "role", "Näringslivschef"),
        ("anna@x.example", "Anna Ek", "organisation", "Sandvikens kommun"),
    }
    assert [
        (one.field, one.value)
        for one in interaction(message("Organization: Sandvikens kommun\n")).proposals
    ] == [("organisation", "Sandvikens kommun")]


@pytest.mark.parametrize(
    "field",
    [
        "List-Id: <news.x.example>",
        "List-Unsubscribe: <https://x.example>",
        "Precedence: bulk",
        "Auto-Submitted: auto-replied",
        "Return-Path: <>",
    ],
)
def test_lists_and_machines_propose_nothing(field: str) -> None:
    body = "Hej!\n\nMvh\nAnna Ek\n070-123 45 67\n"
    assert interaction(message(body=body)).proposals
    assert not interaction(message(f"{field}\n", body)).proposals
    machine = message(body=body).replace(b"anna@x.example", b"no-reply@x.example")
    assert not interaction(machine).proposals
