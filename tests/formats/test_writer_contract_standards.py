"""Cards and calendars keep the contract of writers, as other libraries read them."""

import re

import pytest
from icalendar import Calendar

from crm.formats import WriteOptions
from crm.text import clean_line
from tests.formats.writer_contract import WriterContract, record

# A line that goes on begins with a blank (RFC 5545, 3.1, and RFC 6350, 3.2).
FOLD = re.compile(r"\r\n[ \t]")
UID_LETTERS = record("")["uid"].replace("-", "")
ESCAPED = re.compile(r"\\(.)", re.DOTALL)


def letters(text: str) -> str:
    """Return what cleaning leaves alone, and nothing for the uid that stands in for a name."""
    found = "".join(sign for sign in clean_line(text) if sign.isalnum())
    return "" if found == UID_LETTERS else found


class TestIcs(WriterContract):
    name = "ics"

    def compared(self, name: str) -> str:
        return letters(name)

    def names(self, content: bytes) -> list[str]:
        return [
            str(event.get("summary", "")) for event in Calendar.from_ical(content).walk("VEVENT")
        ]

    def acting(self, content: bytes) -> list[str]:
        calendar = Calendar.from_ical(content)
        known = {"VCALENDAR", "VEVENT", "VTIMEZONE", "STANDARD", "DAYLIGHT"}
        return [str(part.name) for part in calendar.walk() if part.name not in known]


@pytest.mark.parametrize("version", ["3.0", "4.0"])
class VersionedContract(WriterContract):
    """The contract in each version of a format."""

    def compared(self, name: str) -> str:
        return letters(name)

    @pytest.fixture(autouse=True)
    def _choose(self, version: str) -> None:
        self.options = WriteOptions(version=version)


class TestVcard(VersionedContract):
    name = "vcard"

    def lines(self, content: bytes) -> list[str]:
        return FOLD.sub("", content.decode()).split("\r\n")

    def names(self, content: bytes) -> list[str]:
        written = [line[3:] for line in self.lines(content) if line.startswith("FN:")]
        return [ESCAPED.sub(r"\1", name) for name in written]

    def acting(self, content: bytes) -> list[str]:
        known = {"BEGIN", "VERSION", "PRODID", "UID", "REV", "N", "FN", "NICKNAME", "NOTE", "END"}
        known |= {"LANG", "CATEGORIES", "KIND", ""}
        found = {re.split("[:;]", line)[0] for line in self.lines(content)}
        return sorted(name for name in found if name not in known and not name.startswith("X-"))
