"""Messages made to be too much for their reader: the beginning is read, and that is said."""

import pytest

from crm.formats.eml_parser import DEPTH, FIELDS, LINES, PARTS, parsed
from crm.formats.eml_quoting import DETAILS_LENGTH
from crm.formats.records import InteractionRecord
from tests.formats.messages import interaction, message

TOO_LONG = "The message is too long or nests too deep: only its beginning is read."
CUT = "The text is too long: only its beginning is kept."
MIXED = "Content-Type: multipart/mixed; boundary=b\n"


def problems(found: InteractionRecord) -> list[str]:
    return [problem.message for problem in found.problems]


def nested(depth: int) -> bytes:
    parts = [f"Content-Type: multipart/mixed; boundary=b{at}\n\n--b{at}\n" for at in range(depth)]
    return message("".join(parts), "Innermost.\n")


def test_parts_nest_as_deep_as_anybody_needs() -> None:
    assert interaction(nested(DEPTH)).details == "Innermost."
    found = interaction(nested(DEPTH + 1))
    assert (found.subject, problems(found)) == ("Seminariet", [TOO_LONG])
    assert problems(interaction(nested(2_000))) == [TOO_LONG]
    assert problems(interaction(message("Content-Type: message/rfc822\n\n" * 2_000))) == [TOO_LONG]


def test_as_many_parts_as_anybody_sends() -> None:
    body = "--b\nContent-Type: image/png; name=a.png\n\nx\n" * (PARTS + 5)
    found = interaction(message(MIXED, f"--b\n\nHej.\n{body}--b--\n"))
    assert (found.details, problems(found)) == ("Hej.", [TOO_LONG])
    assert len(found.attachments) == PARTS - 2


def test_as_many_fields_as_any_server_adds() -> None:
    found = interaction(message("Received: x\n" * FIELDS))
    assert (found.subject, problems(found)) == ("Seminariet", [TOO_LONG])


@pytest.mark.parametrize("end", ["\n", "\r"])
def test_as_many_lines_as_anybody_writes(end: str) -> None:
    found = interaction(message(body="Hej." + end * (LINES + 5) + "Far below."))
    assert (found.details, problems(found)) == ("Hej.", [TOO_LONG])


def test_a_long_text_is_cut_at_the_end_of_a_character() -> None:
    found = interaction(message("Content-Type: text/plain; charset=utf-8\n", "åäö\n" * 400_000))
    assert problems(found) == [CUT]
    assert found.details.startswith("åäö\nåäö")
    assert len(found.details) < DETAILS_LENGTH + 100
    found = interaction(message("Content-Type: text/html; charset=utf-8\n", "åäö" * 400_000))
    assert problems(found) == [CUT] and found.details.startswith("åäöåäö")


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("a: b\n" * 9_000, "Hej Bo."),
        (f"To: {'a@x.example, ' * 20_000}\n", "Hej Bo."),
        (f'Content-Type: text/plain; a="{";" * 90_000}"\n', "Hej Bo."),
        (f"Content-Type: text/plain;{' a*1=b;' * 9_000}\n", "Hej Bo."),
        (f"Subject: {'=?utf-8?q?' * 9_000}\n", "Hej Bo."),
        (f"References: {'<' * 90_000}\n", "Hej Bo."),
        ("Content-Type: text/html\n", "<p>Hej Bo.</p>" + "<" * 50_000),
        ("Content-Type: text/html\n", "<p>Hej Bo.</p>" + "<script></script" * 9_000),
        ("Content-Type: text/plain; format=flowed\n", "Hej Bo.\n" + "> \n" * 50_000),
        ("", "Hej Bo.\n" + "On a wrote\n\n" * 5_000),
        ("", "Hej Bo.\n" + ("wrote " * 60 + "\n") * 500),
        ("", "Hej Bo.\n" + "Mvh\n" * 50_000),
    ],
    ids=[
        *("fields", "recipients", "semicolons", "parameters", "words", "identifiers", "tags"),
        *("scripts", "flowed", "attributions", "verbs", "farewells"),
    ],
)
def test_what_is_repeated_thousands_of_times_takes_no_longer(head: str, body: str) -> None:
    assert interaction(message(head, body)).details.startswith("Hej Bo.")


def test_memory_is_not_asked_for_what_a_part_promises() -> None:
    bomb = "Content-Transfer-Encoding: base64\nContent-Encoding: gzip\n"
    found = interaction(message(f"{bomb}Content-Type: text/plain\n", "H4sIAAAAAAAAA" * 1_000))
    assert len(found.details) < DETAILS_LENGTH


def test_the_parser_gives_up_on_nothing_that_is_usual() -> None:
    found = parsed(message(MIXED, "--b\n\nHej.\n--b--\n"))
    assert found and not found.is_cut
