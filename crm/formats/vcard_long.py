"""What of a card is too long to be kept in the book, such as a large picture.

It stays in the card: whoever writes that anew takes those lines along.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from crm.formats.vcard_kept import Kept
from crm.formats.vcard_lines import CONTENT_LIMIT
from crm.formats.vcard_output import LINE_END, folded

_LINE = re.compile(rb"[^\n]*\n(?:[ \t][^\n]*\n)*")
_FOLD = re.compile(rb"\r?\n[ \t]")
_END = b"END:VCARD" + LINE_END


@dataclass(frozen=True, slots=True)
class Parted:
    """A card without the lines that are too long for the book, and those, as ours has them."""

    rest: bytes
    too_long: tuple[str, ...] = ()


def parted(content: bytes, version: str) -> Parted:
    """Part a card from its lines that are too long, which a version of ours is to take along.

    What our cards say in their own words (names, notes) is not taken along, however long.
    """
    if len(content) <= CONTENT_LIMIT:
        return Parted(content)
    rest: list[bytes] = []
    too_long: list[str] = []
    for line in _LINE.findall(content if content.endswith(b"\n") else content + b"\n"):
        text = _FOLD.sub(b"", line.rstrip(b"\r\n")).decode("utf-8", "replace")
        # Measured as the reader does, which then has left it out.
        kept = Kept([text]) if len(text) > CONTENT_LIMIT else Kept([])
        written = list(kept.rest(version, has_place=True))
        too_long += written
        rest += [] if written else [line]
    return Parted(b"".join(rest), tuple(too_long))


def with_lines(card: bytes, lines: Sequence[str]) -> bytes:
    """Put lines into a card of ours."""
    return card.removesuffix(_END) + b"".join(map(folded, lines)) + _END
