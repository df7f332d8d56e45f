"""The lines that a card came with, as they go out again beside what the fields say now.

N, ADR and ORG lend their parts while they still say what the fields do; what a version writes
otherwise (pictures, birthdays, places on the globe) is written in its way.
"""

import re
from collections.abc import Iterable, Iterator

from crm.formats.vcard_contents import RELATION_NAMES
from crm.formats.vcard_output import V4, parameter
from crm.formats.vcard_preserved import (
    APPLE_ADDRESS,
    FIELDS,
    KINDS,
    OURS,
    STRUCTURE,
    content_line,
)
from crm.formats.vcard_properties import NoProperty, Property, parse
from crm.formats.vcard_text import on_one_line, plain
from crm.formats.vcard_values import address_from, components_of, name_of

_NEVER = STRUCTURE | FIELDS | KINDS
_LENDING = frozenset({"N", "ADR", APPLE_ADDRESS})
_MEDIA = {"PHOTO": "image", "LOGO": "image", "SOUND": "audio", "KEY": "application"}
# How pictures begin in base64, of which many a card does not say the kind.
_BEGINNINGS = {"/9j/": "image/jpeg", "iVBOR": "image/png", "R0lGOD": "image/gif"}
_DATES = frozenset({"BDAY", "ANNIVERSARY", "DEATHDATE"})
_DATA = re.compile(r"data:([\w.+-]+/[\w.+-]+)?;base64,([A-Za-z0-9+/=]*)", re.ASCII | re.IGNORECASE)
_DAY = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)", re.ASCII)
_DAY_OF_NO_YEAR = re.compile(r"--(\d\d)-?(\d\d)", re.ASCII)
_GLOBE = re.compile(r"(?:geo:)?(-?[\d.]+)[;,](-?[\d.]+)", re.ASCII | re.IGNORECASE)
# How Apple writes a day whose year is not known.
_OMITTED, _OMITTED_YEAR = "X-APPLE-OMIT-YEAR", "1604"


class Kept:
    """The kept lines of one record; what is lent is not written again."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._properties = [one for line in lines if (one := _property(line))]
        self.groups = frozenset(one.group for one in self._properties if one.group)
        self._addresses: dict[str, Property] = {}
        self._organisations: dict[str, Property] = {}
        for one in self._properties:
            if one.name == "ADR":
                self._addresses.setdefault(address_from(components_of(one)), one)
            elif one.name == "ORG":
                self._organisations.setdefault(on_one_line(one.parts[0]), one)

    def name(self, given: str, family: str, prefix: str) -> str:
        """Return the value of the name that still has these parts, or the empty text."""
        for one in self._properties:
            name = name_of(one) if one.name == "N" else None
            if name and (name.given, name.family, name.prefix) == (given, family, prefix):
                return one.value.strip()
        return ""

    def units(self, organisation: str, department: str | None = None) -> list[str]:
        """Return the units of an organisation, unless they are not those of a department."""
        one = self._organisations.get(organisation)
        units = [unit for part in one.parts[1:] if (unit := on_one_line(part))] if one else []
        return units if department is None or ", ".join(units) == department else []

    def address(self, address: str) -> tuple[list[str], str]:
        """Return the parts of an address and the group that it is in, or nothing."""
        one = self._addresses.pop(address, None)
        return (components_of(one), one.group) if one else ([], "")

    def hints(self, group: str) -> Iterator[str]:
        """Give what Apple says about the address of a group."""
        for one in self._properties:
            if one.name == APPLE_ADDRESS and one.group == group:
                yield one.value

    @property
    def relations(self) -> frozenset[str]:
        """The names that the kept lines link to."""
        return frozenset(one.text for one in self._properties if one.name in RELATION_NAMES)

    def rest(self, version: str, *, has_place: bool) -> Iterator[str]:
        """Give the other lines as a version writes them.

        With `has_place`, those that say a place of no organisation are out of date.
        """
        for one in self._properties:
            if one.name in ("TITLE", "ORG"):
                says_a_place = one.name == "ORG" and one.parts[0] != ""
                if not has_place and not says_a_place:
                    yield content_line(one)
            elif one.name not in _LENDING:
                yield _adapted(one, version)


_NOTHING = Kept(())


def kept_of(lines: Iterable[str] | None) -> Kept:
    """Return the kept lines of a record; nearly all have none."""
    return Kept(lines) if lines else _NOTHING


def _property(line: str) -> Property | None:
    """Return a kept line as a property, unless it is none, or one that is written anew."""
    try:
        one = parse(plain(line).replace("\n", "\\n"), 0, "utf-8")
    except NoProperty:
        return None
    return None if one.name in _NEVER or one.name.startswith(OURS) else one


def _adapted(one: Property, version: str) -> str:
    if one.name in _MEDIA:
        return _media_for_4(one) if version == V4 else _media_for_3(one)
    if one.name in _DATES:
        return _date_for_4(one) if version == V4 else _date_for_3(one)
    if one.name == "GEO" and (match := _GLOBE.fullmatch(one.value.strip())):
        place = f"geo:{match[1]},{match[2]}" if version == V4 else f"{match[1]};{match[2]}"
        return f"{one.head.written}:{place}"
    return content_line(one)


def _media_for_4(one: Property) -> str:
    """Write bytes as a data URI (RFC 6350 6.2.4)."""
    if not one.head.is_base64:
        return content_line(one)
    content, said = "".join(one.value.split()), one.parameter("TYPE")
    if not said:
        kinds = (kind for start, kind in _BEGINNINGS.items() if content.startswith(start))
        said = next(kinds, "application/octet-stream")
    kind = said if "/" in said else f"{_MEDIA[one.name]}/{said}"
    return f"{_named(one)}:data:{kind};base64,{content}"


def _media_for_3(one: Property) -> str:
    """Write a data URI as bytes, and say of any other that it is one (RFC 2426 3.1.4)."""
    value = one.value.strip()
    match = _DATA.fullmatch(value)
    if match:
        kind = (match[1] or "").rpartition("/")[2]
        said = parameter("TYPE", kind) if kind else ""
        return f"{_named(one)}{said};ENCODING=b:{match[2]}"
    if not one.head.is_base64 and "VALUE" not in one.head.parameters and ":" in value:
        return f"{one.head.written};VALUE=uri:{value}"
    return content_line(one)


def _named(one: Property) -> str:
    return f"{one.group}.{one.name}" if one.group else one.name


def _date_for_4(one: Property) -> str:
    """Write a day without hyphens (RFC 6350 4.3.1)."""
    match = _DAY.fullmatch(one.value.strip())
    if match is None or one.parameter("VALUE") == "text":
        return content_line(one)
    if one.parameter(_OMITTED) == match[1]:
        return f"{_named(one)}:--{match[2]}{match[3]}"
    return f"{one.head.written}:{match[1]}{match[2]}{match[3]}"


def _date_for_3(one: Property) -> str:
    """Write a day with hyphens, as all programs read it, and one without a year as Apple does."""
    value = one.value.strip()
    if match := _DAY_OF_NO_YEAR.fullmatch(value):
        said = f"{_named(one)};{_OMITTED}={_OMITTED_YEAR}"
        return f"{said}:{_OMITTED_YEAR}-{match[1]}-{match[2]}"
    match = _DAY.fullmatch(value)
    if match is None or one.parameter("VALUE") == "text":
        return content_line(one)
    return f"{one.head.written}:{match[1]}-{match[2]}-{match[3]}"
