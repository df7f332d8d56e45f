"""What every input model shares: cleaned text, checked fields, one `Invalid` for all problems."""

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, ClassVar, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    ValidationError,
    ValidationInfo,
    field_validator,
)
from pydantic_core import ErrorDetails

from crm.dates import parse_partial, parse_repeat
from crm.errors import Invalid, Problem
from crm.i18n import _
from crm.text import clean, clean_line
from crm.titles import told_problem
from crm.validation import (
    normalise_email,
    normalise_link,
    normalise_orgnr,
    normalise_phone,
    without_personal_identity_number,
)
from crm.vocabulary import (
    Attendance,
    Classification,
    CollaborationStatus,
    ContactType,
    Direction,
    FieldType,
    FollowUpStatus,
    InteractionKind,
    InteractionStatus,
    Priority,
    RecordKind,
    Stance,
)

NAME_LENGTH = 300
SHORT_LENGTH = 100
TEXT_LENGTH = 100_000
SHOWN_LENGTH = 60


def checked(check: Callable[[str], str]) -> Callable[[str], str]:
    """Let a check that raises `Invalid` speak through pydantic, so that problems add up."""

    def run(value: str) -> str:
        try:
            return check(value)
        except Invalid as error:
            raise ValueError(error.message) from None

    return run


def _one_line(value: object) -> object:
    return (clean_line(value) or None) if isinstance(value, str) else value


def _many_lines(value: object) -> object:
    return (clean(value).strip() or None) if isinstance(value, str) else value


def _date_text(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else _one_line(value)


def _at_most(length: int) -> Callable[[str], str]:
    def check(value: str) -> str:
        if len(value) > length:
            message = _("The text is {count} characters long; at most {limit} fit here.")
            raise ValueError(message.format(count=len(value), limit=length))
        return value

    return check


_LAWFUL = AfterValidator(checked(without_personal_identity_number))

Name = Annotated[
    str,
    BeforeValidator(_one_line),
    AfterValidator(_at_most(NAME_LENGTH)),
    _LAWFUL,
]
ShortText = Annotated[
    str, BeforeValidator(_one_line), AfterValidator(_at_most(SHORT_LENGTH)), _LAWFUL
]
LongText = Annotated[
    str,
    BeforeValidator(_many_lines),
    AfterValidator(_at_most(TEXT_LENGTH)),
    _LAWFUL,
]
PartialDate = Annotated[str, BeforeValidator(_date_text), AfterValidator(checked(parse_partial))]
Email = Annotated[str, BeforeValidator(_one_line), AfterValidator(checked(normalise_email))]
Phone = Annotated[str, BeforeValidator(_one_line), AfterValidator(checked(normalise_phone))]
Link = Annotated[str, BeforeValidator(_one_line), AfterValidator(checked(normalise_link))]
OrganisationNumber = Annotated[
    str, BeforeValidator(_one_line), AfterValidator(checked(normalise_orgnr))
]
Repeat = Annotated[str, BeforeValidator(_one_line), AfterValidator(checked(parse_repeat))]


def known(vocabulary: type[StrEnum]) -> AfterValidator:
    """Let a text hold only the words of a vocabulary."""

    def check(value: str) -> str:
        try:
            return vocabulary(value)
        except ValueError:
            words = ", ".join(vocabulary)
            raise ValueError(_("This must be one of: {words}.").format(words=words)) from None

    return AfterValidator(check)


Noun = Annotated[str, known(RecordKind)]
ClassificationWord = Annotated[str, known(Classification)]
ContactTypeWord = Annotated[str, known(ContactType)]
KindWord = Annotated[str, known(InteractionKind)]
InteractionStatusWord = Annotated[str, known(InteractionStatus)]
AttendanceWord = Annotated[str, known(Attendance)]
StanceWord = Annotated[str, known(Stance)]
CollaborationStatusWord = Annotated[str, known(CollaborationStatus)]
DirectionWord = Annotated[str, known(Direction)]
FollowUpStatusWord = Annotated[str, known(FollowUpStatus)]
PriorityWord = Annotated[str, known(Priority)]
FieldTypeWord = Annotated[str, known(FieldType)]


def _sentence(detail: ErrorDetails) -> str:
    kind, context = detail["type"], detail.get("ctx", {})
    if kind == "value_error":
        return str(context.get("error", detail["msg"]))
    if kind == "missing" or (kind == "string_type" and detail.get("input") is None):
        return _("This must be filled in.")
    if kind in ("enum", "literal_error"):
        words = str(context.get("expected", "")).replace("'", "").replace(" or ", ", ")
        return _("This must be one of: {words}.").format(words=words)
    if kind == "extra_forbidden":
        return _("There is no such field.")
    if kind.startswith(("int_", "greater_", "less_")):
        return _("This must be a whole number within its range.")
    return _("This is not of the right kind.")


def _problem(detail: ErrorDetails) -> Problem:
    field = ".".join(str(part) for part in detail["loc"]) or "value"
    given = detail.get("input")
    value = given if isinstance(given, str) else ""
    return Problem(field, _sentence(detail), clean_line(value)[:SHOWN_LENGTH])


def invalid_from(error: ValidationError) -> Invalid:
    """Turn pydantic's errors into one `Invalid` with a problem per field."""
    problems = [_problem(detail) for detail in error.errors(include_url=False)]
    return Invalid(" ".join(map(told_problem, problems)), problems)


class Input(BaseModel):
    """The base of all input models: unknown fields are refused, problems come all at once.

    What checks a model is built when one is first made: a command makes one or two of them.
    """

    model_config: ClassVar[ConfigDict] = ConfigDict(
        extra="forbid", validate_assignment=True, validate_default=False, defer_build=True
    )

    @field_validator("*", mode="before")
    @classmethod
    def _empty_text_is_nothing(cls, value: object, info: ValidationInfo) -> object:
        """Let empty text empty a field that may be empty, as forms and files send it."""
        if isinstance(value, str) and not value.strip():
            field = cls.model_fields[info.field_name or ""]
            return None if type(None) in get_args(field.annotation) else value
        return value

    def __init__(self, **values: Any) -> None:
        try:
            super().__init__(**values)
        except ValidationError as error:
            raise invalid_from(error) from None

    def given(self) -> dict[str, Any]:
        """Return only the fields that were named, so that an edit leaves the rest alone."""
        return {name: getattr(self, name) for name in self.model_fields_set}
