"""The changed cards of a folder as one file, so that one import takes them in as one batch."""

import re
import tempfile
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from crm.errors import FormatError
from crm.formats import ReadOptions
from crm.formats.records import OrganisationRecord, PersonRecord
from crm.formats.vcard_reader import read as read_cards
from crm.formats.vdir import SUFFIX, CardFolder, Step
from crm.i18n import _
from crm.system import reason_of

_REVISION = re.compile(r"^REV[;:].*\n(?:[ \t].*\n)*", re.IGNORECASE | re.MULTILINE)
_UID = re.compile(r"^(?:[\w-]+\.)?UID[;:].*\n(?:[ \t].*\n)*", re.IGNORECASE | re.MULTILINE)
_BEGINNING = re.compile(r"^BEGIN:VCARD[ \t]*\n", re.IGNORECASE | re.MULTILINE)

Contact = PersonRecord | OrganisationRecord


@dataclass(frozen=True, slots=True)
class Incoming:
    """A card to be imported: its file and, if it is known, the record's uid and last step.

    `wins` says that what stands in the card is newer than what the book has.
    """

    file: str
    uid: str = ""
    step: Step | None = None
    wins: bool = False


@dataclass(slots=True)
class Gathered:
    """The cards of one file after another: at which line of it each begins, and what each is.

    `faults` says of which files nothing can be read, and why.
    """

    files: list[tuple[int, Incoming]] = field(default_factory=list)
    faults: dict[str, str] = field(default_factory=dict)

    def at(self, line: int) -> Incoming:
        """Return the card that a line of the text is in."""
        return self._begun(line)[1]

    def place(self, line: int) -> tuple[str, int]:
        """Return the file that a line of the text is in, and which line of that it is."""
        start, one = self._begun(line)
        return one.file, line - start + 1

    def _begun(self, line: int) -> tuple[int, Incoming]:
        return self.files[bisect_right(self.files, line, key=lambda begun: begun[0]) - 1]


def gather(
    folder: CardFolder, incoming: Iterable[Incoming], now: str, stream: BinaryIO
) -> Gathered:
    """Write cards under each other, as UTF-8.

    A card of somebody known goes by the uid of the record, whatever it calls itself there. Cards
    that win are said to be of `now` (ISO 8601, UTC), for the import goes by that.
    """
    gathered = Gathered()
    line = 1
    for one in incoming:
        try:
            text = _text_of(folder.content(one.file))
        except UnicodeDecodeError:
            gathered.faults[one.file] = _("this is no text in UTF-8: import the file on its own")
            continue
        except OSError as error:
            gathered.faults[one.file] = reason_of(error)
            continue
        if not _BEGINNING.search(text):
            gathered.faults[one.file] = _("this holds no card")
            continue
        text = _as_known(text, one, now)
        gathered.files.append((line, one))
        stream.write(text.encode())
        line += text.count("\n")
    return gathered


def contact_in(path: Path) -> Contact | None:
    """Return the person or organisation of a card, None where it holds none."""
    records = read_cards(path, ReadOptions())
    try:
        found = [one for one in records if isinstance(one, PersonRecord | OrganisationRecord)]
    except FormatError:
        return None
    return found[0] if found else None


def contact_of(content: bytes) -> Contact | None:
    """Return the person or organisation of a card that lies nowhere."""
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / f"card{SUFFIX}"
        file.write_bytes(content)
        return contact_in(file)


def _text_of(content: bytes) -> str:
    text = content.decode("utf-8-sig")
    lines = text.replace("\r\r\n", "\n").replace("\r\n", "\n").replace("\r", "\n")
    return lines if lines.endswith("\n") else f"{lines}\n"


def _as_known(text: str, one: Incoming, now: str) -> str:
    if one.wins:
        text = _BEGINNING.sub(lambda found: f"{found[0]}REV:{now}\n", _REVISION.sub("", text))
    if one.uid:
        text = _UID.sub("", text, count=1)
        text = _BEGINNING.sub(lambda found: f"{found[0]}UID:{one.uid}\n", text, count=1)
    return text
