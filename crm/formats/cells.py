"""Several values in one cell, taken apart only where that is certain."""

import re
from functools import lru_cache

from crm.formats.headings import LABEL_WORDS
from crm.text import words

SEPARATOR = " ::: "

_VALUE_END = re.compile(r"\s*:::\s*|\s*[\r\n]+\s*")
_LIST_END = re.compile(r"\s*:::\s*|\s*[\r\n;]+\s*")
_TAG_END = re.compile(r"\s*:::\s*|\s*[\r\n;,]+\s*")
_EMAIL_END = re.compile(r"[\s;,/|&]+(?:(?:och|eller|and|or|samt|und)\s+)?", re.IGNORECASE)
_QUOTED_TAG = re.compile(r'"([^"]*)"')
_QUOTED_TAGS = re.compile(r'"[^"]*"(?:\s*[,;]\s*"[^"]*")*')
_LABEL_LENGTH = 200
_ONE_EMAIL = re.compile(r"[^\s;,/<>@:]+@[^\s;,/<>@:]+")
_NAMED_EMAIL = re.compile(r"[^<>]*<\s*(?:mailto:)?([^<>\s]+@[^<>\s]+)\s*>")
# Google's group of all contacts, which every one of them is in.
EVERYBODY = frozenset({"mycontacts", "my contacts"})
# How long a cell may be for its e-mail addresses to be sought inside it.
_EMAILS_LENGTH = 10_000


def split_values(cell: str) -> list[str]:
    """Split at ` ::: ` (as Google and our own export join values) and at line breaks."""
    if ":::" not in cell and "\n" not in cell and "\r" not in cell:
        return [cell] if cell else []
    return [value for value in _VALUE_END.split(cell) if value]


def split_names(cell: str, *, ours: bool = False) -> list[str]:
    """Split other names, at semicolons too, unless our own export joined them."""
    pattern = _VALUE_END if ours else _LIST_END
    return [value.strip() for value in pattern.split(cell) if value.strip()]


def split_tags(cell: str, *, ours: bool = False) -> list[str]:
    """Split tags, at semicolons and commas too, unless our own export joined them.

    Google's mark of its own groups (`* friends`) goes, and so does its group of all contacts;
    Mailchimp writes each tag in quotation marks.
    """
    if ours:
        return [value.strip() for value in _VALUE_END.split(cell) if value.strip()]
    if _QUOTED_TAGS.fullmatch(cell):
        return [value.strip() for value in _QUOTED_TAG.findall(cell) if value.strip()]
    pattern = _VALUE_END if ":::" in cell else _TAG_END
    tags = [value.strip().removeprefix("* ").strip() for value in pattern.split(cell)]
    return [tag for tag in tags if tag and tag.lower() not in EVERYBODY]


def label_of(cell: str) -> str:
    """Return a label as our fields write it: `* Work` is `work`, `Mobil` is `mobile`."""
    return _label(cell) if 0 < len(cell) <= _LABEL_LENGTH else cell


@lru_cache(maxsize=1024)
def _label(cell: str) -> str:
    text = cell.removeprefix("*").strip()
    known = [LABEL_WORDS[word] for word in words(text) if word in LABEL_WORDS]
    if len(known) == len(words(text)) > 0:
        return "fax" if "fax" in known else known[0]
    return text.lower() if text.isascii() and text.istitle() else text


def split_emails(cell: str) -> list[str]:
    """Split e-mail addresses at any separator, each piece having one `@`; else keep the cell.

    `Anna Berg <anna@berg.se>` becomes `anna@berg.se`.
    """
    if _ONE_EMAIL.fullmatch(cell):
        return [cell]
    return [address for value in split_values(cell) for address in _emails_in(value)]


def _emails_in(value: str) -> list[str]:
    if len(value) > _EMAILS_LENGTH:
        return [value]
    pieces = [piece.strip() for piece in re.split(r"[;,]", value) if piece.strip()]
    named = [_NAMED_EMAIL.fullmatch(piece) for piece in pieces]
    if all(piece.count("@") == 1 for piece in pieces) and any(named):
        return [
            match.group(1) if match else piece for piece, match in zip(pieces, named, strict=True)
        ]
    pieces = [piece for piece in _EMAIL_END.split(value) if piece]
    if pieces and all(piece.count("@") == 1 for piece in pieces):
        return pieces
    return [value]
