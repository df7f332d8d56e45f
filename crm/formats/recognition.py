"""Which format a file is in: what its first bytes show, else what its name ends in."""

import re
from pathlib import Path

from crm.errors import FormatError, UsageError
from crm.formats.registry import names, writer_names
from crm.i18n import _

EXTENSIONS = {
    ".csv": "csv",
    ".txt": "csv",
    ".tsv": "tsv",
    ".tab": "tsv",
    ".json": "json",
    ".vcf": "vcard",
    ".vcard": "vcard",
    ".vct": "vcard",
    ".ics": "ics",
    ".ical": "ics",
    ".ifb": "ics",
    ".eml": "eml",
    ".mbox": "mbox",
    ".mbx": "mbox",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".xls": "xls",
    ".ods": "ods",
}
# What the end of a name says of a file that is to be written, where that is another format.
WRITTEN_EXTENSIONS = {".markdown": "md", ".htm": "html", ".eml": "drafts"}
WORKBOOKS = ("xlsx", "xls", "ods")
HEAD = 4096

_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
# An mbox begins with a separator line (RFC 4155, appendix A).
_MBOX = re.compile(rb"From \S+.*\d{4}[\r\n]")
# A message begins with its header fields (RFC 5322, section 2.2).
_MESSAGE = re.compile(
    rb"(?:return-path|received|delivered-to|from|to|subject|date|message-id|mime-version"
    rb"|x-[a-z-]+|dkim-signature|reply-to|sender):[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*"
    rb"\r?\n[!-9;-~]+:",
    re.IGNORECASE,
)
_JSON = re.compile(rb'\s*(?:\{\s*["}]|\[\s*[\[{\]])')
_TABLES = ("csv", "tsv")


def writer_name_for(path: Path) -> str:
    """Return the format that a file is to be written in, by the end of its name.

    Raises UsageError where that tells of none.
    """
    extension = path.suffix.lower()
    told = WRITTEN_EXTENSIONS.get(extension) or EXTENSIONS.get(extension)
    known = writer_names()
    for name in (told, extension.removeprefix(".")):
        if name in known:
            return name
    message = _("The name {name} does not tell the format: choose one of {formats}.")
    raise UsageError(message.format(name=path.name or path, formats=", ".join(known)))


def name_for(path: Path) -> str:
    """Return the format of a file: what its first bytes show, or else what its name ends in.

    The bytes win where the name lies. Raises FormatError for a file that no format reads.
    """
    known = names()
    extension = path.suffix.lower()
    told = EXTENSIONS.get(extension, extension.removeprefix("."))
    told = told if told in known else ""
    shown = _shown(path, told)
    if shown in known:
        return shown
    if told:
        return told
    from crm.formats.encoding import looks_like

    found = looks_like(path)
    if found in known:
        return found
    message = _("{path} is of a kind that cannot be read: save it as one of {formats}.")
    raise FormatError(message.format(path=path, formats=", ".join(known)))


def _shown(path: Path, told: str) -> str:
    """Name the format that the first bytes of a file prove, beside what its name says."""
    if told and told not in EXTENSIONS.values():
        # Whoever added a format knows best what its files look like.
        return told
    head = _head(path)
    if head.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        # Which of the workbooks it is, its reader sees.
        return told if told in WORKBOOKS else "xlsx"
    text = _text_of(head).lstrip()
    if text[:11].upper() == b"BEGIN:VCARD":
        return "vcard"
    if text[:15].upper() == b"BEGIN:VCALENDAR":
        return "ics"
    if told in ("eml", "mbox"):
        return "mbox" if _MBOX.match(text) else told
    if told and told not in _TABLES:
        return told
    if _MBOX.match(text):
        return "mbox"
    if _MESSAGE.match(text):
        return "eml"
    return "json" if _JSON.match(text) else told


def _head(path: Path) -> bytes:
    """Return the first bytes; none where there are none, which its reader reports."""
    try:
        if not path.is_file():
            return b""
        with path.open("rb") as stream:
            return stream.read(HEAD)
    except (OSError, ValueError):
        return b""


def _text_of(head: bytes) -> bytes:
    """Return the beginning of a text in any Unicode encoding as ASCII can show it."""
    for mark in _MARKS:
        head = head.removeprefix(mark)
    return head.replace(b"\x00", b"")
