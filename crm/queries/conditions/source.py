"""Where the database keeps the values of a key."""

from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlmodel import col

from crm.dates import Prefer
from crm.models import Tag, Tagging
from crm.models.base import Record
from crm.queries.kinds import owner_column
from crm.vocabulary import RecordKind
from crm.where import Key


class Sort(Enum):
    """What the values of a key are, which decides how the database compares them."""

    TEXT = auto()
    DATE = auto()
    WORD = auto()
    NUMBER = auto()
    MIXED = auto()


@dataclass(frozen=True, slots=True)
class Source:
    """An expression for the values of a key.

    It is about the record's own row, or with `rows` about other rows: those where `owner` is what
    `link` of the record is (its id unless said). `folded` and `sorting` are columns that hold the
    value as it is compared and sorted; names that begin so are found by `indexed`. Where many rows
    lead to few others that hold the value, `step` of the rows is the `goal` of these: the few are
    compared, each once. Of a `latest` value only the greatest counts. With `ahead`, a phrase for a
    date means the next such day.
    """

    value: ColumnElement[Any]
    sort: Sort = Sort.TEXT
    words: tuple[str, ...] = ()
    folded: ColumnElement[str] | None = None
    sorting: ColumnElement[str] | None = None
    indexed: ColumnElement[str] | None = None
    ahead: bool = False
    rows: Any = None
    owner: Any = None
    link: Any = None
    where: tuple[Any, ...] = ()
    step: Any = None
    goal: Any = None
    latest: bool = False

    def key(self, name: str) -> Key:
        """Return what the language needs to know of it."""
        prefer: Prefer = "future" if self.ahead else "past"
        return Key(name, self.sort is Sort.DATE, prefer, self.words)

    def owners(self) -> Select[Any]:
        """Select what owns a value, which `link` refers to."""
        found = select(self.owner).select_from(self.rows)
        return found.where(self.owner.is_not(None), *self.where).correlate(None)

    def owners_where(self, test: ColumnElement[bool]) -> Select[Any]:
        """Select what owns a value that passes a test."""
        if self.step is None:
            return self.owners().where(test)
        return self.owners().where(self.step.in_(select(self.goal).where(test).correlate(None)))

    def through(self, step: Any, goal: Any) -> "Source":
        """Return this source with a step from the rows to those that hold the value."""
        return replace(self, step=step, goal=goal)

    def among(self, rows: Any, owner: Any, *where: Any, link: Any = None) -> "Source":
        """Return this source in rows that belong to the record."""
        return replace(self, rows=rows, owner=owner, where=where, link=link)


def text(column: Any) -> Source:
    """Return a source of text that is stored only as it was written."""
    return Source(func.coalesce(column, ""))


def named(model: Any, *, optional: bool = False) -> Source:
    """Return a source of the names of rows, which are stored folded and as they sort."""
    name, folded = model.name, model.folded_name
    if optional:
        name, folded = func.coalesce(name, ""), func.coalesce(folded, "")
    return Source(name, folded=folded, sorting=model.sort_key, indexed=model.folded_name)


def dated(column: Any, *, ahead: bool = False) -> Source:
    """Return a source of partial dates or moments."""
    return Source(func.coalesce(column, ""), Sort.DATE, ahead=ahead)


def worded(column: Any, words: Any) -> Source:
    """Return a source of the words of a closed list."""
    return Source(func.coalesce(column, ""), Sort.WORD, tuple(str(word) for word in words))


def number(column: Any) -> Source:
    """Return a source of whole numbers."""
    return Source(func.coalesce(column, 0), Sort.NUMBER)


def of_every_record(model: type[Record]) -> dict[str, Source]:
    """Return the keys that all records have."""
    return {
        "id": number(col(model.id)),
        "uid": text(col(model.uid)),
        "created_at": dated(col(model.created_at)),
        "updated_at": dated(col(model.updated_at)),
        "version": number(col(model.version)),
    }


def tags(kind: RecordKind) -> Source:
    """Return the tags on the records of a noun."""
    tagged = named(Tag).among(Tagging, owner_column(Tagging, kind))
    return tagged.through(col(Tagging.tag_id), col(Tag.id))
