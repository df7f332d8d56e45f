"""The values of a card that have a form of their own: names, addresses, addresses by URI, dates."""

import re
from datetime import UTC, datetime
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote

from crm.formats.addresses import compose
from crm.formats.vcard_properties import Property

URN = "urn:uuid:"

_FAMILY, _GIVEN, _ADDITIONAL, _PREFIX, _SUFFIX = range(5)
_BOX, _EXTENDED, _STREET, _CITY, _REGION, _CODE, _COUNTRY = range(7)
_COMPONENTS = 7
_COMMAS = re.compile(r"\s*,\s*")
_EXTENSION = re.compile(r";ext=([^;]+)", re.IGNORECASE)
_REVISION = re.compile(r"\d{4}-\d\d-\d\dT(?!24)\d\d:\d\d:\d\dZ", re.ASCII)
# A Swedish address, as one can be taken apart and put together again.
_SWEDISH = re.compile(r"([^\n]+), (\d{3} ?\d\d) ([^,\d\n]+)(?:, ([^,\d\n]+))?", re.ASCII)


class Name(NamedTuple):
    """The parts of a name (N)."""

    family: str = ""
    given: str = ""
    additional: str = ""
    prefix: str = ""
    suffix: str = ""

    @property
    def has_more(self) -> bool:
        """Whether there are parts that our records have no field for."""
        return bool(self.additional or self.suffix)

    @property
    def shown(self) -> str:
        """The name as it is said, without what stands before and after it."""
        return " ".join(filter(None, (self.given, self.additional, self.family)))


def name_of(one: Property | None) -> Name:
    """Return the parts of a name; several of one part, parted by commas, stand side by side."""
    if one is None:
        return Name()
    parts = one.line_parts[:5]
    if "," in one.value and "\\" not in one.value:
        parts = [" ".join(_COMMAS.split(part)) for part in parts]
    return Name(*parts)


def components_of(one: Property) -> list[str]:
    """Return the seven parts of a postal address (ADR); not to be changed."""
    parts = one.parts
    if len(parts) != _COMPONENTS:
        parts = [*parts, *[""] * _COMPONENTS][:_COMPONENTS]
    if "LABEL" in one.head.parameters and ":" in parts[_BOX]:
        parts = parts.copy()
        # A LABEL with colons that lacks its quotation marks: the value begins after the last.
        parts[_BOX] = parts[_BOX].rpartition(":")[2].strip()
    return parts


def address_from(components: list[str]) -> str:
    """Write the parts of a postal address on one line."""
    if components.count("") < len(components) - 1:
        components = [part.strip(" ,\n") for part in components]
    box, extended, street, city, region, code, country = components
    if box or extended:
        street = ", ".join(filter(None, (box, extended, street)))
    return compose(street, code, city, country, region)


def components_from(address: str) -> list[str]:
    """Take a postal address apart where it comes together again the same; else it is a street."""
    match = _SWEDISH.fullmatch(address)
    if match:
        street, code, city, country = match.groups("")
        components = ["", "", street, city, "", code, country]
        if address_from(components) == address:
            return components
    return ["", "", address, "", "", "", ""]


def phone_from(text: str) -> str:
    """Return a phone number without what makes it a URI (RFC 3966)."""
    if text[:4].lower() != "tel:":
        return text
    match = _EXTENSION.search(text)
    number = unquote(text[4:].partition(";")[0])
    return f"{number} ext. {match[1]}" if match else number


def email_from(text: str) -> str:
    """Return an e-mail address without what makes it a URI (RFC 6068)."""
    return unquote(text[7:].partition("?")[0]) if text[:7].lower() == "mailto:" else text


def uid_from(text: str) -> str:
    """Return a uid without `urn:uuid:`."""
    return text[len(URN) :] if text[: len(URN)].lower() == URN else text


@lru_cache(maxsize=256)
def revision_from(text: str) -> str:
    """Return when a card was changed, as ISO 8601 in UTC to the second; empty if it is no moment.

    A moment without a zone is taken for UTC (RFC 6350 4.3.5 leaves it open).
    """
    try:
        moment = datetime.fromisoformat(text)
        if _REVISION.fullmatch(text):
            return text
        if moment.tzinfo is not None:
            moment = moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return ""
    return f"{moment.replace(tzinfo=None, microsecond=0).isoformat()}Z"
