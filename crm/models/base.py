"""What all tables share: keys, versions, names, and how their constraints are called."""

from collections.abc import Iterable
from enum import StrEnum
from random import Random
from time import time_ns
from typing import Any

from sqlalchemy import CheckConstraint, Connection, Index, String, event, text
from sqlalchemy.orm import Mapper
from sqlmodel import Field, SQLModel
from sqlmodel._compat import SQLModelConfig

from crm.settings import now_utc
from crm.text import fold, sort_key

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}

NAME_LENGTH = 300
DATE_LENGTH = 10
MOMENT_LENGTH = 20
_VARIANT = 0x8000
_CHANCE = Random()
UIDS_OF_A_MOMENT = 1 << 14
"""How many UUIDs can be told apart by their number alone."""
REUSE_NO_KEY: dict[str, Any] = {"sqlite_autoincrement": True}


def new_uid() -> str:
    """Return a fresh UUID, which stays with a record through exports and imports.

    It begins with the time (version 7, RFC 9562 5.7): UUIDs of one import stand together in the
    index, which would otherwise be written all over for each of them.
    """
    return f"{_moment()}-{_VARIANT | _CHANCE.getrandbits(14):04x}-{_CHANCE.getrandbits(48):012x}"


def new_uids(count: int) -> list[str]:
    """Return so many UUIDs as `new_uid` does, in order: after the time they are numbered.

    Source: RFC 9562 6.2, method 1.
    """
    uids: list[str] = []
    chance = _CHANCE.getrandbits
    while len(uids) < count:
        moment = _moment()
        places = range(_VARIANT, _VARIANT + min(count - len(uids), UIDS_OF_A_MOMENT))
        uids += [f"{moment}-{place:04x}-{chance(48):012x}" for place in places]
    return uids


def _moment() -> str:
    """Return how a UUID of this moment begins."""
    milliseconds, rest = divmod(time_ns(), 1_000_000)
    start = f"{milliseconds:012x}"
    return f"{start[:8]}-{start[8:]}-7{rest * 4096 // 1_000_000:03x}"


class Row(SQLModel):
    """A row of any table: its key is never given to another row, even after it is deleted.

    Rows are made without validating, so what would validate them is never built.
    """

    model_config = SQLModelConfig(defer_build=True)

    __table_args__: Any = (REUSE_NO_KEY,)

    id: int | None = Field(default=None, primary_key=True)


class Record(Row):
    """A row that people edit: known outside by its uid, guarded by its version."""

    uid: str = Field(default_factory=new_uid, max_length=255, unique=True)
    version: int = Field(default=1)
    created_at: str = Field(default_factory=now_utc, max_length=MOMENT_LENGTH)
    updated_at: str = Field(
        default_factory=now_utc,
        max_length=MOMENT_LENGTH,
        sa_column_kwargs={"onupdate": now_utc},
    )


class Named(SQLModel):
    """A row with a name, kept as written, as compared (folded) and as sorted (Swedish)."""

    name: str = Field(max_length=NAME_LENGTH)
    folded_name: str = Field(default="", index=True)
    sort_key: str = Field(default="", index=True)


def derive_name_keys(target: Named) -> None:
    """Set what is compared and sorted from the name."""
    target.folded_name = fold(target.name)
    target.sort_key = sort_key(target.name)


@event.listens_for(Named, "before_insert", propagate=True)
@event.listens_for(Named, "before_update", propagate=True)
def _keep_name_keys(mapper: Mapper[Any], connection: Connection, target: Named) -> None:
    del mapper, connection
    derive_name_keys(target)


def one_of(column: str, values: Iterable[StrEnum]) -> CheckConstraint:
    """Let a column hold only the words of a vocabulary."""
    words = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({words})", name=f"{column}_known")


def exactly_one(*columns: str) -> CheckConstraint:
    """Let a row belong to exactly one owner."""
    count = " + ".join(f"(CASE WHEN {column} IS NULL THEN 0 ELSE 1 END)" for column in columns)
    return CheckConstraint(f"{count} = 1", name="one_owner")


def at_least_one(*columns: str) -> CheckConstraint:
    """Let a row name at least one of several parties."""
    condition = " OR ".join(f"{column} IS NOT NULL" for column in columns)
    return CheckConstraint(condition, name="some_party")


def found_by(table: str, *columns: str) -> tuple[Index, ...]:
    """Let the rows of a table be found by columns that most of them leave empty.

    Those rows are in no index: nobody looks for them, and an import writes very many.
    """
    # The migrations say the same to PostgreSQL: said here, every start would import its dialect.
    return tuple(
        Index(f"ix_{table}_{column}", column, sqlite_where=text(f"{column} IS NOT NULL"))
        for column in columns
    )


def partial_date(**arguments: Any) -> Any:
    """Declare a column for a date that may be known only to the year or month, as ISO text."""
    return Field(default=None, max_length=DATE_LENGTH, sa_type=String(DATE_LENGTH), **arguments)
