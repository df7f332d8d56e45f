"""Where records came from: the files read, what each gave, and what was decided about them."""

from sqlalchemy import JSON, UniqueConstraint
from sqlmodel import Field

from crm.models.base import (
    MOMENT_LENGTH,
    NAME_LENGTH,
    REUSE_NO_KEY,
    Row,
    exactly_one,
    found_by,
    one_of,
)
from crm.settings import now_utc
from crm.vocabulary import ImportDecisionKind

OWNERS = ("person_id", "organisation_id", "interaction_id", "contact_list_id")
SHA256_LENGTH = 64


class ImportedFile(Row, table=True):
    """A file that was read into the book; `source` is what the user said about it."""

    __tablename__ = "imported_file"

    batch_id: int = Field(foreign_key="batch.id", index=True)
    name: str = Field(max_length=NAME_LENGTH)
    sha256: str = Field(max_length=SHA256_LENGTH, index=True)
    format: str = Field(max_length=40)
    source: str | None = Field(default=None, max_length=2000)
    read_at: str = Field(default_factory=now_utc, max_length=MOMENT_LENGTH)


class RecordSource(Row, table=True):
    """Which fields of a record a file gave, and on which line.

    `fields` are their names, parted by spaces; `revision` is what the file says of its own age
    (vCard REV, iCalendar SEQUENCE), empty where it says nothing.
    """

    __tablename__ = "record_source"
    __table_args__ = (
        exactly_one(*OWNERS),
        *found_by("record_source", *OWNERS),
        REUSE_NO_KEY,
    )

    imported_file_id: int = Field(foreign_key="imported_file.id", index=True)
    person_id: int | None = Field(default=None, foreign_key="person.id")
    organisation_id: int | None = Field(default=None, foreign_key="organisation.id")
    interaction_id: int | None = Field(default=None, foreign_key="interaction.id")
    contact_list_id: int | None = Field(default=None, foreign_key="contact_list.id")
    line: int
    fields: str = Field(default="", max_length=2000)
    revision: str | None = Field(default=None, max_length=60)


class ColumnMapping(Row, table=True):
    """Which field each column holds, as somebody said it for a row of headers.

    `fingerprint` is the SHA-256 of the headers as they stand.
    """

    __tablename__ = "column_mapping"
    __table_args__ = (UniqueConstraint("fingerprint"), REUSE_NO_KEY)

    fingerprint: str = Field(max_length=SHA256_LENGTH)
    mapping: dict[str, str] = Field(default_factory=dict, sa_type=JSON)


class ImportDecision(Row, table=True):
    """What somebody decided about a record of a file that may be known already.

    `fingerprint` is the SHA-256 of what tells who the record is. The same: it is the person or
    organisation named here. Different: it is not. Skipped: it is left out.
    """

    __tablename__ = "import_decision"
    __table_args__ = (
        UniqueConstraint("kind", "fingerprint"),
        one_of("decision", ImportDecisionKind),
        REUSE_NO_KEY,
    )

    kind: str = Field(max_length=20)
    fingerprint: str = Field(max_length=SHA256_LENGTH)
    decision: str = Field(max_length=10)
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    organisation_id: int | None = Field(default=None, foreign_key="organisation.id", index=True)


class PreservedProperty(Row, table=True):
    """A content line of a card that no field of ours holds, kept so that it goes out again.

    `content` is the unfolded line (RFC 6350 3.3), without its line break.
    """

    __tablename__ = "preserved_property"
    __table_args__ = (exactly_one("person_id", "organisation_id"), REUSE_NO_KEY)

    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    organisation_id: int | None = Field(default=None, foreign_key="organisation.id", index=True)
    position: int
    content: str
