"""What may be said of a person, an organisation, a post and a membership."""

from typing import Self

from pydantic import Field, model_validator

from crm.i18n import _
from crm.inputs.base import (
    ClassificationWord,
    ContactTypeWord,
    Email,
    Input,
    Link,
    LongText,
    Name,
    OrganisationNumber,
    PartialDate,
    Phone,
    ShortText,
    StanceWord,
)
from crm.validation import normalise_email, normalise_link, normalise_phone
from crm.vocabulary import Classification, ContactType

Reference = str | int


class Period(Input):
    """Something with a first and a last day, either of which may be unknown."""

    start_date: PartialDate | None = None
    end_date: PartialDate | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        start, end = self.start_date, self.end_date
        if start and end and end < start[: len(end)]:
            raise ValueError(_("The end date lies before the start date."))
        return self


class OtherNameIn(Period):
    """A former or alternative name."""

    name: Name
    note: LongText | None = None


class ContactDetailIn(Input):
    """A way to reach somebody; the value is normalised by its type."""

    type: ContactTypeWord
    value: str
    label: ShortText | None = None
    note: LongText | None = None
    valid_from: PartialDate | None = None
    valid_until: PartialDate | None = None

    @model_validator(mode="before")
    @classmethod
    def _normalise(cls, values: object) -> object:
        if isinstance(values, dict) and isinstance(values.get("value"), str):
            return values | {"value": normalise_contact(str(values.get("type")), values["value"])}
        return values


def normalise_contact(kind: str, value: str) -> str:
    """Return a contact value as it is stored; errors: `Invalid` for one that cannot be."""
    from crm.errors import Invalid
    from crm.text import clean

    normalisers = {
        ContactType.EMAIL: normalise_email,
        ContactType.PHONE: normalise_phone,
        ContactType.LINK: normalise_link,
    }
    normalise = normalisers.get(kind)  # type: ignore[call-overload]
    try:
        if normalise:
            return str(normalise(value))
    except Invalid as error:
        raise ValueError(error.message) from None
    cleaned = clean(value).strip()
    if not cleaned or len(cleaned) > 2000:
        raise ValueError(_("An address must be between 1 and 2000 characters."))
    return cleaned


class MembershipIn(Period):
    """A person in an organisation; `organisation` is an id, a reference or a name."""

    organisation: Reference
    post: Reference | None = None
    role: Name | None = None
    primary: bool = False
    note: LongText | None = None
    contact_details: list[ContactDetailIn] = Field(default_factory=list)


class MembershipEdit(Period):
    """The fields of a membership that change."""

    post: Reference | None = None
    role: Name | None = None
    primary: bool = False
    note: LongText | None = None


class PersonFields(Input):
    """What a new and a changed person have in common."""

    given_name: Name | None = None
    family_name: Name | None = None
    honorific_prefix: Name | None = None
    language: ShortText | None = None
    note: LongText | None = None
    custom: dict[str, str | int | float | bool | None] = Field(default_factory=dict)


class PersonIn(PersonFields):
    """A person to add; `emails` and `phones` are short for contact details."""

    name: Name
    uid: ShortText | None = None
    other_names: list[OtherNameIn] = Field(default_factory=list)
    emails: list[Email] = Field(default_factory=list)
    phones: list[Phone] = Field(default_factory=list)
    contact_details: list[ContactDetailIn] = Field(default_factory=list)
    memberships: list[MembershipIn] = Field(default_factory=list)
    tags: list[Name] = Field(default_factory=list)


class PersonEdit(PersonFields):
    """The fields of a person that change; a field set to None is emptied."""

    name: Name = ""


class OrganisationFields(Input):
    """What a new and a changed organisation have in common; `parent` as in `MembershipIn`."""

    parent: Reference | None = None
    area: Name | None = None
    website: Link | None = None
    founding_date: PartialDate | None = None
    dissolution_date: PartialDate | None = None
    note: LongText | None = None
    custom: dict[str, str | int | float | bool | None] = Field(default_factory=dict)


class IdentifierIn(Input):
    """A number in a register other than the Swedish organisation number."""

    scheme: ShortText
    identifier: ShortText


class OrganisationIn(OrganisationFields):
    """An organisation to add."""

    name: Name
    uid: ShortText | None = None
    classification: ClassificationWord = Classification.OTHER
    orgnr: OrganisationNumber | None = None
    identifiers: list[IdentifierIn] = Field(default_factory=list)
    other_names: list[OtherNameIn] = Field(default_factory=list)
    emails: list[Email] = Field(default_factory=list)
    phones: list[Phone] = Field(default_factory=list)
    contact_details: list[ContactDetailIn] = Field(default_factory=list)
    tags: list[Name] = Field(default_factory=list)


class OrganisationEdit(OrganisationFields):
    """The fields of an organisation that change; a field set to None is emptied."""

    name: Name = ""
    classification: ClassificationWord = Classification.OTHER
    orgnr: OrganisationNumber | None = None


class PostIn(Input):
    """A post to add: its label, and the organisation it belongs to."""

    label: Name
    organisation: Reference
    role: Name | None = None
    note: LongText | None = None


class PostEdit(Input):
    """The fields of a post that change."""

    label: Name = ""
    role: Name | None = None
    note: LongText | None = None


class RelationshipIn(Period):
    """A link between two people or two organisations, read from the first to the second."""

    type: Name
    reverse_type: Name | None = None
    note: LongText | None = None


class AssessmentIn(Input):
    """Dated influence and interest, 1 (low) to 5 (high), and stance."""

    date: PartialDate
    influence: int | None = Field(default=None, ge=1, le=5)
    interest: int | None = Field(default=None, ge=1, le=5)
    stance: StanceWord | None = None
    reason: LongText | None = None
