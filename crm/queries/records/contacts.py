"""People and organisations, with what belongs to them."""

from typing import TypedDict


class Link(TypedDict):
    """Another record, by id and name."""

    id: int
    name: str


class OtherNameRecord(TypedDict):
    """A name that somebody or something goes or went by."""

    name: str
    start_date: str | None
    end_date: str | None
    note: str | None


class ContactRecord(TypedDict):
    """A way to reach somebody; `membership_id` is set where it belongs to a membership."""

    id: int
    type: str
    value: str
    label: str | None
    note: str | None
    valid_from: str | None
    valid_until: str | None
    membership_id: int | None


class MembershipRecord(TypedDict):
    """A person in an organisation; current means in force on the day of asking."""

    id: int
    person: Link
    organisation: Link
    post: Link | None
    role: str | None
    start_date: str | None
    end_date: str | None
    primary: bool
    current: bool


class RelationshipRecord(TypedDict):
    """A link as read from the record at hand: its label in this direction, and the other end."""

    id: int
    type: str
    kind: str
    other: Link
    start_date: str | None
    end_date: str | None
    note: str | None


class PersonRecord(TypedDict):
    """A person, whole."""

    id: int
    uid: str
    name: str
    given_name: str | None
    family_name: str | None
    honorific_prefix: str | None
    other_names: list[OtherNameRecord]
    language: str | None
    note: str | None
    memberships: list[MembershipRecord]
    contact_details: list[ContactRecord]
    tags: list[str]
    custom: dict[str, object]
    relationships: list[RelationshipRecord]
    last_interaction: str | None
    created_at: str
    updated_at: str
    version: int


class IdentifierRecord(TypedDict):
    """A number in a register."""

    scheme: str
    identifier: str


class OrganisationPersonRecord(TypedDict):
    """A person in an organisation, now or before."""

    id: int
    name: str
    role: str | None
    start_date: str | None
    end_date: str | None
    membership_id: int
    current: bool


class HolderRecord(TypedDict):
    """Somebody who holds or held a post."""

    person: Link
    membership_id: int
    start_date: str | None
    end_date: str | None
    current: bool


class PostRecord(TypedDict):
    """A post, its holders latest first, and whether it is vacant."""

    id: int
    uid: str
    label: str
    role: str | None
    organisation: Link
    holders: list[HolderRecord]
    vacant: bool
    note: str | None
    version: int


class OrganisationRecord(TypedDict):
    """An organisation, whole."""

    id: int
    uid: str
    name: str
    other_names: list[OtherNameRecord]
    classification: str
    parent: Link | None
    children: list[Link]
    identifiers: list[IdentifierRecord]
    area: str | None
    website: str | None
    founding_date: str | None
    dissolution_date: str | None
    note: str | None
    contact_details: list[ContactRecord]
    people: list[OrganisationPersonRecord]
    posts: list[PostRecord]
    collaborations: list[Link]
    tags: list[str]
    custom: dict[str, object]
    relationships: list[RelationshipRecord]
    last_interaction: str | None
    created_at: str
    updated_at: str
    version: int
