"""What of a card has no field in our records, as content lines that can stand in any card.

A kept line is unfolded and without what only vCard 2.1 has: bare parameters, quoted-printable,
charsets. N, ADR and ORG are kept where they say more than our fields do, and relations always,
so that the writer can write them as they were while they still say the same.
"""

from collections.abc import Set as AbstractSet

from crm.formats.vcard_contents import Contents
from crm.formats.vcard_labels import APPLE_LABEL
from crm.formats.vcard_properties import Property
from crm.formats.vcard_text import structured
from crm.formats.vcard_values import address_from, components_from, components_of, name_of

APPLE_ADDRESS = "X-ABADR"
# Written anew in every card.
STRUCTURE = frozenset({"BEGIN", "END", "VERSION", "PRODID", "PROFILE", "REV", "UID"})
KINDS = frozenset({"KIND", "X-ADDRESSBOOKSERVER-KIND", "X-ABSHOWAS"})
OURS = "X-SAMVERKAN-"
FIELDS = frozenset(
    {"FN", "NICKNAME", "EMAIL", "TEL", "URL", "NOTE", "CATEGORIES", "LANG", "X-LANG"}
)
_TAKEN = STRUCTURE | KINDS | FIELDS
_PLACES = {"N": 0, "ORG": 1, "ADR": 2, APPLE_ADDRESS: 2}
_LAST = len(_PLACES)
_SATELLITES = frozenset({APPLE_LABEL, APPLE_ADDRESS})
_SHORT_OF_FIELDS = frozenset({"TITLE", "ROLE", "ORG"})


def preserved(contents: Contents, taken: AbstractSet[int]) -> list[str]:
    """Return the lines of a card that are to be kept, in their order.

    `taken` holds the identities of the properties of TITLE, ROLE and ORG whose text a field has.
    """
    hinted = {one.head.group for one in contents.all(APPLE_ADDRESS) if one.head.group}
    kept = [
        one
        for one in contents.card.properties
        if one.name not in _TAKEN and _is_kept(one, hinted, taken)
    ]
    if contents.has_any(_SATELLITES):
        kept = _without_lonely_satellites(kept)
    if len(kept) > 1:
        # As the writer has them, so that what was written is kept in the same order.
        kept.sort(key=_place)
    return [_line(one, hinted) for one in kept]


def _without_lonely_satellites(kept: list[Property]) -> list[Property]:
    """Leave out what is said of a property that is not kept itself."""
    groups = {
        (one.name == "ADR", one.head.group)
        for one in kept
        if one.head.group and one.name not in _SATELLITES
    }
    return [
        one
        for one in kept
        if one.name not in _SATELLITES or (one.name == APPLE_ADDRESS, one.head.group) in groups
    ]


def _place(one: Property) -> int:
    return _PLACES.get(one.name, _LAST)


def _line(one: Property, hinted: set[str]) -> str:
    """Write what lends its parts without its parameters, which the fields say anew."""
    match one.name:
        case "N":
            return f"N:{_value(one)}"
        case "ORG":
            return f"ORG:{structured(one.line_parts)}"
        case "ADR":
            group = f"{one.group}." if one.group in hinted else ""
            return f"{group}ADR:{structured(components_of(one))}"
    return content_line(one)


def _is_kept(one: Property, hinted: set[str], taken: AbstractSet[int]) -> bool:
    if one.name in _SHORT_OF_FIELDS:
        return id(one) not in taken and bool(one.text.strip(";"))
    if one.name.startswith(OURS):
        return False
    if one.name == "N":
        return not one.value.endswith(";;;") and name_of(one).has_more
    if one.name == "ADR":
        return one.group in hinted or _says_more(one)
    return bool(one.value.strip())


def _says_more(address: Property) -> bool:
    """Tell whether an address that is written from its one line would be another."""
    components = components_of(address)
    return components_from(address_from(components)) != components


def content_line(one: Property) -> str:
    """Write a property as an unfolded line without what only vCard 2.1 has."""
    if one.head.is_base64:
        has_space = " " in one.value or "\n" in one.value or "\t" in one.value
        value = "".join(one.value.split()) if has_space else one.value
        return f"{one.head.written};ENCODING=b:{value}"
    return f"{one.head.written}:{_value(one)}"


def _value(one: Property) -> str:
    value = one.value.strip()
    return value.replace("\n", "\\n") if "\n" in value else value
