"""Take what changed in a folder of cards into the book."""

import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlmodel import Session

from crm.actions.importing import ImportableBook, ImportReport, import_file
from crm.actions.importing.report import Tally, report_of
from crm.actions.organisations import delete_organisation
from crm.actions.people import delete_person
from crm.actions.synchronising.cards import KINDS, NOUNS, cards_with
from crm.actions.synchronising.dropping import drop_what_is_gone
from crm.actions.synchronising.gathering import contact_in, contact_of, gather
from crm.actions.synchronising.report import FolderImport
from crm.actions.synchronising.taking import Taking
from crm.errors import FormatError, Invalid
from crm.formats.file_names import file_name
from crm.formats.vdir import SUFFIX, Step, read_folder, read_state
from crm.i18n import _
from crm.models.base import Record
from crm.queries.kinds import batched
from crm.settings import now_utc
from crm.text import for_terminal
from crm.validation import mask_personal_identity_numbers
from crm.vocabulary import RecordKind

DELETE: Mapping[RecordKind, Callable[[Session, int], Record]] = {
    RecordKind.PERSON: delete_person,
    RecordKind.ORGANISATION: delete_organisation,
}


def import_folder(
    book: ImportableBook,
    path: Path,
    *,
    kind: str = "people",
    force: bool = False,
    delete: bool = False,
    dry_run: bool = False,
    **options: Any,
) -> FolderImport:
    """Import the cards of a folder that changed since the last step, as one batch.

    A card that changed while its record did not is newer than the book: what it says takes the
    place of what somebody typed, and what was taken off it goes. With `force` the folder wins over
    changes in the book too. Records whose cards were deleted are deleted with `delete` only.
    `kind` is `people` or `organisations`, the other options are those of `import_file`.
    Errors: as `import_file`; `Invalid` where all cards are gone, `FormatError` for a folder that
    never had any and for a damaged state.
    """
    folder, steps = read_folder(path), read_state(path)
    if not folder.files and not folder.faults:
        _refuse_empty(path, steps, force=force)
    taking = Taking(folder, steps, NOUNS[kind], force=force)
    with book.read() as session:
        taking.compare(session)
    report = _import(book, path, taking, dry_run=dry_run, **options)
    result = FolderImport(taking.report, report)
    if dry_run:
        return result
    if delete and taking.deleted:
        result.deleted = _delete(book, path, taking)
    taking.save()
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


def _revision() -> str:
    """Return a moment later than any that the book has, as a card says it (RFC 6350 4.3.5)."""
    # The book counts whole seconds, and the last change may be of this one.
    later = datetime.fromisoformat(now_utc()) + timedelta(seconds=1)
    return later.strftime("%Y%m%dT%H%M%SZ")


class _WithRemovals:
    """A book in which what was taken off the cards is removed by the very write of the import."""

    def __init__(self, book: ImportableBook, taking: Taking) -> None:
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

    def rehearse(self, description: str) -> AbstractContextManager[Session]:
        """Open a session whose changes are forgotten."""
        return self._book.rehearse(description)

    def _remove(self, session: Session) -> None:
        folder, kind = self._taking.folder, self._taking.kind
        winning = {one.uid: one.file for one in self._taking.incoming if one.wins}
        for some in batched(sorted(winning)):
            # By now the book has all of both; what the card has not was taken off it.
            for uid, card in cards_with(session, kind, some, {}).items():
                before, now = contact_of(card.content), contact_in(folder.path / winning[uid])
                if before and now:
                    drop_what_is_gone(session, kind, card.id, before, now)


def _import(
    book: ImportableBook, path: Path, taking: Taking, *, dry_run: bool, **options: Any
) -> ImportReport:
    """Import the cards as if they were one file, called as the folder is."""
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / file_name(path.resolve().name, SUFFIX)
        with file.open("wb") as stream:
            gathered = gather(taking.folder, taking.incoming, _revision(), stream)
        for name, fault in gathered.faults.items():
            taking.tell(taking.report.faults, name, "", fault)
        if not gathered.files:
            return _nothing(path, dry_run=dry_run)
        settings = {"format": "vcard", "records": KINDS[taking.kind], "told": taking.is_told}
        report = import_file(
            _WithRemovals(book, taking), file, dry_run=dry_run, **{**settings, **options}
        )
    report["source"] = options.get("source") or str(path)
    for told in (*report["warnings"], *report["changes"]):
        told["file"], told["line"] = gathered.place(told["line"])
    if not dry_run:
        with book.read() as session:
            taking.note_imported(session, gathered)
    return report


def _nothing(path: Path, *, dry_run: bool) -> ImportReport:
    """Return the report of a folder in which nothing has changed."""
    return report_of(
        Tally(),
        source=str(path),
        sha256="",
        format="vcard",
        dry_run=dry_run,
        batch=None,
        columns=[],
    )


def _delete(book: ImportableBook, path: Path, taking: Taking) -> int:
    description = _("Deletions from {folder}").format(folder=path.name)
    with book.write(mask_personal_identity_numbers(description)) as session:
        for uid, identity in taking.deleted.items():
            DELETE[taking.kind](session, identity)
            taking.forget(uid)
    count = len(taking.deleted)
    taking.report.gone_there.clear()
    return count
