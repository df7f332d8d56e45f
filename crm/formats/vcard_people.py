"""A card as a person: names, places, ways to be reached, and what is kept of the rest."""

from dataclasses import dataclass, field

from crm.formats.cells import EVERYBODY
from crm.formats.records import MembershipRecord, OtherNameRecord, PersonRecord
from crm.formats.vcard_contents import Contents
from crm.formats.vcard_preserved import OURS, preserved
from crm.formats.vcard_properties import Property
from crm.formats.vcard_values import Name, name_of
from crm.i18n import _

DEPARTMENT = "department"
CUSTOM = f"{OURS}CUSTOM"
# Says of the parts of a name that we guessed them, for programs that cannot do without.
NAME, GUESSED = f"{OURS}NAME", "guessed"


@dataclass(slots=True)
class Places:
    """The places of a person, their department at the first, and the properties that said so.

    `loose` is a role without an organisation, which our records have no field for.
    """

    memberships: list[MembershipRecord] = field(default_factory=list)
    department: str = ""
    taken: set[int] = field(default_factory=set)
    loose: str = ""


def person(contents: Contents) -> PersonRecord:
    """Return a card as a person; the name is empty where the card has nothing to call them."""
    name = name_of(contents.first("N"))
    places = places_of(contents)
    shown = shown_name(contents, name)
    if contents.text(NAME) == GUESSED and name.shown == shown:
        name = Name(prefix=name.prefix)
    record = PersonRecord(contents.card.line)
    record.uid = contents.uid
    record.name = shown
    record.given_name = name.given
    record.family_name = name.family
    record.honorific_prefix = name.prefix
    record.note = contents.note
    record.language = contents.text("LANG", "X-LANG")
    record.other_names = [OtherNameRecord(one) for one in contents.listed("NICKNAME")]
    record.memberships = places.memberships
    record.contact_details = contents.details()
    record.tags = tags(contents)
    record.custom = custom_values(contents)
    record.relations = contents.relations()
    record.preserved = preserved(contents, places.taken)
    record.revision = contents.revision
    record.problems = contents.card.problems
    if places.department:
        record.custom.setdefault(DEPARTMENT, places.department)
    if places.loose:
        record.unmapped["TITLE"] = places.loose
    if not record.name:
        _name_by_address(contents, record)
    return record


def shown_name(contents: Contents, name: Name) -> str:
    """Return FN without the prefix that N has beside it, else the parts of N."""
    shown = contents.text("FN")
    if name.prefix:
        shown = shown.removeprefix(f"{name.prefix} ")
    return shown or name.shown


def _name_by_address(contents: Contents, record: PersonRecord) -> None:
    """Call a person without a name by their nickname or e-mail address."""
    emails = [one.value for one in record.contact_details if one.type == "email"]
    if record.other_names:
        record.name = record.other_names.pop(0).name
    elif emails:
        record.name = emails[0]
        message = _("The card has no name: the e-mail address was taken for it.")
        contents.card.complain(record.line, "FN", emails[0], message)


def tags(contents: Contents) -> list[str]:
    """Return the categories of a card, but for Google's group of everybody."""
    return [one for one in contents.listed("CATEGORIES") if one.lower() not in EVERYBODY]


def custom_values(contents: Contents) -> dict[str, str]:
    """Return the values of fields of the user's own, which only our cards have."""
    fields = contents.all(CUSTOM)
    if not fields:
        return {}
    found = {one.parameter("KEY"): one.text for one in fields}
    return {key: value for key, value in found.items() if key and value}


# --- Places --------------------------------------------------------------------------------------


def places_of(contents: Contents) -> Places:
    """Return the organisations of a card with the titles that stand beside them.

    An organisation and a title of one group belong together, the others in their order; titles
    left over are held at the first organisation. Without a TITLE, a ROLE stands for it.
    """
    places = Places()
    organisations = [one for one in contents.all("ORG") if one.value.strip()[:1] not in ("", ";")]
    titles = [one for one in contents.all("TITLE") if one.text]
    titles = titles or [one for one in contents.all("ROLE") if one.text]
    if not organisations:
        places.loose = titles[0].text if titles else ""
        return places
    for organisation, title in _paired(organisations, titles):
        _add(places, organisation, title)
    if len(places.memberships) > 1:
        places.memberships[0].primary = True
    return places


def _paired(
    organisations: list[Property], titles: list[Property]
) -> list[tuple[Property, Property | None]]:
    if len(organisations) == 1 and len(titles) < 2:
        return [(organisations[0], titles[0] if titles else None)]
    grouped = {one.group: one for one in titles if one.group}
    pairs = {id(one): grouped.pop(one.group, None) for one in organisations if one.group}
    said = {id(one) for one in pairs.values() if one}
    free = iter([one for one in titles if id(one) not in said])
    found = [(one, pairs.get(id(one)) or next(free, None)) for one in organisations]
    return [*found, *((organisations[0], title) for title in free)]


def _add(places: Places, organisation: Property, title: Property | None) -> None:
    name, *units = organisation.line_parts
    units = [unit for unit in units if unit]
    is_first = not places.memberships
    if is_first:
        places.department = ", ".join(units)
    # What more it says than the fields hold, is kept as it stands.
    if len(units) < 2 if is_first else not units:
        places.taken.add(id(organisation))
    role = title.line_text if title else ""
    if title:
        places.taken.add(id(title))
    places.memberships.append(MembershipRecord(name, role))
