"""Which rows of the book are meant by what is known of them in every book."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from crm.actions.importing.entry_drafts import EntryDraft, Identity, Pointer, identity_of
from crm.models import Tag
from crm.models.base import Row
from crm.models.sections import is_reference, reference_columns
from crm.queries.kinds import batched
from crm.text import fold


class KnownIds:
    """The ids of rows that the records of a file name, those of the book and those added."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._ids: dict[tuple[type[Row], Identity], int] = {}
        self._unique: dict[tuple[type[Row], str], int] = {}
        self._asked: set[tuple[type[Row], str]] = set()

    def load(self, drafts: Iterable[EntryDraft]) -> None:
        """Find what some records are and point at, with a query for each table."""
        wanted: defaultdict[type[Row], set[str]] = defaultdict(set)
        names: defaultdict[tuple[type[Row], str], set[str]] = defaultdict(set)
        for draft in drafts:
            for pointer in (*draft.pointers(), *own_pointer(draft)):
                wanted[pointer.model].add(pointer.identity[0])
            section = draft.section
            if section.unique:
                names[section.model, section.unique].add(unique_text(draft))
        for model, texts in wanted.items():
            self._load(model, texts)
        for (model, column), texts in names.items():
            self._load_unique(model, column, texts)

    def find(self, model: type[Row], identity: Identity) -> int | None:
        """Return the row that is known by this."""
        return self._ids.get((model, identity))

    def find_unique(self, model: type[Row], text: str) -> int | None:
        """Return the row that has this name, or this key, which no other can have."""
        return self._unique.get((model, text))

    def unknown(self, draft: EntryDraft) -> bool:
        """Tell whether a record points at something that is not there, or not yet."""
        return any(
            self.find(one.model, one.identity) is None and one.model is not Tag
            for one in draft.pointers()
        )

    def add(self, draft: EntryDraft, key: int) -> None:
        """Let a record be found by those that point at it."""
        for pointer in own_pointer(draft):
            self._ids[pointer.model, pointer.identity] = key
        if draft.section.unique:
            self._unique[draft.section.model, unique_text(draft)] = key
        if draft.section.model is Tag:
            self.add_tag(draft.own.values["name"], key)

    def add_tag(self, name: str, key: int) -> None:
        """Let a tag be found by its name."""
        self._ids[Tag, (fold(name),)] = self._unique[Tag, fold(name)] = key

    def _load(self, model: type[Row], texts: set[str]) -> None:
        names = ("folded_name",) if model is Tag else reference_columns(model)
        columns: list[Any] = [getattr(model, name) for name in names]
        missing = sorted(text for text in texts if (model, text) not in self._asked)
        self._asked.update((model, text) for text in missing)
        for some in batched(missing):
            statement = select(col(model.id), *columns).where(columns[0].in_(some))
            for key, *identity in self._session.execute(statement):
                self._ids[model, tuple(identity)] = key

    def _load_unique(self, model: type[Row], column: str, texts: set[str]) -> None:
        compared: Any = getattr(model, "folded_name" if column == "name" else column)
        for some in batched(sorted(texts)):
            statement = select(col(model.id), compared).where(compared.in_(some))
            for key, text in self._session.execute(statement):
                self._unique[model, text] = key


def own_pointer(draft: EntryDraft) -> Iterator[Pointer]:
    """Give what a record itself is known by, unless that depends on what it points at."""
    section = draft.section
    if not any(map(is_reference, section.known_by)) and section.model is not Tag:
        texts = tuple(str(draft.own.values.get(column, "")) for column in section.known_by)
        yield Pointer(section.model, identity_of(section.model, texts))


def unique_text(draft: EntryDraft) -> str:
    """Return what no other record of the section has, as it is compared."""
    text = str(draft.own.values.get(draft.section.unique, ""))
    return fold(text) if draft.section.unique == "name" else text
