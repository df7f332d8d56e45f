"""What people and organisations of our JSON have in common, as lines of a card."""

from collections.abc import Collection, Mapping
from typing import Any

from crm.dates import in_force
from crm.formats.addresses import one_line
from crm.formats.csv_writer import cell_text
from crm.formats.vcard_contents import APPLE_RELATION, RELATED
from crm.formats.vcard_kept import Kept
from crm.formats.vcard_output import CardLines, parameter
from crm.formats.vcard_people import CUSTOM
from crm.formats.vcard_text import escape, on_one_line, plain, structured
from crm.formats.vcard_values import URN, components_from, revision_from
from crm.settings import today

Item = Mapping[str, Any]

PRODUCT = "-//Samverkan//Samverkan//EN"
# Those of RFC 6350 6.6.6.
RELATED_TYPES = frozenset({
    "contact", "acquaintance", "friend", "met", "co-worker", "colleague", "co-resident", "neighbor",
    "child", "parent", "sibling", "spouse", "kin", "muse", "crush", "date", "sweetheart", "me",
    "agent", "emergency",
})  # fmt: skip
# Those that Apple has words for in every language.
_APPLE_RELATIONS = frozenset({
    "assistant", "brother", "child", "father", "friend", "manager", "mother", "parent", "partner",
    "sister", "spouse",
})  # fmt: skip
_HEXADECIMAL = frozenset("0123456789abcdefABCDEF-")
_UUID_LENGTH = 36


def said(item: Item, key: str) -> str:
    """Return a value as text on one line; the empty text where there is none."""
    value = item.get(key)
    if value is None:
        return ""
    if isinstance(value, str) and value.isprintable() and "  " not in value:
        return value.strip()
    return on_one_line(plain(cell_text(value)))


def begin(card: CardLines, item: Item) -> None:
    """Write what program a card is from, its uid and when it was changed."""
    card.raw("PRODID", PRODUCT)
    uid = said(item, "uid")
    if card.is_new and len(uid) == _UUID_LENGTH and _HEXADECIMAL.issuperset(uid):
        card.raw("UID", f"{URN}{uid}")
    elif card.is_new:
        card.text("UID;VALUE=text", uid)
    else:
        card.text("UID", uid)
    revision = revision_from(said(item, "updated_at"))
    if revision:
        card.raw("REV", revision.replace("-", "").replace(":", "") if card.is_new else revision)


def write_details(card: CardLines, item: Item, kept: Kept, memberships: Collection[object]) -> None:
    """Write the ways to reach somebody that hold today, the first of each sort preferred.

    `memberships` are the ids of the present ones, at which else a way ended with its membership.
    """
    details = [
        (one, value)
        for one in item.get("contact_details") or ()
        if _holds(one, memberships) and (value := said(one, "value"))
    ]
    kinds = [one["type"] for one, _value in details]
    for at, (one, value) in enumerate(details):
        is_preferred = kinds.count(kinds[at]) > 1 and kinds.index(kinds[at]) == at
        _write_detail(card, one, value, kept, is_preferred=is_preferred)


def _holds(detail: Item, memberships: Collection[object]) -> bool:
    membership = detail.get("membership_id")
    if membership is not None and membership not in memberships:
        return False
    return _is_today(detail.get("valid_from"), detail.get("valid_until"))


def _is_today(start: str | None, end: str | None) -> bool:
    return not (start or end) or in_force(start or None, end or None, today())


def _write_detail(
    card: CardLines, detail: Item, value: str, kept: Kept, *, is_preferred: bool
) -> None:
    label = said(detail, "label")
    match detail["type"]:
        case "email":
            types = () if card.is_new else ("internet",)
            card.labelled("EMAIL", escape(value), label, types, is_preferred=is_preferred)
        case "phone":
            types = () if "fax" in label or label == "pager" else ("voice",)
            card.labelled("TEL", escape(value), label, types, is_preferred=is_preferred)
        case "link":
            card.labelled("URL", uri(value), label)
        case "address":
            value = on_one_line(plain(one_line(cell_text(detail.get("value")))))
            components, group = kept.address(value)
            written = structured(components or components_from(value))
            card.labelled("ADR", written, label, group=group)
            for hint in kept.hints(group) if group else ():
                card.raw("X-ABADR", hint, group)


def uri(value: str) -> str:
    r"""Write the address of a page, where commas and semicolons are its own, but for a `\`."""
    return escape(value) if "\\" in value else value


def write_rest(
    card: CardLines, item: Item, custom: Item, kept: Kept, *, has_place: bool = False
) -> None:
    """Write note, tags, language, links, fields of the user's own, and what was kept."""
    if note := item.get("note"):
        card.text("NOTE", plain(cell_text(note)).strip())
    if tags := item.get("tags"):
        card.texts("CATEGORIES", (on_one_line(plain(tag)) for tag in tags))
    card.text("LANG" if card.is_new else "X-LANG", said(item, "language"))
    _write_relations(card, item, kept)
    for key, value in custom.items():
        card.text(f"{CUSTOM}{parameter('KEY', key)}", plain(cell_text(value)).strip())
    card.lines += kept.rest(card.version, has_place=has_place)


def _write_relations(card: CardLines, item: Item, kept: Kept) -> None:
    for one in item.get("relationships") or ():
        name, kind = said(one["other"], "name"), said(one, "type")
        is_present = _is_today(one.get("start_date"), one.get("end_date"))
        if not name or not is_present or name in kept.relations:
            continue
        if card.is_new and kind in RELATED_TYPES:
            card.text(f"{RELATED};VALUE=text;TYPE={kind}", name)
            continue
        group = card.new_group()
        card.text(f"{RELATED};VALUE=text" if card.is_new else APPLE_RELATION, name, group)
        label = f"_$!<{kind.capitalize()}>!$_" if kind in _APPLE_RELATIONS else kind
        card.text("X-ABLabel", label, group)
