"""One property of a card: its group, name, parameters and value (RFC 6350 3.3, vCard 2.1 2.1.1).

What is said here of vCard 2.1 (bare parameters, quoted-printable, charsets) is understood in every
version, since many a card claims to be of another than it is.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from crm.formats.vcard_charsets import from_quoted_printable
from crm.formats.vcard_labels import label_from_types
from crm.formats.vcard_text import decode_carets, divide, encode_carets, on_one_line, unescape

Parameters = Mapping[str, tuple[str, ...]]
UNPREFERRED = 101

_HEAD = re.compile(r'(?:[^":]++|"[^"]*+")*+(?=:)')
_PARAMETER = re.compile(r'(?:[^";]++|"[^"]*+"|")++')
_PARAMETER_VALUE = re.compile(r'(?:[^",]++|"[^"]*+"|")++')
_NAME = re.compile(r"[A-Za-z0-9_/-]+")
_ENCODINGS = frozenset({"BASE64", "B", "QUOTED-PRINTABLE", "7BIT", "8BIT"})
_LOST = frozenset({"CHARSET", "ENCODING"})
# As Apple writes what it reads.
_SPELLING = {"X-ABLABEL": "X-ABLabel"}
_HEADS: "dict[str, Head]" = {}
_HEADS_LIMIT, _HEAD_LENGTH = 1024, 200
# Longer than any that means something: parameters take more time to read than values.
_HEAD_LIMIT = 64 << 10


class NoProperty(ValueError):
    """A line that is no property."""


@dataclass(frozen=True, slots=True)
class Head:
    """What stands before the value: a group, in small letters, a name, in capitals, parameters.

    `types` are the values of TYPE, in small letters, and `label` is what they come to; `preference`
    goes from 1 to 100, and is UNPREFERRED where nothing is said of it. `written` is all but what
    says how the value is encoded, as it may stand in any version.
    """

    group: str
    name: str
    parameters: Parameters
    types: tuple[str, ...]
    label: str
    preference: int
    is_quoted_printable: bool
    is_base64: bool
    written: str


@dataclass(slots=True)
class Property:
    """One property; `value` is as it is written.

    A value in quoted-printable is decoded part by part, so that what divides it stays apart from
    what is in it.
    """

    name: str
    value: str
    line: int
    head: Head
    _parts: list[str] | None = None

    @property
    def group(self) -> str:
        """The group it is in, or the empty text."""
        return self.head.group

    @property
    def text(self) -> str:
        """The value as plain text."""
        value = self.value
        if "\\" in value:
            value = unescape(value, line_ends=not self.head.is_quoted_printable)
        return value.strip()

    @property
    def line_text(self) -> str:
        """The value as plain text on one line."""
        value = self.value
        if "\\" not in value and value.isprintable() and "  " not in value:
            return value.strip()
        return on_one_line(self.text)

    @property
    def parts(self) -> list[str]:
        """The parts that semicolons divide, as plain text; not to be changed."""
        if self._parts is None:
            self._parts = self._divided(";")
        return self._parts

    @property
    def line_parts(self) -> list[str]:
        """The parts that semicolons divide, as plain text on one line each; not to be changed."""
        value = self.value
        if "\\" not in value and value.isprintable() and "  " not in value:
            return self.parts
        return [on_one_line(part) for part in self.parts]

    @property
    def texts(self) -> list[str]:
        """The values that commas divide, as plain text on one line each, but for empty ones."""
        return [on_one_line(text) for text in self._divided(",") if text]

    def parameter(self, name: str) -> str:
        """Return the first value of a parameter, or the empty text."""
        values = self.head.parameters.get(name)
        return values[0] if values else ""

    def _divided(self, at: str) -> list[str]:
        if "\\" not in self.value:
            return [part.strip() for part in self.value.split(at)]
        line_ends = not self.head.is_quoted_printable
        return [unescape(part, line_ends=line_ends).strip() for part in divide(self.value, at)]


def parse(text: str, line: int, encoding: str) -> Property:
    """Read a logical line; raises NoProperty.

    `encoding` is that of quoted-printable that is no UTF-8 and does not name a charset itself.
    """
    before, colon, value = text.partition(":")
    head = _HEADS.get(before)
    if head is None or not colon:
        if '"' in before:
            before, value = _parted(text)
        elif not colon:
            raise NoProperty
        head = _remembered(before)
    if head.is_quoted_printable:
        charset = head.parameters.get("CHARSET", ("",))[0]
        value = from_quoted_printable(value, charset, encoding)
    return Property(head.name, value, line, head)


def _remembered(text: str) -> Head:
    """Read a head and remember it, as most are alike in all cards; only if it is short and whole.

    One with a quotation mark that is not closed would be taken for the beginning of another.
    """
    if len(text) > _HEAD_LIMIT:
        raise NoProperty
    head = _head(text)
    if len(text) <= _HEAD_LENGTH and text.count('"') % 2 == 0:
        if len(_HEADS) >= _HEADS_LIMIT:
            _HEADS.clear()
        _HEADS[text] = head
    return head


def _parted(text: str) -> tuple[str, str]:
    """Part a line at the first colon outside quotation marks; else at the first of all."""
    match = _HEAD.match(text)
    if match:
        return match[0], text[match.end() + 1 :]
    before, _colon, value = text.partition(":")
    return before, value


def _head(text: str) -> Head:
    first, _semicolon, rest = text.partition(";")
    group, _dot, name = first.strip().rpartition(".")
    if not _NAME.fullmatch(name):
        raise NoProperty
    found = _parameters(rest)
    types, encodings = found.get("TYPE", ()), found.get("ENCODING", ())
    name = name.upper()
    written = _SPELLING.get(name, name)
    return Head(
        group.lower(),
        name,
        found,
        types,
        label_from_types(types),
        _preference(found.get("PREF", ("",))[0], types),
        "QUOTED-PRINTABLE" in encodings,
        not {"B", "BASE64"}.isdisjoint(encodings),
        f"{group}.{written}{_written(found)}" if group else f"{written}{_written(found)}",
    )


def _parameters(text: str) -> Parameters:
    found: dict[str, list[str]] = {}
    for one in _PARAMETER.findall(text):
        name, equals, values = one.partition("=")
        name = name.strip().upper()
        if not equals:
            # The bare parameters of vCard 2.1: `TEL;WORK;FAX`, `PHOTO;BASE64`.
            name, values = "ENCODING" if name in _ENCODINGS else "TYPE", one
        plain = [value.strip().replace('"', "") for value in _PARAMETER_VALUE.findall(values)]
        if name == "TYPE":
            # `TYPE="work,voice"` is meant as two.
            plain = [word.strip().lower() for value in plain for word in value.split(",")]
        elif name == "ENCODING":
            plain = [value.upper() for value in plain]
        found.setdefault(name, []).extend(decode_carets(value) for value in plain if value)
    return {name: tuple(values) for name, values in found.items() if values}


def _written(parameters: Parameters) -> str:
    return "".join(
        f";{name}={','.join(map(quoted, values))}"
        for name, values in parameters.items()
        if name not in _LOST
    )


def quoted(value: str) -> str:
    """Write the value of a parameter, in quotation marks where it needs them."""
    value = encode_carets(value)
    return f'"{value}"' if any(sign in value for sign in ":;,") else value


def _preference(said: str, types: tuple[str, ...]) -> int:
    if said.isascii() and said.isdecimal() and len(said) < 4:
        return int(said)
    return 1 if "pref" in types else UNPREFERRED
