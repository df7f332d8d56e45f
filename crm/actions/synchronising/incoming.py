"""Take what changed in a folder of cards into the book."""

import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlmodel import Session, col, select

from crm.actions.exporting.files import whole_file
from crm.actions.importing import ImportableBook, ImportReport, import_file
from crm.actions.organisations import delete_organisation
from crm.actions.people import delete_person
from crm.actions.synchronising.cards import KINDS, OurCard, cards_with
from crm.actions.synchronising.dropping import drop_what_is_gone
from crm.actions.synchronising.gathering import Gathered, Incoming, contact_in, gather
from crm.actions.synchronising.report import FolderChange, FolderImport, FolderReport
from crm.errors import FormatError, Invalid
from crm.formats.file_names import file_name
from crm.formats.vdir import (
    STATE,
    SUFFIX,
    CardFolder,
    Standing,
    Step,
    read_folder,
    read_state,
    standing,
    state_of,
)
from crm.i18n import _
from crm.models import ImportedFile, RecordSource
from crm.models.base import Record
from crm.queries.kinds import MODELS, owner_column
from crm.settings import now_utc
from crm.text import for_terminal
from crm.vocabulary import RecordKind

DELETE: Mapping[RecordKind, Callable[[Session, int], Record]] = {
    RecordKind.PERSON: delete_person,
    RecordKind.ORGANISATION: delete_organisation,
}


def import_folder(
    book: ImportableBook,
    path: Path,
    *,
    kind: RecordKind = RecordKind.PERSON,
    force: bool = False,
    delete: bool = False,
    dry_run: bool = False,
    **options: Any,
) -> FolderImport:
    """Import the cards of a folder that changed since the last step, as one batch.

    A card that changed while its record did not is newer than the book: what it says takes the
    place of what somebody typed, and what was taken off it goes. With `force` the folder wins over
    changes in the book too. Records whose cards were deleted are deleted with `delete` only.
    `options` are those of `import_file`. Errors: as `import_file`; `Invalid` where all cards are
    gone, `FormatError` for a folder that never had any and for a damaged state.
    """
    folder, steps = read_folder(path), read_state(path)
    if not folder.files and not folder.faults:
        _refuse_empty(path, steps, force=force)
    taking = _Taking(folder, steps, kind, force=force)
    with book.read() as session:
        taking.compare(session)
    gathered, faults = gather(folder, taking.incoming, _revision())
    for name, fault in faults.items():
        taking.tell(taking.report.faults, name, "", fault)
    report = _import(book, path, gathered, taking, dry_run=dry_run, **options)
    result = FolderImport(taking.report, report)
    if dry_run:
        return result
    if delete and taking.deleted:
        result.deleted = _delete(book, path, taking)
    taking.save_state(book, report["batch"], gathered)
    return result


def _refuse_empty(path: Path, steps: Mapping[str, Step], *, force: bool) -> None:
    shown = for_terminal(str(path))
    if not steps:
        message = _("{path} is a folder without cards: name a file, or a folder of .vcf files.")
        raise FormatError(message.format(path=shown))
    if not force:
        message = _(
            "All cards are gone from {path}: see whether it is the right folder, or say that "
            "they are (--force)."
        )
        raise Invalid(message.format(path=shown))


class _Taking:
    """One import under way: which cards are to come in, and what stays as it is."""

    def __init__(
        self, folder: CardFolder, steps: dict[str, Step], kind: RecordKind, *, force: bool
    ) -> None:
        self.report = FolderReport()
        self.kind = kind
        self.folder = folder
        self.steps = dict(steps)
        self._stored = steps
        self.incoming: list[Incoming] = []
        self.deleted: dict[str, int] = {}
        self.ours: dict[str, OurCard] = {}
        self._force = force
        for name, fault in folder.faults.items():
            self.tell(self.report.faults, name, "", fault)

    def compare(self, session: Session) -> None:
        """Find out which cards have changed, and whether their records have too."""
        changed = {
            uid: step
            for uid, step in self.steps.items()
            if step.file not in self.folder.faults
            and self.folder.files.get(step.file) != step.sha256
        }
        self.report.in_step = len(self.steps) - len(changed)
        names = {uid: step.uid for uid, step in changed.items()}
        self.ours = cards_with(session, self.kind, changed, names)
        for uid, step in changed.items():
            self._take_changed(uid, step)
        known = {step.file for step in self.steps.values()}
        new = [name for name in self.folder.files if name not in known]
        self.incoming += [Incoming(name) for name in new]

    def tell(self, where: list[FolderChange], file: str, name: str, problem: str) -> None:
        """Note a card that is not simply carried over."""
        where.append(FolderChange(file=file, name=name, problem=problem))

    def _take_changed(self, uid: str, step: Step) -> None:
        card = self.ours.get(uid)
        name = card.name if card else ""
        found = standing(step, self.folder.files.get(step.file), card.digest if card else None)
        is_there = step.file in self.folder.files
        if found is Standing.CHANGED_THERE or (self._force and is_there):
            self.incoming.append(Incoming(step.file, uid, step, wins=True))
        elif found is Standing.GONE_THERE or (self._force and card):
            problem = _("it was deleted there: delete {name} here too with --delete")
            self.tell(self.report.gone_there, step.file, name, problem.format(name=name))
            assert card is not None
            self.deleted[uid] = card.id
        elif found is Standing.CHANGED_BOTH:
            problem = _("it was changed both here and there: --force lets the folder win")
            self.tell(self.report.conflicts, step.file, name, problem)
        else:
            del self.steps[uid]

    def save_state(self, book: ImportableBook, batch: int | None, gathered: Gathered) -> None:
        """Write down which records and cards belong together now."""
        with book.read() as session:
            whose = _who_is_in(session, self, batch, gathered)
            uids = set(whose.values())
            names = {uid: self.steps[uid].uid for uid in uids if uid in self.steps}
            ours = cards_with(session, self.kind, uids, names)
        for one, uid in whose.items():
            contact = contact_in(self.folder.path / one.file)
            own = (contact.uid if contact else "") or uid
            # Whoever was known before has more to say than the card that came.
            was_added = one.step is not None or own == uid
            digest = ours[uid].digest if was_added else ""
            self.steps[uid] = Step(one.file, own, self.folder.files[one.file], digest)
        if self.steps != self._stored:
            with whole_file(self.folder.path / STATE, replace=True) as stream:
                stream.write(state_of(self.steps))


