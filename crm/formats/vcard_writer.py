"""Cards for telephones, Outlook and servers: vCard 3.0 (RFC 2426) and 4.0 (RFC 6350).

Written is what holds today: the present places, the ways to reach somebody that are in force.
What only our records have stands in properties of our own (`X-SAMVERKAN-…`), which others leave
alone, and what a card came with goes out with it.
"""

from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO

from crm.errors import UsageError
from crm.formats.protocol import WriteOptions
from crm.formats.vcard_kept import Kept, kept_of
from crm.formats.vcard_organisations import IDENTIFIER, TEXTS
from crm.formats.vcard_output import V3, V4, CardLines, parameter
from crm.formats.vcard_people import DEPARTMENT, GUESSED, NAME
from crm.formats.vcard_text import escape, structured
from crm.formats.vcard_values import URN
from crm.formats.vcard_written import Item, begin, said, uri, write_details, write_rest
from crm.i18n import _

TAKES = "cards"
SUFFIX = ".vcf"
VERSIONS = {"": V3, "3": V3, V3: V3, "4": V4, V4: V4}
# What tells the sorts of record apart, where several are given.
_ORGANISATION_KEYS = frozenset({"classification", "identifiers", "people"})


def write(items: Iterable[Mapping[str, Any]], stream: BinaryIO, options: WriteOptions) -> int:
    """Write a card a record, and return how many there were.

    Records are people and organisations as in our JSON, of which any key but the name may lack,
    with the lines that are kept for them as `preserved`; and lists, with `members` that have a
    uid or an e-mail address. Raises UsageError for a version other than 3.0 and 4.0.
    """
    version = _version(options.version)
    count = 0
    for item in items:
        stream.write(card_of(item, version, options.kind).encoded())
        count += 1
    return count


def card_of(item: Item, version: str, kind: str = "") -> CardLines:
    """Return the card of a record; `kind` is `organisations` where the record does not tell."""
    if "members" in item:
        return _group(item, version)
    if "memberships" in item:
        return _person(item, version)
    if kind == "organisations" or not _ORGANISATION_KEYS.isdisjoint(item):
        return _organisation(item, version)
    return _person(item, version)


def _version(word: str) -> str:
    if word not in VERSIONS:
        message = _("{word} is no version of vCard that can be written: choose 3.0 or 4.0.")
        raise UsageError(message.format(word=word))
    return VERSIONS[word]


# --- People --------------------------------------------------------------------------------------


def _person(item: Item, version: str) -> CardLines:
    kept = kept_of(item.get("preserved"))
    card = CardLines(version, kept.groups)
    begin(card, item)
    _write_name(card, item, kept)
    places = _present(item)
    custom = dict(item.get("custom") or {})
    _write_places(card, places, str(custom.get(DEPARTMENT) or ""), kept)
    if places:
        custom.pop(DEPARTMENT, None)
    write_details(card, item, kept, {place.get("id") for place, _name in places})
    write_rest(card, item, custom, kept, has_place=bool(places))
    return card


def _write_name(card: CardLines, item: Item, kept: Kept) -> None:
    """Write N, which telephones show and sort by, and FN; parts that are a guess are said to be."""
    shown, prefix = said(item, "name"), said(item, "honorific_prefix")
    given, family = said(item, "given_name"), said(item, "family_name")
    old = kept.name(given, family, prefix)
    is_guess = not given and not family and not old
    if is_guess:
        given, _space, family = shown.rpartition(" ")
    card.raw("N", old or structured((family, given, "", prefix, "")))
    card.raw("FN", escape(f"{prefix} {shown}" if prefix else shown) or _something(item))
    if is_guess:
        card.text(NAME, GUESSED)
    _write_other_names(card, item)


def _something(item: Item) -> str:
    """Return what may stand for a name, which must not be empty."""
    values = (said(one, "value") for one in item.get("contact_details") or ())
    return escape(next(filter(None, values), said(item, "uid") or "?"))


def _write_other_names(card: CardLines, item: Item) -> None:
    if names := item.get("other_names"):
        card.texts("NICKNAME", (said(one, "name") for one in names))


def _present(item: Item) -> list[tuple[Item, str]]:
    """Return the places that hold today and their organisations, the primary one first."""
    places = [
        (one, organisation)
        for one in item.get("memberships") or ()
        if one.get("current", not one.get("end_date"))
        and (organisation := _named(one, "organisation"))
    ]
    if len(places) > 1:
        places.sort(key=lambda place: not place[0].get("primary"))
    return places


def _named(item: Item, key: str) -> str:
    """Return the name of a record that another refers to, which may be said alone."""
    value = item.get(key)
    if value is None or isinstance(value, str):
        return said(item, key)
    return said(value, "name")


def _write_places(
    card: CardLines, places: list[tuple[Item, str]], department: str, kept: Kept
) -> None:
    """Write the primary place as ORG and TITLE, and each other in a group of its own."""
    for at, (place, organisation) in enumerate(places):
        group = card.new_group() if at else ""
        if at:
            units = kept.units(organisation)
        else:
            units = kept.units(organisation, department) or [department]
        card.raw("ORG", structured((organisation, *filter(None, units))), group)
        card.text("TITLE", said(place, "role") or _named(place, "post"), group)


# --- Organisations -------------------------------------------------------------------------------


def _organisation(item: Item, version: str) -> CardLines:
    kept = kept_of(item.get("preserved"))
    card = CardLines(version, kept.groups)
    begin(card, item)
    card.raw("KIND" if card.is_new else "X-ABShowAs", "org" if card.is_new else "COMPANY")
    name = escape(said(item, "name")) or _something(item)
    card.raw("N", ";;;;")
    card.raw("FN", name)
    card.raw("ORG", name)
    _write_other_names(card, item)
    for property_name, field in TEXTS.items():
        card.text(property_name, _named(item, field))
    for one in item.get("identifiers") or ():
        scheme = parameter("SCHEME", said(one, "scheme"))
        card.text(f"{IDENTIFIER}{scheme}", said(one, "identifier"))
    if website := said(item, "website"):
        card.raw("URL", uri(website))
    write_details(card, item, kept, ())
    write_rest(card, item, item.get("custom") or {}, kept, has_place=True)
    return card


# --- Lists ---------------------------------------------------------------------------------------


def _group(item: Item, version: str) -> CardLines:
    card = CardLines(version)
    begin(card, item)
    prefix = "" if card.is_new else "X-ADDRESSBOOKSERVER-"
    name = escape(said(item, "name")) or _something(item)
    card.raw("N", f"{name};;;;")
    card.raw("FN", name)
    card.raw(f"{prefix}KIND", "group")
    for member in item["members"]:
        if address := _member(member):
            card.raw(f"{prefix}MEMBER", escape(address))
    card.text("NOTE", said(item, "note"))
    return card


def _member(member: object) -> str:
    """Return the URI of a member; none of one that has neither uid nor e-mail address."""
    if isinstance(member, Mapping):
        email = said(member, "email")
        uid = said(member, "uid")
    else:
        email, uid = "", str(member)
    if uid:
        return f"{URN}{uid}"
    return f"mailto:{email}" if email else ""
