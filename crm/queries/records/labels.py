"""Fields of the user's own, documents and assessments."""

from typing import TypedDict


class CustomFieldRecord(TypedDict):
    """A field of the user's own."""

    id: int
    key: str
    label: str
    type: str
    choices: list[str]
    applies_to: list[str]


class DocumentRecord(TypedDict):
    """A file or link kept with a record."""

    id: int
    title: str
    location: str
    sha256: str | None


class AssessmentRecord(TypedDict):
    """Dated influence, interest and stance."""

    id: int
    date: str
    influence: int | None
    interest: int | None
    stance: str | None
    reason: str | None
