"""The changed cards of a folder as one file, so that one import takes them in as one batch."""

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from crm.formats import ReadOptions
from crm.formats.records import OrganisationRecord, PersonRecord
from crm.formats.vcard_reader import read as read_cards
from crm.formats.vdir import CardFolder, Step
from crm.i18n import _

_REVISION = re.compile(r"^REV[;:].*\n(?:[ \t].*\n)*", re.IGNORECASE | re.MULTILINE)
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
    """The cards of one file after another: their text, and at which line each file begins."""

    text: str = ""
    files: list[tuple[int, Incoming]] = field(default_factory=list)

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
    folder: CardFolder, incoming: Iterable[Incoming], now: str
) -> tuple[Gathered, dict[str, str]]:
    """Put cards under each other, and tell of which files nothing can be read, and why.

    Cards that win are said to be of `now` (ISO 8601, UTC), for the import goes by that.
    """
    gathered, faults = Gathered(), {}
    pieces: list[str] = []
    line = 1
    for one in incoming:
        try:
            text = folder.content(one.file).decode("utf-8-sig")
        except UnicodeDecodeError:
            faults[one.file] = _("this is no text in UTF-8: import the file on its own")
            continue
        except OSError as error:
            faults[one.file] = error.strerror or str(error)
            continue
        text = _with_line_ends(text)
        if not _BEGINNING.search(text):
            faults[one.file] = _("this holds no card")
            continue
        if one.wins:
            text = _BEGINNING.sub(lambda found: f"{found[0]}REV:{now}\n", _REVISION.sub("", text))
        gathered.files.append((line, one))
        pieces.append(text)
        line += text.count("\n")
    gathered.text = "".join(pieces)
    return gathered, faults


def contact_in(path: Path) -> Contact | None:
    """Return the person or organisation of a card, None where it holds none."""
    records = read_cards(path, ReadOptions())
    return next(
        (one for one in records if isinstance(one, PersonRecord | OrganisationRecord)), None
    )


def _with_line_ends(text: str) -> str:
    lines = text.replace("\r\r\n", "\n").replace("\r\n", "\n").replace("\r", "\n")
    return lines if lines.endswith("\n") else f"{lines}\n"
