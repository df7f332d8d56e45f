import re
from mailbox import mbox as mailbox_of_python
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crm import formats
from crm.errors import FormatError
from crm.formats import ReadOptions, eml_message
from crm.formats.mbox_messages import messages
from crm.formats.records import InteractionRecord, Record
from tests.formats.files import WriteFile, read

POSTMARK = "From anna@x.example Thu Jul  3 10:00:00 2014"


def letter(number: int, body: str = "Hej.", *, fields: str = "") -> str:
    return (
        f"From: Anna <anna@x.example>\nSubject: Letter {number}\n"
        f"Message-ID: <{number}@x.example>\nDate: Thu, 3 Jul 2014 10:00:00 +0000\n"
        f"{fields}\n{body}\n"
    )


def mailbox(*letters: str, postmark: str = POSTMARK) -> str:
    return "".join(f"{postmark}\n{one}\n" for one in letters)


def interactions(records: list[Record]) -> list[InteractionRecord]:
    return [one for one in records if isinstance(one, InteractionRecord)]


def subjects(records: list[Record]) -> list[str]:
    return [one.subject for one in interactions(records)]


def test_each_message_is_a_record_with_its_line(file: WriteFile) -> None:
    path = file(mailbox(letter(1), letter(2), letter(3)), "in.mbox")
    found = read(path)
    assert subjects(found) == ["Letter 1", "Letter 2", "Letter 3"]
    assert [one.line for one in found] == [1, 9, 17]
    assert [one.details for one in interactions(found)] == ["Hej."] * 3
    described = formats.describe(path)
    assert (described.format, described.records) == ("mbox", "interactions")
    assert described.size == path.stat().st_size


@pytest.mark.parametrize(
    "postmark",
    [
        POSTMARK,
        "From - Thu Jul 03 10:00:00 2014",
        "From MAILER-DAEMON Thu Jul  3 10:00:00 2014",
        "From 1473@xxx Thu Jul 03 10:00:00 +0000 2014",
        "From anna@x.example Thu, 3 Jul 2014 10:00:00 +0200",
        "From Anna Ek Thu Jul  3 10:00 2014",
        "From anna@x.example Thu Jul  3 10:00:00 CEST 2014",
    ],
)
@pytest.mark.parametrize("blank", ["\n", ""])
def test_the_lines_that_begin_messages(file: WriteFile, postmark: str, blank: str) -> None:
    letters = "".join(f"{postmark}\n{letter(at)}{blank}" for at in (1, 2))
    assert subjects(read(file(letters, "in.mbox"))) == ["Letter 1", "Letter 2"]


@pytest.mark.parametrize("end", ["\r\n", "\n"])
@pytest.mark.parametrize("before", ["", "\ufeff", "\n\n"])
def test_line_ends_and_what_stands_before(file: WriteFile, end: str, before: str) -> None:
    path = file((before + mailbox(letter(1), letter(2))).replace("\n", end), "in.mbox")
    assert subjects(read(path)) == ["Letter 1", "Letter 2"]


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (">From now on we meet at 10:00 in 2014.", "From now on we meet at 10:00 in 2014."),
        (">>From here", ">From here"),
        ("> From here", "> From here"),
        ("From now on we meet at 10:00.\nIn Sandviken.", None),
        ("text\nFrom Monday we meet at 10:00\nfoot: note", None),
        ("text\n\nFrom Monday we meet at 10:00\nand then go home.", None),
        (f"text\n{POSTMARK}\nis how a message begins.", None),
        (f"text\n\n>{POSTMARK}\nis one.", f"text\n\n{POSTMARK}\nis one."),
        ("From", None),
    ],
)
def test_sentences_that_begin_with_from(file: WriteFile, written: str, text: str | None) -> None:
    found = read(file(mailbox(letter(1, written), letter(2)), "in.mbox"))
    assert subjects(found) == ["Letter 1", "Letter 2"]
    assert interactions(found)[0].details == (text or written)


