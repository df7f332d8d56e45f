import hashlib
from pathlib import Path

import pytest

from crm import formats
from crm.errors import FormatError
from crm.formats import ics_lines
from crm.formats.ics_lines import ContentLine, entries, scan
from crm.formats.ics_parameters import parted
from tests.formats.calendars import calendar, event, interactions, records
from tests.formats.files import WriteFile


def subjects(file: WriteFile, content: bytes) -> list[str]:
    return [one.subject for one in interactions(records(file, content))]


SWEDISH = calendar(event("SUMMARY:Möte på Ångströmsgatan, Örnsköldsvik"))


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "mac_roman", "cp850"],
)
def test_encodings(file: WriteFile, encoding: str) -> None:
    mark = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(encoding, b"")
    found = subjects(file, mark + SWEDISH.encode(encoding))
    assert found == ["Möte på Ångströmsgatan, Örnsköldsvik"]


def test_the_encoding_may_be_given(file: WriteFile) -> None:
    content = calendar(event("SUMMARY:Győr")).encode("cp1250")
    assert interactions(records(file, content, encoding="cp1250"))[0].subject == "Győr"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r\r\n", "\r"])
def test_line_ends(file: WriteFile, end: str) -> None:
    content = SWEDISH.replace("\r\n", end).encode()
    assert subjects(file, content) == ["Möte på Ångströmsgatan, Örnsköldsvik"]


def test_folds_part_even_one_character(file: WriteFile) -> None:
    start, rest = "SUMMARY:Mö".encode()[:-1], "öte".encode()[1:]
    folded = calendar(event("@")).encode().replace(b"@", start + b"\r\n " + rest)
    assert subjects(file, folded) == ["Möte"]
    tabbed = calendar(event("@")).encode().replace(b"@", b"SUM\r\n\tMARY:Mote")
    assert subjects(file, tabbed) == ["Mote"]


def test_where_things_stand(file: WriteFile) -> None:
    path = file(calendar(event("SUMMARY:a", " b", "X-A:1"), event(uid="u2")), "c.ics")
    first, second = entries(path, "utf-8")
    assert (first.name, first.line, second.line) == ("VEVENT", 4, 11)
    assert [(line.name, line.line) for line in first.lines] == [
        ("UID", 5),
        ("DTSTART", 6),
        ("SUMMARY", 7),
    ]


def test_what_stands_in_an_alarm_is_not_the_meetings(file: WriteFile) -> None:
    alarm = ["BEGIN:VALARM", "SUMMARY:Ring", "DESCRIPTION:Ring", "END:VALARM"]
    deep = ["BEGIN:X-A", "BEGIN:X-B", "SUMMARY:Deep", "END:X-B", "SUMMARY:Deep", "END:X-A"]
    assert subjects(file, calendar(event(*alarm, *deep, "SUMMARY:Talk")).encode()) == ["Talk"]


def test_an_entry_that_is_never_closed_ends_where_the_next_begins(file: WriteFile) -> None:
    first = event("SUMMARY:First", "BEGIN:VALARM")[:-1]
    assert subjects(file, calendar(first, event("SUMMARY:Second", uid="u2")).encode()) == [
        "First",
        "Second",
    ]


def test_a_meeting_without_a_calendar_around_it(file: WriteFile) -> None:
    assert subjects(file, "\n".join(event("SUMMARY:Alone")).encode()) == ["Alone"]


def test_an_empty_calendar_holds_nothing(file: WriteFile) -> None:
    assert records(file, calendar()) == []


def test_what_a_scan_tells(file: WriteFile) -> None:
    path = file(SWEDISH.encode("cp1252"), "c.ics")
    found = scan(path, None)
    content = path.read_bytes()
    assert (found.size, found.encoding) == (len(content), "cp1252")
    assert found.sha256 == hashlib.sha256(content).hexdigest()
    assert found.kinds == {"VCALENDAR": 1, "VEVENT": 1}


@pytest.mark.parametrize("content", [b"", b"hello", b"\x00" * 100, b"\xff\xfe", b"BEGIN"])
def test_what_is_no_calendar(file: WriteFile, content: bytes) -> None:
    with pytest.raises(FormatError):
        formats.reader("ics").describe(file(content, "c.ics"), formats.ReadOptions())


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FormatError):
        list(formats.read(tmp_path / "none.ics", name="ics"))


def test_what_is_too_long_is_cut_or_refused(
    file: WriteFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ics_lines, "LINES_IN_AN_ENTRY", 3)
    long = event("ATTENDEE:x", "EXDATE:20190511", "ATTENDEE:y", "SUMMARY:Read", "EXDATE:20190512")
    assert subjects(file, calendar(long).encode()) == ["Read"]
    monkeypatch.setattr(ics_lines, "LINE_LIMIT", 100)
    with pytest.raises(FormatError, match="it is no calendar"):
        subjects(file, b"BEGIN:VCALENDAR\n" + b"x" * (3 << 20))
    monkeypatch.setattr(ics_lines, "WIDE_FILE_LIMIT", 100)
    with pytest.raises(FormatError, match="save it in UTF-8"):
        subjects(file, (SWEDISH * 5_000).encode("utf-16"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A:b", ({}, "b")),
        ("A:", ({}, "")),
        ("A:b:c;d=e", ({}, "b:c;d=e")),
        ("A;X=1;y=2:b", ({"X": "1", "Y": "2"}, "b")),
        ('A;X="1;2:3";Y=4:b', ({"X": "1;2:3", "Y": "4"}, "b")),
        ('A;X="1","2",3:b', ({"X": "1,2,3"}, "b")),
        ("A;X=1;X=2:b", ({"X": "1"}, "b")),
        ("A;X:b", ({"X": ""}, "b")),
        ("A;:b", ({}, "b")),
        ("A;;X=1:b", ({"X": "1"}, "b")),
        ("A;X=1", None),
        ("A", None),
        ("A;X=^n^^^'^x:b", ({"X": '\n^"^x'}, "b")),
        ('A;X="1:b', ({"X": "1"}, "b")),
        ('A;TZID="Mine:20190502T090000"', ({"TZID": "Mine"}, "20190502T090000")),
    ],
)
def test_the_parameters_of_a_line(text: str, expected: tuple[dict[str, str], str] | None) -> None:
    assert parted(ContentLine("A", text, 1)) == expected
