"""Every reader of ours keeps the contract, with files as other programs write them."""

import csv
import io
import json
import mailbox
from collections.abc import Sequence
from datetime import date
from email.header import Header
from email.mime.text import MIMEText
from importlib.metadata import EntryPoint
from pathlib import Path

import icalendar
import pytest

from crm import formats
from crm.formats import ReadOptions, registry
from crm.text import clean, clean_line
from tests.formats.calendars import calendar, event, task
from tests.formats.cards import CARD
from tests.formats.foreign_contract import ForeignContract
from tests.formats.messages import WHOLE
from tests.formats.reader_contract import NAMES, ReaderContract, TextContract
from tests.formats.workbook_files import archive, ods, ods_row, sheet, xlsx, xlsx_parts

LONGEST_SUBJECT = 200
FIXTURES = Path(__file__).parent / "fixtures"
HEADERS = ("Namn", "Organisation", "Roll", "E-post", "Mobil", "Sedan", "Notering")
ROWS = (
    ("Anna Ek", "ALMI", "VD", "anna@almi.se ::: a@b.se", "070-174 06 05", "2018-03", "Hej; då"),
    ("Bo Al", "Örnalp\nUnizon", '"chef"', "bo", "4,67E+10", "2-jan", "=1+1"),
    ("", "", "", "", "", "", ""),
    ("Åsa Öberg", "", "", "", "", "", "a, b"),
)


def table(rows: Sequence[Sequence[str]], delimiter: str = ",", line_end: str = "\r\n") -> bytes:
    """Return a table as the csv module writes it."""
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter, lineterminator=line_end).writerows(rows)
    return stream.getvalue().encode("utf-8", "replace")


def notes(contract: ReaderContract, content: bytes) -> list[str]:
    """Return the notes of what was read, each of which belongs to somebody called Anna."""
    found = contract.records(content)
    assert {getattr(one, "name", "") for one in found} <= {"Anna"}
    return [getattr(one, "note", "") for one in found]


class TestCsv(TextContract):
    name = suffix = "csv"
    delimiter = ","

    def valid(self) -> Sequence[bytes]:
        plain = table((HEADERS, *ROWS), self.delimiter)
        return [
            plain,
            b"sep=;\r\n" + table((HEADERS, *ROWS), ";"),
            b"\xff\xfe" + plain.decode().encode("utf-16-le"),
            b"Notes:\n\n" + table((HEADERS, *ROWS), self.delimiter, "\n").decode().encode("cp850"),
        ]

    def told(self, texts: Sequence[str]) -> list[str]:
        # A file with NUL in it is no text.
        rows = [("Anna", "", "", "", "", "", text.replace("\0", "")) for text in texts]
        return notes(self, table((HEADERS, *rows), self.delimiter))


class TestTsv(TestCsv):
    name = suffix = "tsv"
    delimiter = "\t"


class TestJson(TextContract):
    name = suffix = "json"

    def valid(self) -> Sequence[bytes]:
        anna = {
            "name": "Anna Ek",
            "memberships": [{"organisation": {"id": 1, "name": "ALMI"}, "role": "VD"}],
            "contact_details": [{"type": "email", "value": "anna@almi.se"}],
            "tags": ["press"],
            "custom": {"shoe": 41},
        }
        flat = {"namn": "Bo", "e-post": ["bo@x.se"], "född": None, "okänd": [{"a": 1.5e3}]}
        book = {"samverkan": 1, "people": [{"uid": "u", **anna}], "topics": [{"name": "Vind"}]}
        sections = {"people": [anna], "organisations": [{"name": "ALMI", "parent": None}]}
        whole = [[anna, flat, "wrong"], sections, book, flat]
        return [json.dumps(one, indent=1).encode() for one in whole]

    def told(self, texts: Sequence[str]) -> list[str]:
        rows = [{"name": "Anna", "memberships": [], "note": text} for text in texts]
        return notes(self, json.dumps(rows).encode())


class TestXlsx(ForeignContract, TextContract):
    name = suffix = "xlsx"

    def valid(self) -> Sequence[bytes]:
        return [self.packed(one) for one in self.inside()]

    def inside(self) -> Sequence[bytes]:
        rows: list[list[object]] = [list(row) for row in (HEADERS, *ROWS)]
        numbered = dict(enumerate(rows, start=1))
        merged = '<mergeCells count="1"><mergeCell ref="B2:B3"/></mergeCells>'
        return [sheet(numbered, merged).encode()]

    def packed(self, content: bytes) -> bytes:
        return archive({**xlsx_parts({"Kontakter": ""}), "xl/worksheets/s1.xml": content})

    def told(self, texts: Sequence[str]) -> list[str]:
        rows = enumerate((["Namn", "Notering"], *(["Anna", self.written(t)] for t in texts)), 1)
        return notes(self, xlsx({number: list(row) for number, row in rows}))

    def written(self, text: str) -> str:
        """Return what XML 1.0 (2.2) can hold of a text."""
        return clean(text.encode("utf-8", "replace").decode()).replace("\ufffe", "")


