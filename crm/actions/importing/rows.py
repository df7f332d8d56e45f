"""The rows that an import adds: numbered as they are made, stored a part of the file at a time.

The import holds the only write lock, so it may give new rows their keys itself. Rows can then
point at each other before they are stored, and are stored together instead of one by one.
"""

from typing import Any, TypeVar

from sqlalchemy import text
from sqlmodel import Session, col, select

from crm.actions.field_values import field_value
from crm.actions.fields import add_field, edit_field
from crm.inputs import CustomFieldIn
from crm.models import Organisation, Person, Post, Tag
from crm.models.base import Row
from crm.queries.labels import list_fields
from crm.queries.records import CustomFieldRecord
from crm.text import fold
from crm.vocabulary import RecordKind

Stored = TypeVar("Stored", bound=Row)


class NewRows:
    """Rows on their way into the book, and the tags, posts and fields that they refer to."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._last_ids: dict[str, int] = {}
        self._waiting: list[Row] = []
        self._tags = {tag.folded_name: tag for tag in session.exec(select(Tag))}
        self._posts: dict[int, dict[str, Post]] = {}
        self._fields = {field["key"]: field for field in list_fields(session)}
        # Rows are stored in the order of their tables, not of what they point at.
        session.connection().exec_driver_sql("PRAGMA defer_foreign_keys=ON")

    def add(self, row: Stored) -> Stored:
        """Give a row its key and store it with the next part of the file."""
        row.id = self._next_id(str(type(row).__tablename__))
        self._waiting.append(row)
        return row

    def _next_id(self, table: str) -> int:
        if table not in self._last_ids:
            statement = text("SELECT seq FROM sqlite_sequence WHERE name = :table")
            found = self.session.connection().execute(statement, {"table": table}).scalar()
            self._last_ids[table] = int(found or 0)
        self._last_ids[table] += 1
        return self._last_ids[table]

    def store(self) -> None:
        """Store what was added since the last time, and what was changed in rows of the book."""
        self.session.add_all(self._waiting)
        self._waiting = []
        self.session.flush()

    def tag(self, name: str) -> Tag:
        """Return the tag of this name, a new one if there is none."""
        folded = fold(name)
        if folded not in self._tags:
            self._tags[folded] = self.add(Tag(name=name))
        return self._tags[folded]

    def post(self, organisation: Organisation | Person, label: str) -> Post:
        """Return the post of this label at an organisation, a new one if there is none."""
        key = organisation.id or 0
        if key not in self._posts:
            statement = select(Post).where(col(Post.organisation_id) == key)
            self._posts[key] = {
                post.folded_name: post
                for post in self.session.exec(statement.order_by(col(Post.id).desc()))
            }
        posts = self._posts[key]
        if fold(label) not in posts:
            posts[fold(label)] = self.add(Post(name=label, organisation_id=key))
        return posts[fold(label)]

    def custom_value(self, kind: RecordKind, key: str, value: str) -> Any:
        """Return a value as its field stores it, adding the field if there is none.

        Errors: `Invalid` for a value that is not of the field's type, or a key that cannot be.
        """
        return field_value(self._field(kind, key), value)

    def _field(self, kind: RecordKind, key: str) -> CustomFieldRecord:
        folded = key.casefold()
        field = self._fields.get(folded)
        if field and str(kind) in field["applies_to"]:
            return field
        if field:
            nouns = [*field["applies_to"], str(kind)]
            edit_field(self.session, folded, applies_to=nouns)
        else:
            add_field(self.session, CustomFieldIn(key=key, applies_to=[str(kind)]))
        self._fields = {field["key"]: field for field in list_fields(self.session)}
        return self._fields[folded]
