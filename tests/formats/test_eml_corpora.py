"""Real messages of others, where they are at hand beside the checkout."""

from collections import Counter
from pathlib import Path

import pytest

from crm import formats
from crm.errors import FormatError
from crm.formats import ReadOptions, Record
from crm.formats.records import InteractionRecord
from tests.formats.files import SHARED
from tests.formats.messages import people

CORPORA = SHARED / "corpora"
CPYTHON = CORPORA / "eml/cpython"
PARSER = CORPORA / "eml/zbateson+mail-mime-parser"

pytestmark = pytest.mark.skipif(not CORPORA.is_dir(), reason="the shared corpora are not here")


def records(path: Path, name: str = "eml") -> list[Record]:
    return list(formats.reader(name).read(path, ReadOptions()))


def letter(path: Path) -> InteractionRecord:
    (found,) = records(path)
    assert isinstance(found, InteractionRecord)
    return found


@pytest.mark.parametrize(
    ("folder", "expected", "unusable"),
    [
        # Those that are rejected hold only fields of MIME; one holds no field at all.
        (CPYTHON, {"interaction": 42, "rejected": 5}, ["msg_19.txt"]),
        (PARSER, {"interaction": 72}, []),
    ],
    ids=["cpython", "mail-mime-parser"],
)
def test_every_message_is_read(folder: Path, expected: dict[str, int], unusable: list[str]) -> None:
    kinds: Counter[str] = Counter()
    refused = []
    for path in sorted(folder.iterdir()):
        try:
            (found,) = records(path)
        except FormatError:
            refused.append(path.name)
            continue
        kinds[found.kind] += 1
        if isinstance(found, InteractionRecord):
            assert found.uid and found.thread, path
            assert "\r" not in found.details and "\x00" not in found.details, path
    assert (kinds, refused) == (expected, unusable)


@pytest.mark.parametrize(
    ("path", "subject", "correspondents"),
    [
        (
            "github-102-01.txt",
            "Die Hasen und die Frösche (Microsoft Outlook 00)",
            [("Doug Sauder", "doug@example.com"), ("Jürgen Schmürgen", "schmuergen@example.com")],
        ),
        (  # a second sender's field
            "m0010.txt",
            "Die Hasen und die Frösche (Microsoft Outlook 00)",
            [("Doug Sauder", "doug@example.com"), ("Heinz Müller", "mueller@example.com")],
        ),
        (  # raw bytes within an encoded word
            "m2004.txt",
            "Die Hasen und die Frösche",
            [("Doug Sauder", "dwsauder@example.com"), ("Heinz Müller", "mueller@example.com")],
        ),
        (
            "m3004.txt",
            "Die Hasen und die Frösche",
            [
                ("Doug Sauder", "doug@penguin.example.com"),
                ("Joe Blow", "blow@example.com"),
                ("Heinz Müller", "mueller@example.com"),
            ],
        ),
    ],
)
def test_who_writes_to_whom_about_what(
    path: str, subject: str, correspondents: list[tuple[str, str]]
) -> None:
    found = letter(PARSER / path)
    assert found.subject == subject
    assert [one[1:] for one in people(found)] == correspondents
    assert [one[0] for one in people(found)] == ["sender"] + ["recipient"] * (
        len(correspondents) - 1
    )


@pytest.mark.parametrize(
    ("path", "beginning"),
    [
        ("m0001.txt", "Die Hasen und die Frösche\n\nDie Hasen klagten einst über ihre mißliche"),
        ("m0014.txt", "The Hare and the Tortoise\n\nA HARE one day ridiculed the short feet"),
        ("m0021.txt", "The Hare and the Tortoise\n\nA HARE one day ridiculed the short feet"),
        ("m1005.txt", "[blue ball]\n\nDie Hasen und die Frösche\n\nDie Hasen klagten einst"),
        ("m1010.txt", "Die Hasen und die Frösche\n\nDie Hasen klagten einst über ihre"),
        ("invalid-charset.txt", "The Hare and the Tortoise\n\nA HARE one day ridiculed the"),
    ],
)
def test_texts_in_all_their_encodings(path: str, beginning: str) -> None:
    assert letter(PARSER / path).details.startswith(beginning)


@pytest.mark.parametrize(
    ("path", "attachments"),
    [
        ("m0015.txt", ["greenball.png (1 kB)", "redball.png (1 kB)"]),
        ("m1015.txt", ["HasenundFrösche.txt (747 B)"]),
        ("m2012.txt", ["blueball.png (1 kB)", "farmerandstork.txt (804 B)",
                       "HasenundFrösche.txt (747 B)"]),
        ("m3004.txt", ["HasenundFrösche.txt (755 B)"]),
        ("m4007.txt", ["submsg (a message)"]),
    ],
)  # fmt: skip
def test_what_is_attached(path: str, attachments: list[str]) -> None:
    assert letter(PARSER / path).attachments == attachments


@pytest.mark.parametrize("name", ["eml", "mbox"])
def test_no_file_of_any_kind_crashes_a_reader_of_mail(name: str) -> None:
    for path in sorted(path for path in CORPORA.rglob("*") if path.is_file()):
        try:
            for record in records(path, name):
                assert record.line > 0, path
        except FormatError as error:
            assert error.message.endswith("."), path