def _revision() -> str:
    """Return a moment later than any that the book has, as a card says it (RFC 6350 4.3.5)."""
    # The book counts whole seconds, and the last change may be of this one.
    later = datetime.fromisoformat(now_utc()) + timedelta(seconds=1)
    return later.strftime("%Y%m%dT%H%M%SZ")


class _WithRemovals:
    """A book in which what was taken off the cards is removed by the very write of the import."""

    def __init__(self, book: ImportableBook, taking: _Taking) -> None:
        self._book = book
        self._taking = taking

    def read(self) -> AbstractContextManager[Session]:
        """Open a session for queries."""
        return self._book.read()

    @contextmanager
    def write(self, description: str) -> Iterator[Session]:
        """Open a session whose changes are saved as one batch."""
        with self._book.write(description) as session:
            yield session
            self._remove(session)

    def _remove(self, session: Session) -> None:
        folder, kind = self._taking.folder, self._taking.kind
        for one in self._taking.incoming:
            card = self._taking.ours.get(one.uid)
            now = contact_in(folder.path / one.file) if one.wins and card else None
            if card is None or now is None:
                continue
            with tempfile.TemporaryDirectory() as place:
                written = Path(place) / f"card{SUFFIX}"
                written.write_bytes(card.content)
                before = contact_in(written)
            if before is not None:
                drop_what_is_gone(session, kind, card.id, before, now)


def _import(
    book: ImportableBook, path: Path, gathered: Gathered, taking: _Taking, **options: Any
) -> ImportReport:
    """Import the cards as if they were one file, called as the folder is."""
    if not gathered.files:
        return _nothing(path, dry_run=options["dry_run"])
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / file_name(path.resolve().name, SUFFIX)
        file.write_text(gathered.text, encoding="utf-8", newline="")
        options.setdefault("source", None)
        report = import_file(
            _WithRemovals(book, taking),
            file,
            **{"format": "vcard", "records": KINDS[taking.kind], **options},
        )
    report["source"] = options["source"] or str(path)
    for told in (*report["warnings"], *report["changes"]):
        told["file"], told["line"] = gathered.place(told["line"])
    return report


def _nothing(path: Path, *, dry_run: bool) -> ImportReport:
    """Return the report of a folder in which nothing has changed."""
    return ImportReport(
        source=str(path),
        sha256="",
        format="vcard",
        dry_run=dry_run,
        batch=None,
        records=0,
        new=0,
        updated=0,
        unchanged=0,
        possible_duplicates=0,
        rejected=0,
        warnings=[],
        skipped=0,
        columns=[],
        changes=[],
        proposals=[],
    )


def _delete(book: ImportableBook, path: Path, taking: _Taking) -> int:
    description = _("Deletions from {folder}").format(folder=path.name)
    with book.write(description) as session:
        for uid, identity in taking.deleted.items():
            DELETE[taking.kind](session, identity)
            taking.steps.pop(uid)
    count = len(taking.deleted)
    taking.report.gone_there.clear()
    return count


def _who_is_in(
    session: Session, taking: _Taking, batch: int | None, gathered: Gathered
) -> dict[Incoming, str]:
    """Return the uid of the record that each imported card is about."""
    by_line = _taken_in(session, taking.kind, batch)
    whose: dict[Incoming, str] = {}
    for line, uid in sorted(by_line.items(), reverse=True):
        # Of several people in one card, the first is the one whom the card is about.
        whose[gathered.at(line)] = uid
    for _line, one in gathered.files:
        if uid := one.uid or whose.get(one) or _known_as(session, taking, one):
            whose[one] = uid
    return whose


def _taken_in(session: Session, kind: RecordKind, batch: int | None) -> dict[int, str]:
    """Return the uids of the records that a batch took in, by the line of the file."""
    if batch is None:
        return {}
    model: Any = MODELS[kind]
    statement = (
        select(RecordSource.line, model.uid)
        .join(ImportedFile, col(RecordSource.imported_file_id) == col(ImportedFile.id))
        .join(model, owner_column(RecordSource, kind) == model.id)
        .where(col(ImportedFile.batch_id) == batch)
    )
    rows: Iterable[Any] = session.execute(statement)
    return {line: uid for line, uid in rows}  # noqa: C416 - rows are no pairs to mypy


def _known_as(session: Session, taking: _Taking, one: Incoming) -> str:
    """Return the uid of the record that a card that changed nothing is about."""
    contact = contact_in(taking.folder.path / one.file)
    model: Any = MODELS[taking.kind]
    if contact is None or not contact.uid:
        return ""
    found = session.scalars(select(model.uid).where(model.uid == contact.uid)).first()
    return found or ""