class TestOds(TestXlsx):
    name = suffix = "ods"

    def inside(self) -> Sequence[bytes]:
        return ["".join(ods_row(list(row)) for row in (HEADERS, *ROWS)).encode("latin-1")]

    def packed(self, content: bytes) -> bytes:
        return ods(content.decode("latin-1"))

    def told(self, texts: Sequence[str]) -> list[str]:
        rows = [["Namn", "Notering"], *(["Anna", self.written(text)] for text in texts)]
        return notes(self, ods("".join(map(ods_row, rows))))


class TestXls(ForeignContract):
    name = suffix = "xls"

    def valid(self) -> Sequence[bytes]:
        return [(FIXTURES / "contacts.xls").read_bytes()]


class TestVcard(TextContract):
    name, suffix = "vcard", "vcf"

    def valid(self) -> Sequence[bytes]:
        group = b"BEGIN:VCARD\nVERSION:4.0\nKIND:group\nFN:All\nMEMBER:urn:uuid:1\nEND:VCARD\n"
        return [CARD, CARD + group + CARD.replace(b"Anna", b"Bo"), group]

    def told(self, texts: Sequence[str]) -> list[str]:
        return notes(self, "".join(map(self.card, texts)).encode("utf-8", "replace"))

    def card(self, text: str) -> str:
        value = clean(text).replace("\\", "\\\\").replace("\n", "\\n").replace(",", "\\,")
        return f"BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Anna\r\nNOTE:{value}\r\nEND:VCARD\r\n"


class TestIcs(TextContract):
    name = suffix = "ics"

    def valid(self) -> Sequence[bytes]:
        people = ["ORGANIZER;CN=Anna:mailto:a@x.se", 'ATTENDEE;CN="B, C";PARTSTAT=DECLINED:b@x.se']
        weekly = ["RRULE:FREQ=WEEKLY;COUNT=3", "EXDATE:20190517T080000Z", "SUMMARY:Möte"]
        zoned = event("SUMMARY:Zon", uid="z", start="DTSTART;TZID=Europe/Stockholm:20190510T1000")
        parts = (event(*people, *weekly), zoned, task("SUMMARY:Ring", "DUE;VALUE=DATE:20190510"))
        return [calendar(*parts).encode(), calendar(event(*people), method="CANCEL").encode()]

    def told(self, texts: Sequence[str]) -> list[str]:
        whole = icalendar.Calendar(prodid="x", version="2.0")
        for number, text in enumerate(texts):
            one = icalendar.Event()
            # The library makes a line end of this.
            told = {"summary": clean(text).replace("\\N", "\\n"), "location": "Här"}
            for key, value in {"uid": str(number), "dtstart": date(2019, 5, 10), **told}.items():
                one.add(key, value)
            whole.add_component(one)
        found = self.records(whole.to_ical())
        assert {getattr(one, "place", "") for one in found} == {"Här"}
        return [getattr(one, "subject", "") for one in found]

    def shown(self, text: str) -> str:
        return clean_line(super().shown(text)).replace("\\N", "\\n")


class TestEml(TextContract):
    name = suffix = "eml"

    def valid(self) -> Sequence[bytes]:
        return [WHOLE, WHOLE.replace(b"\n", b"\r\n")]

    def told(self, texts: Sequence[str]) -> list[str]:
        found = [self.records(self.message(text).as_bytes()) for text in texts]
        assert {len(records) for records in found} == {1}
        return [getattr(one, "subject", "") for (one,) in found]

    def message(self, text: str) -> MIMEText:
        """Return a message with a text for its subject, on one line however long."""
        made = MIMEText("Hej.")
        made["From"] = "Anna Ek <anna@x.example>"
        subject = Header(self.shown(text), "utf-8", maxlinelen=100 * LONGEST_SUBJECT)
        made["Subject"] = subject.encode()
        return made

    def shown(self, text: str) -> str:
        return clean_line(super().shown(text))[:LONGEST_SUBJECT]


class TestMbox(TestEml):
    name = suffix = "mbox"

    def valid(self) -> Sequence[bytes]:
        line = b"From anna@x.example Thu Jul  3 12:00:00 2014\n"
        return [(line + WHOLE + b"\n") * 2, line + b"Subject: x\n\n>From here on\n\n" + line]

    def told(self, texts: Sequence[str]) -> list[str]:
        self.path.unlink(missing_ok=True)
        box = mailbox.mbox(self.path)
        for text in texts:
            box.add(self.message(text))
        box.close()
        found = list(self.reader.read(self.path, ReadOptions()))
        return [getattr(one, "subject", "") for one in found]


class TestSomebodyElses(ReaderContract):
    name = suffix = "odt"

    @pytest.fixture(autouse=True)
    def _announced(self, monkeypatch: pytest.MonkeyPatch) -> None:
        found = EntryPoint("odt", "tests.formats.other_reader", registry.READERS)
        monkeypatch.setattr(registry, "_announced", lambda _group: {"odt": found})

    def valid(self) -> Sequence[bytes]:
        return ["\n".join(NAMES).encode(), b"Anna\r\n\r\nBo"]


def test_every_announced_reader_keeps_the_contract() -> None:
    kept = {one.name for one in globals().values() if _is_contract(one)}
    assert kept == {*formats.names(), TestSomebodyElses.name}


def _is_contract(one: object) -> bool:
    if not isinstance(one, type) or one in (ReaderContract, ForeignContract, TextContract):
        return False
    return issubclass(one, ReaderContract)