def test_a_broken_message_loses_none_of_its_neighbours(
    file: WriteFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    nested = "Content-Type: message/rfc822\n\n" * 3_000
    path = file(mailbox(letter(1), "", "\x00\n\n", letter(2), nested, letter(3)), "in.mbox")
    found = read(path)
    assert [one.kind for one in found] == [
        *("interaction", "rejected", "rejected", "interaction", "rejected", "interaction")
    ]
    assert found[1].line == 9
    assert found[1].problems[0].message.startswith("The message names no sender")

    record = eml_message.record

    def faulty(content: bytes, line: int, *, sent: str = "", is_cut: bool = False) -> Record:
        if b"Letter 2" in content:
            raise RecursionError
        return record(content, line, sent=sent, is_cut=is_cut)

    monkeypatch.setattr(eml_message, "record", faulty)
    found = read(path)
    assert subjects(found) == ["Letter 1", "Letter 3"]
    assert found[3].problems[0].message.startswith("The message cannot be read (RecursionError)")


def test_the_line_that_begins_a_message_tells_the_date_that_it_lacks(file: WriteFile) -> None:
    body = "From: anna@x.example\n\nHej.\n"
    (found,) = interactions(read(file(mailbox(body), "in.mbox")))
    assert found.starts_at.startswith("2014-07-03T")


def test_an_answer_to_an_answer_belongs_to_the_same_thread(file: WriteFile) -> None:
    path = file(
        mailbox(
            letter(1),
            letter(2, fields="In-Reply-To: <1@x.example>\n"),
            letter(3, fields="In-Reply-To: <2@x.example>\n"),
            letter(4, fields="In-Reply-To: <3@x.example>\n"),
            letter(5),
        ),
        "in.mbox",
    )
    threads = [one.thread.partition("@")[0] for one in interactions(read(path))]
    assert threads == ["1", "1", "1", "1", "5"]


def test_what_the_mail_program_has_deleted_is_gone(file: WriteFile) -> None:
    internal = (
        "Subject: DON'T DELETE THIS MESSAGE -- FOLDER INTERNAL DATA\nX-IMAP: 1 2\n"
        "From: Mail System <MAILER-DAEMON@x.example>\n\nThis text is part of the folder.\n"
    )
    path = file(
        mailbox(
            internal,
            letter(1, fields="X-Mozilla-Status: 0001\n"),
            letter(2, fields="X-Mozilla-Status: 0009\n"),
            letter(3, "X-Mozilla-Status: 0008"),
        ),
        "in.mbox",
    )
    assert subjects(read(path)) == ["Letter 1", "Letter 3"]


def test_a_very_long_line_is_text(file: WriteFile) -> None:
    long = "a" * 70_000 + "From " + "b" * 70_000
    found = interactions(read(file(mailbox(letter(1, long), letter(2)), "in.mbox")))
    assert [one.subject for one in found] == ["Letter 1", "Letter 2"]
    assert found[0].details.startswith("aaa")


@pytest.mark.parametrize("content", ["", "Dear Anna", "Subject: Hej\n\nText", "from a@x.example"])
def test_what_is_no_mailbox(file: WriteFile, content: str) -> None:
    path = file(content, "in.mbox")
    reader = formats.reader("mbox")
    with pytest.raises(FormatError, match=r"is empty|is no mailbox"):
        reader.describe(path, ReadOptions())
    with pytest.raises(FormatError, match=r"is empty|is no mailbox"):
        list(reader.read(path, ReadOptions()))


def test_a_mailbox_is_read_in_a_process_of_its_own(file: WriteFile, tmp_path: Path) -> None:
    path = file(mailbox(letter(1), "", letter(2)), "in.mbox")
    assert list(formats.read(path)) == read(path)
    with pytest.raises(FormatError, match="is not there"):
        list(formats.read(tmp_path / "none.mbox", name="mbox"))


def test_what_the_standard_library_writes_is_read(tmp_path: Path) -> None:
    box = mailbox_of_python(str(tmp_path / "in.mbox"))
    for number in (1, 2):
        box.add(letter(number, "From now on\n>From then on\nåäö").encode())
    box.close()
    found = interactions(read(tmp_path / "in.mbox"))
    assert [one.details for one in found] == ["From now on\nFrom then on\nåäö"] * 2


def lines() -> st.SearchStrategy[str]:
    beginnings = st.sampled_from([POSTMARK, "From ", ">From x", ">>From ", "From: a", "", ".", "a"])
    return st.one_of(beginnings, st.text(st.characters(categories=["L", "N", "P"]), max_size=20))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(lines(), max_size=6).map("\n".join), min_size=1, max_size=4))
def test_whatever_is_quoted_comes_back(file: WriteFile, bodies: list[str]) -> None:
    quoted = [re.sub("^(>*From )", r">\1", body, flags=re.MULTILINE) for body in bodies]
    fields = "Content-Type: text/plain; charset=utf-8\n"
    letters = [letter(at, f"x\n{body}\nx", fields=fields) for at, body in enumerate(quoted)]
    path = file(mailbox(*letters), "in.mbox")
    expected = [f"x\n{body}\nx".split("\n") for body in bodies]
    found = [raw.content.decode().partition("\n\n")[2] for raw in messages(path)]
    assert [body.rstrip("\n").split("\n") for body in found] == expected


@given(st.binary(max_size=300), st.lists(st.sampled_from([POSTMARK, "From ", "\n", "a: b\n"])))
def test_any_bytes_are_read_or_refused(content: bytes, pieces: list[str]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "in.mbox"
        path.write_bytes("".join(pieces).encode() + content)
        try:
            assert all(one.line > 0 for one in read(path))
        except FormatError as error:
            assert error.message.endswith(".")
