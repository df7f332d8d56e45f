"""The lines of a card that is being written: names, groups, parameters, folding.

A line has at most 75 octets and is never folded within a character (RFC 6350 3.2, RFC 2426 2.6).
"""

from collections.abc import Collection, Iterable
from functools import lru_cache

from crm.formats.vcard_labels import apple_label, types_of
from crm.formats.vcard_properties import quoted
from crm.formats.vcard_text import escape, plain

V3, V4 = "3.0", "4.0"
LINE_OCTETS = 75
LINE_END = b"\r\n"


class CardLines:
    """A card that is being written in a version; `used` are groups that others have."""

    def __init__(self, version: str, used: Collection[str] = ()) -> None:
        self.version = version
        self.is_new = version == V4
        self.lines: list[str] = []
        self._used = used
        self._last = 0

    def new_group(self) -> str:
        """Return a group that nothing is in yet."""
        self._last += 1
        while f"item{self._last}" in self._used:
            self._last += 1
        return f"item{self._last}"

    def text(self, name: str, value: str, group: str = "") -> None:
        """Write a property of text, if there is any."""
        if value:
            self.raw(name, escape(value), group)

    def texts(self, name: str, values: Iterable[str]) -> None:
        """Write a property of several texts, if there are any."""
        if written := ",".join(escape(value) for value in values if value):
            self.raw(name, written)

    def raw(self, name: str, value: str, group: str = "") -> None:
        """Write a property whose value is escaped already; `name` may have parameters."""
        self.lines.append(f"{group}.{name}:{value}" if group else f"{name}:{value}")

    def labelled(
        self,
        name: str,
        value: str,
        label: str,
        types: Iterable[str] = (),
        *,
        is_preferred: bool = False,
        group: str = "",
    ) -> None:
        """Write a property with its types and a label, which X-ABLabel has where no type says it.

        `value` is escaped already; `types` are those that it has whatever the label.
        """
        said = types_of(label, is_phone=name == "TEL") if label else ()
        needs_label = bool(label and not said)
        if needs_label:
            group = group or self.new_group()
        parameters = _types_written(self.is_new, is_preferred, *said, *types)
        self.raw(f"{name}{parameters}", value, group)
        if needs_label:
            self.text("X-ABLabel", apple_label(label), group)

    def encoded(self) -> bytes:
        """Return the card as bytes."""
        lines = ("BEGIN:VCARD", f"VERSION:{self.version}", *self.lines, "END:VCARD")
        content = "\r\n".join(lines).encode("utf-8", "replace")
        written = content.split(LINE_END)
        if max(map(len, written)) > LINE_OCTETS:
            content = LINE_END.join(map(_folded, written))
        return content + LINE_END


@lru_cache(maxsize=256)
def _types_written(is_new: bool, is_preferred: bool, *types: str) -> str:
    """Write types, and that a property is preferred, with the semicolons before them."""
    words = list(types) if is_new else [one.upper() for one in types]
    if is_preferred and not is_new:
        words.append("PREF")
    parameters = f";TYPE={','.join(words)}" if words else ""
    return f"{parameters};PREF=1" if is_preferred and is_new else parameters


def parameter(name: str, value: str) -> str:
    """Write a parameter with the semicolon before it."""
    return f";{name}={quoted(plain(value))}"


def folded(line: str) -> bytes:
    """Return a line with its end, folded where it is too long."""
    return _folded(line.encode("utf-8", "replace")) + LINE_END


def _folded(content: bytes) -> bytes:
    if len(content) <= LINE_OCTETS:
        return content
    pieces = []
    start, room = 0, LINE_OCTETS
    while len(content) - start > room:
        end = start + room
        while content[end] & 0xC0 == 0x80:
            end -= 1
        pieces.append(content[start:end])
        # The space that marks a folded line counts.
        start, room = end, LINE_OCTETS - 1
    pieces.append(content[start:])
    return (LINE_END + b" ").join(pieces)
