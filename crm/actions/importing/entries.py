"""Save records that stand in a file as in our own JSON: a whole book, or a part of one.

Each is known by its uid, so that a book is taken in as it is, and what is there already is not
doubled. What points at a record that comes later waits for it.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from crm.actions.importing.entry_checks import table_of
from crm.actions.importing.entry_completing import Completion, Match, complete
from crm.actions.importing.entry_drafts import (
    PARTIES,
    EntryDraft,
    Pointer,
    RowDraft,
    entry_draft,
    problems_of,
)
from crm.actions.importing.entry_ids import KnownIds, own_pointer, unique_text
from crm.actions.importing.entry_values import Values, completed, driven
from crm.actions.importing.intake import Intake
from crm.actions.importing.plan import Outcome
from crm.bulk import BulkRows
from crm.errors import Invalid
from crm.formats.records import EntryRecord
from crm.i18n import _
from crm.models import DistinctPair, Organisation, Tag, Topic
from crm.models.base import Row
from crm.models.sections import Section, key_of_column, section_named
from crm.queries.kinds import MODELS
from crm.vocabulary import RecordKind, reference

NOUNS: dict[type[Row], RecordKind] = {model: kind for kind, model in MODELS.items()}


class EntrySaver:
    """Adds the records of a book, or brings those that are there up to them."""

    def __init__(self, intake: Intake) -> None:
        self._session = intake.session
        self._tally = intake.tally
        self._bulk = BulkRows(intake.session)
        self._ids = KnownIds(intake.session)
        self._waiting: list[EntryDraft] = []
        self._matches: defaultdict[str, list[Match]] = defaultdict(list)
        self._seen: set[tuple[str, int]] = set()

    def save(self, records: Sequence[EntryRecord]) -> None:
        """Save some records, but for those that point at what has not come yet."""
        drafts = [draft for record in records if (draft := self._draft(record))]
        self._ids.load(drafts)
        self._put_known(drafts)
        self._store()

    def finish(self) -> None:
        """Save those that waited, without what they point at and nobody knows."""
        count = 0
        while self._waiting and len(self._waiting) != count:
            count, waiting = len(self._waiting), self._waiting
            self._waiting = []
            self._put_known(waiting)
        for draft in self._waiting:
            self._put(draft)
        self._waiting = []
        self._store()

    def _draft(self, record: EntryRecord) -> EntryDraft | None:
        section = section_named(record.section)
        problems = list(record.problems)
        try:
            if section is None:
                raise Invalid(_("A book has no section of this name."))
            return entry_draft(record, section)
        except Invalid as error:
            problems += problems_of(error, record.line, "" if section else record.section, "")
        self._tally.note(Outcome.REJECTED, record.line, record.section, "", problems=problems)
        return None

    def _put_known(self, drafts: Sequence[EntryDraft]) -> None:
        for draft in drafts:
            if self._ids.unknown(draft):
                self._waiting.append(draft)
            else:
                self._put(draft)

    def _put(self, draft: EntryDraft) -> None:
        try:
            values = self._pointed(draft, draft.own, "")
            if draft.section.model is DistinctPair:
                pair = sorted((values["first_id"], values["second_id"]))
                values["first_id"], values["second_id"] = pair
            key = self._find(draft, values)
            if key is None:
                key = self._add(draft.section.model, values)
                self._add_parts(draft, key)
                self._note(draft, Completion(Outcome.NEW))
            else:
                self._match(draft, key, values)
        except Invalid as error:
            draft.problems += problems_of(error, draft.line, "", "")
            self._note(draft, Completion(Outcome.REJECTED))
            return
        self._seen.add((draft.section.name, key))
        self._ids.add(draft, key)

    def _match(self, draft: EntryDraft, key: int, values: Values) -> None:
        if (draft.section.name, key) in self._seen:
            raise Invalid(_("The record stands in the file twice; the first was taken."))
        match = Match(key, draft, values)
        section = draft.section
        if section.unique:
            holder = self._ids.find_unique(section.model, unique_text(draft))
            match.taken |= {section.unique} if holder not in (None, key) else set()
        if section.model in (Organisation, Topic) and "parent_id" in values:
            above = _line_up(self._session, section.model, values["parent_id"])
            match.taken |= {"parent_id"} if key in above else set()
        match.parts = self._known_parts(draft)
        self._matches[section.name].append(match)

    def _find(self, draft: EntryDraft, values: Values) -> int | None:
        """Return the id of the record in the book, by what it is known by or has alone."""
        section = draft.section
        for pointer in own_pointer(draft):
            found = self._ids.find(pointer.model, pointer.identity)
            if found is not None:
                return found
        if section.unique:
            return self._ids.find_unique(section.model, unique_text(draft))
        if section.model is DistinctPair:
            same = [getattr(DistinctPair, column) == values[column] for column in section.known_by]
            return self._session.scalars(select(DistinctPair.id).where(*same)).first()  # type: ignore[call-overload]
        return None

    def _pointed(self, draft: EntryDraft, row: RowDraft, name: str) -> Values:
        """Return the values of a row with the ids of what it points at.

        What nobody knows is reported and left out. Errors: `Invalid` where it is needed.
        """
        values = dict(row.values)
        for column, pointer in row.pointers.items():
            found = self._ids.find(pointer.model, pointer.identity)
            if found is None and pointer.model is Tag:
                found = self._add_tag(pointer)
            if found is not None:
                values[column] = found
                continue
            message = _("Neither the file nor the book has what this refers to: {name}.")
            sentence = message.format(name=pointer.described)
            key = f"{name}.{key_of_column(column)}" if name else key_of_column(column)
            if _is_needed(row.model, column):
                raise Invalid.field(key, sentence, pointer.described)
            draft.warn(key, pointer.described, sentence)
        return values

    def _known_parts(self, draft: EntryDraft) -> list[tuple[str, Values]]:
        """Return what belongs to a record, without what cannot be stored, which is reported."""
        found = []
        for name, row in draft.parts:
            try:
                values = self._pointed(draft, row, name)
                completed(row.model, values | {draft.section.parts[name].owner: 0})
                found.append((name, values))
            except Invalid as error:
                draft.problems += problems_of(error, draft.line, "", "")
        return found

    def _add_parts(self, draft: EntryDraft, key: int) -> None:
        added: list[tuple[str, Values]] = []
        for name, values in self._known_parts(draft):
            part = draft.section.parts[name]
            if not part.is_single or (name, values) not in added:
                added.append((name, values))
                self._add(part.model, values | {part.owner: key})

    def _add(self, model: type[Row], values: Values) -> int:
        table = table_of(model).name
        row = completed(model, values)
        if "batch_id" in row:
            row["batch_id"] = self._session.info["batch_id"]
        row["id"] = self._bulk.next_id(table)
        stored = driven(model, row)
        self._bulk.add(table, tuple(stored), tuple(stored.values()))
        return int(row["id"])

    def _add_tag(self, pointer: Pointer) -> int:
        key = self._add(Tag, {"name": pointer.name or pointer.identity[0]})
        self._ids.add_tag(pointer.name or pointer.identity[0], key)
        return key

    def _store(self) -> None:
        """Bring the records of the book up to those of the file, and store what is new."""
        self._bulk.store()
        for name, matches in self._matches.items():
            section = section_named(name)
            assert section is not None
            completions = complete(self._session, section, matches, self._add)
            for match, done in zip(matches, completions, strict=True):
                known = _reference(section, match.key)
                self._note(match.draft, done, known)
        self._matches.clear()
        self._bulk.store()

    def _note(self, draft: EntryDraft, done: Completion, known: str | None = None) -> None:
        model = draft.section.model
        self._tally.note(
            done.outcome,
            draft.line,
            NOUNS.get(model, table_of(model).name),
            draft.name,
            reference=known,
            changes=done.changes,
            left=done.left,
            problems=draft.problems,
        )


def _is_needed(model: type[Row], column: str) -> bool:
    """Tell whether a row makes no sense without what it points at by a column."""
    is_party = any(column in choice for choice in PARTIES.get(model, ()))
    return is_party or not table_of(model).c[column].nullable


def _reference(section: Section, key: int) -> str | None:
    noun = NOUNS.get(section.model)
    return reference(noun, key) if noun else None


def _line_up(session: Session, model: type[Row], key: int) -> set[int]:
    """Return the ids of an organisation or topic and of all above it."""
    parent: Any = getattr(model, "parent_id")  # noqa: B009 - only some models have it
    line: set[int] = set()
    above: int | None = key
    while above is not None and above not in line:
        line.add(above)
        above = session.scalars(select(parent).where(col(model.id) == above)).first()
    return line
