"""A card as an organisation, and a group of cards as a list."""

from collections.abc import Iterator

from crm.formats.records import (
    IdentifierRecord,
    ListRecord,
    MembershipRecord,
    OrganisationRecord,
    OtherNameRecord,
    PersonRecord,
)
from crm.formats.vcard_contents import Contents
from crm.formats.vcard_people import custom_values, shown_name, tags
from crm.formats.vcard_preserved import OURS, preserved
from crm.formats.vcard_values import email_from, name_of, uid_from

COMPANY = "company"
TEXTS = {
    f"{OURS}CLASSIFICATION": "classification",
    f"{OURS}PARENT": "parent",
    f"{OURS}AREA": "area",
    f"{OURS}FOUNDING-DATE": "founding_date",
    f"{OURS}DISSOLUTION-DATE": "dissolution_date",
}
IDENTIFIER = f"{OURS}IDENTIFIER"
MEMBER = ("MEMBER", "X-ADDRESSBOOKSERVER-MEMBER")
_ORGANISATIONS = ("org", "organization", "organisation", "location")


def is_group(contents: Contents) -> bool:
    """Tell whether a card is a group of others (RFC 6350 6.1.4, and Apple's in 3.0)."""
    return contents.text("KIND", "X-ADDRESSBOOKSERVER-KIND").lower() == "group"


def is_organisation(contents: Contents) -> bool:
    """Tell whether a card is an organisation: it says so, or has no name but that of one."""
    kind = contents.text("KIND").lower()
    if kind:
        return kind in _ORGANISATIONS
    if contents.text("X-ABSHOWAS").lower() == COMPANY:
        return True
    organisation = organisation_name(contents)
    if organisation == "" or contents.text("FN") not in ("", organisation):
        return False
    return not name_of(contents.first("N")).shown and not contents.text("TITLE", "NICKNAME")


def organisation_name(contents: Contents) -> str:
    """Return the first part of ORG."""
    one = contents.first("ORG")
    return one.line_parts[0] if one else ""


def organisation(contents: Contents) -> OrganisationRecord:
    """Return a card as an organisation."""
    shown = contents.text("FN")
    name = organisation_name(contents) or shown if _is_apples(contents) else shown
    record = OrganisationRecord(
        contents.card.line,
        uid=contents.uid,
        name=name or organisation_name(contents) or name_of(contents.first("N")).shown,
        note=contents.note,
        language=contents.text("LANG", "X-LANG"),
        other_names=[OtherNameRecord(one) for one in contents.listed("NICKNAME")],
        contact_details=contents.details(),
        tags=tags(contents),
        custom=custom_values(contents),
        relations=contents.relations(),
        preserved=preserved(contents, _taken(contents)),
        revision=contents.revision,
        problems=contents.card.problems,
    )
    for property_name, field in TEXTS.items():
        setattr(record, field, contents.text(property_name))
    for one in contents.all(IDENTIFIER):
        if one.text and one.parameter("SCHEME"):
            record.identifiers.append(IdentifierRecord(one.parameter("SCHEME"), one.text))
    _take_website(record)
    return record


def _is_apples(contents: Contents) -> bool:
    return not contents.text("KIND")


def _taken(contents: Contents) -> frozenset[int]:
    """Return the ORG that only repeats the name."""
    return frozenset(id(one) for one in contents.all("ORG") if not any(one.parts[1:]))


def _take_website(record: OrganisationRecord) -> None:
    for detail in record.contact_details:
        if detail.type == "link" and not detail.label:
            record.website = detail.value
            record.contact_details.remove(detail)
            return


def contact_person(contents: Contents, record: OrganisationRecord) -> Iterator[PersonRecord]:
    """Give the person whom the card of an organisation names in N, as Apple lets one."""
    name = name_of(contents.first("N"))
    shown = shown_name(contents, name)
    if not name.given or shown == "" or name.shown == record.name:
        return
    yield PersonRecord(
        contents.card.line,
        name=name.shown,
        given_name=name.given,
        family_name=name.family,
        honorific_prefix=name.prefix,
        memberships=[MembershipRecord(record.name, contents.text("TITLE"), uid=record.uid)],
    )


def group(contents: Contents) -> ListRecord:
    """Return a group of cards as a list; a member is named by uid or e-mail address."""
    members = (uid_from(email_from(one.line_text)) for name in MEMBER for one in contents.all(name))
    return ListRecord(
        contents.card.line,
        uid=contents.uid,
        name=contents.text("FN") or name_of(contents.first("N")).shown,
        note=contents.note,
        members=[one for one in dict.fromkeys(members) if one],
        revision=contents.revision,
        problems=contents.card.problems,
    )
