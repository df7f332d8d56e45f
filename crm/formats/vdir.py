"""A folder that holds one card a file, as vdirsyncer and khard keep it, and what it was last like.

Names that begin with a dot or do not end in `.vcf` are not cards: vdirsyncer and khard skip them
too. The state of the last exchange lies in such a file, so it stays with the folder.
"""

import json
import re
import stat
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

from crm.errors import FormatError
from crm.formats.file_names import FileNames
from crm.formats.vcard_text import unescape
from crm.i18n import _
from crm.system import reason_of
from crm.text import for_terminal

SUFFIX = ".vcf"
STATE = ".samverkan.json"
STATE_FORMAT = "samverkan-folder-1"
LARGEST_CARD = 16 << 20
LARGEST_STATE = 256 << 20
CHANGING = (b"REV:", b"PRODID:")
"""How the lines of a card begin that say nothing of whom it is about."""

_FOLD = re.compile(rb"\r?\n[ \t]")
_UID = re.compile(rb"^(?:[\w-]+\.)?UID(?:;[^:\r\n]*)?:(.*)$", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Step:
    """What a record and its card were like when both were last in step.

    `file` is the name of the card, `uid` what it calls itself, `sha256` of its bytes; `digest` is
    that of the card that the book would have written, empty where the book has more to say.
    """

    file: str
    uid: str
    sha256: str
    digest: str


class Standing(StrEnum):
    """How a record and its card stand to each other since they were in step."""

    IN_STEP = "in_step"
    CHANGED_HERE = "changed_here"
    CHANGED_THERE = "changed_there"
    CHANGED_BOTH = "changed_both"
    GONE_HERE = "gone_here"
    GONE_THERE = "gone_there"
    GONE_BOTH = "gone_both"


@dataclass(slots=True)
class CardFolder:
    """The cards of a folder by name, with the hash of each, and why some cannot be read."""

    path: Path
    files: dict[str, str] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)

    def content(self, name: str) -> bytes:
        """Return the bytes of a card."""
        return (self.path / name).read_bytes()

    def names(self) -> FileNames:
        """Return the names that are free for new cards, everything else there being taken."""
        return FileNames(one.name for one in self.path.iterdir())


def read_folder(path: Path) -> CardFolder:
    """Look at every card of a folder; one that cannot be a card is a fault, and is left alone.

    Raises OSError where there is no folder.
    """
    folder = CardFolder(path)
    for one in sorted(path.iterdir()):
        if one.name.startswith(".") or not one.name.lower().endswith(SUFFIX):
            continue
        fault = _fault(one)
        if fault:
            folder.faults[one.name] = fault
            continue
        try:
            folder.files[one.name] = hash_of(one.read_bytes())
        except OSError as error:
            folder.faults[one.name] = reason_of(error)
    return folder


def _fault(path: Path) -> str:
    """Say why a file is not read: what a link leads to lies elsewhere, a pipe never ends."""
    try:
        status = path.lstat()
    except OSError as error:
        return reason_of(error)
    if not stat.S_ISREG(status.st_mode):
        return _("this is no plain file")
    if status.st_size > LARGEST_CARD:
        return _("this is larger than {limit} MB").format(limit=LARGEST_CARD >> 20)
    return ""


def hash_of(content: bytes) -> str:
    """Return the SHA-256 of the bytes of a card."""
    return sha256(content).hexdigest()


def uid_in(content: bytes) -> str:
    """Return what a card calls itself, as it is written there; the empty text if it does not."""
    found = _UID.search(_FOLD.sub(b"", content))
    return unescape(found[1].decode("utf-8", "replace")).strip() if found else ""


def digest_of(content: bytes) -> str:
    """Return what two cards of our own share that say the same, whenever they were written."""
    lines = content.split(b"\r\n")
    return hash_of(b"\r\n".join(line for line in lines if not line.startswith(CHANGING)))


def standing(step: Step, file: str | None, digest: str | None) -> Standing:
    """Compare a card and a record with their last step.

    `file` is the hash of the card and `digest` that of what the book would write; None where there
    is none any more. A change on one side and a deletion on the other counts as two changes; that
    a record had more to say than its card from the start counts as none.
    """
    changed_there, changed_here = file != step.sha256, digest != step.digest
    if changed_there and not step.digest:
        changed_here = False
    match file is None, digest is None:
        case True, True:
            return Standing.GONE_BOTH
        case True, False:
            return Standing.CHANGED_BOTH if changed_here else Standing.GONE_THERE
        case False, True:
            return Standing.CHANGED_BOTH if changed_there else Standing.GONE_HERE
    if changed_here and changed_there:
        return Standing.CHANGED_BOTH
    if changed_here:
        return Standing.CHANGED_HERE
    return Standing.CHANGED_THERE if changed_there else Standing.IN_STEP


def read_state(path: Path) -> dict[str, Step]:
    """Return the last steps of a folder by the uids of the records; none for a new folder.

    Raises FormatError for a state that is damaged.
    """
    state = path / STATE
    try:
        if state.is_symlink() or not state.is_file():
            return {}
        if state.stat().st_size > LARGEST_STATE:
            raise ValueError
        return dict(_steps(json.loads(state.read_bytes())))
    except (ValueError, TypeError, AttributeError, RecursionError):
        message = _("The state {path} is damaged: delete it to compare all cards anew.")
        raise FormatError(message.format(path=for_terminal(str(state)))) from None


def _steps(stored: Mapping[str, object]) -> Iterator[tuple[str, Step]]:
    cards = stored.get("cards")
    if stored.get("format") != STATE_FORMAT or not isinstance(cards, dict):
        raise ValueError
    for uid, values in cards.items():
        step = Step(**values)
        is_text = all(isinstance(value, str) for value in asdict(step).values())
        # A name that leads out of the folder was never written by us.
        if not is_text or Path(step.file).name != step.file:
            raise ValueError
        yield uid, step


def state_of(steps: Mapping[str, Step]) -> bytes:
    """Return the bytes of a state, the same for the same steps."""
    cards = {uid: asdict(steps[uid]) for uid in sorted(steps)}
    stored = {"format": STATE_FORMAT, "cards": cards}
    return json.dumps(stored, ensure_ascii=False, indent=0).encode() + b"\n"
