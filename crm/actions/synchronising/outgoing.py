"""Write what changed in the book into a folder of cards."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol, Unpack

from sqlmodel import Session

from crm.actions.exporting.abandoned import clear_abandoned
from crm.actions.exporting.files import whole_file
from crm.actions.exporting.options import ExportOptions
from crm.actions.synchronising.cards import VERSION, OurCard, cards
from crm.actions.synchronising.following import follow, says_the_same
from crm.actions.synchronising.gathering import contact_of
from crm.actions.synchronising.report import FolderChange, FolderReport
from crm.errors import Invalid
from crm.formats.file_names import FileNames, file_name
from crm.formats.vcard_long import parted, with_lines
from crm.formats.vdir import (
    STATE,
    SUFFIX,
    CardFolder,
    Standing,
    Step,
    digest_of,
    hash_of,
    read_folder,
    read_state,
    standing,
    state_of,
)
from crm.i18n import _
from crm.text import for_terminal


class ReadableBook(Protocol):
    """A book that can be read: `crm.book.Book`."""

    def read(self) -> AbstractContextManager[Session]:
        """Open a session for queries."""


def export_folder(
    book: ReadableBook, path: Path, *, force: bool = False, **options: Unpack[ExportOptions]
) -> FolderReport:
    """Bring the cards of a folder in step with what is chosen, and tell what was left alone.

    A folder that is not there is made, for its owner only. What nobody changed is not written
    again. With `force` the book wins: over changes there, and where either side is empty.
    Errors: as `export`; `Invalid` where a side has lost all of its cards, `FormatError` for a
    damaged state, `OSError` where the system refuses.
    """
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    clear_abandoned(path)
    steps = read_state(path)
    folder = read_folder(path)
    if steps and not folder.files and not folder.faults and not force:
        message = _(
            "All cards are gone from {path}: see whether it is the right folder, or write them "
            "again (--force)."
        )
        raise Invalid(message.format(path=for_terminal(str(path))))
    out = _Outgoing(folder, steps, force=force)
    with book.read() as session:
        for card in cards(session, options, {uid: step.uid for uid, step in steps.items()}):
            out.take(card)
    out.refuse_to_empty()
    out.remove_what_is_gone()
    out.save_state()
    return out.report


class _Outgoing:
    """One export under way: what the folder was like, and what has been done to it."""

    def __init__(self, folder: CardFolder, steps: Mapping[str, Step], *, force: bool) -> None:
        self.report = FolderReport()
        self._folder = folder
        self._stored = steps
        self._before = follow(folder, steps)
        self._steps = dict(self._before)
        self._seen: set[str] = set()
        self._names: FileNames = folder.names()
        self._force = force
        self._note_faults()

    def take(self, card: OurCard) -> None:
        """Write a card if the book has changed what it says."""
        self._seen.add(card.uid)
        step = self._before.get(card.uid)
        if step is None:
            self._add(card)
            return
        if step.file in self._folder.faults:
            return
        match standing(step, self._folder.files.get(step.file), card.digest):
            case Standing.IN_STEP:
                self.report.in_step += 1
            case Standing.CHANGED_BOTH if self._lies_there(card, step.file):
                self._note(card, step.file, step.uid, self._folder.files[step.file])
                self.report.in_step += 1
            case Standing.CHANGED_HERE:
                self._write_over(card, step)
            case Standing.CHANGED_THERE if not self._force:
                problem = _("it was changed there: import the folder first")
                self.report.changed_there.append(_change(step.file, card.name, problem))
            case Standing.GONE_THERE if not self._force:
                problem = _("it was deleted there: import the folder with --delete, or use --force")
                self.report.gone_there.append(_change(step.file, card.name, problem))
            case Standing.CHANGED_BOTH if not self._force:
                problem = _("it was changed both here and there: --force lets the book win")
                self.report.conflicts.append(_change(step.file, card.name, problem))
            case _:
                self._write(card, step.file or self._new_name(card), step.uid)

    def refuse_to_empty(self) -> None:
        """Refuse to delete every card because nothing is chosen any more; errors: `Invalid`."""
        if self._before and not (self._seen & self._before.keys()) and not self._force:
            message = _(
                "Nobody of those whose cards are in {path} is chosen any more: see whether it is "
                "the right book and choice, or remove them all (--force)."
            )
            # What was added must be known the next time, or it would be there twice.
            self.save_state()
            raise Invalid(message.format(path=for_terminal(str(self._folder.path))))

    def remove_what_is_gone(self) -> None:
        """Remove the cards of those who are no longer in the book, or not chosen any more."""
        for uid, step in self._before.items():
            if uid in self._seen or step.file in self._folder.faults:
                continue
            found = standing(step, self._folder.files.get(step.file), None)
            if found is Standing.CHANGED_BOTH and not self._force:
                problem = _("it was changed there but is gone here: --force removes it")
                self.report.conflicts.append(_change(step.file, "", problem))
                continue
            if step.file in self._folder.files:
                (self._folder.path / step.file).unlink(missing_ok=True)
                self.report.removed += 1
            del self._steps[uid]

    def save_state(self) -> None:
        """Write down what is in step now, if that is anything new."""
        if self._steps == self._stored:
            return
        with whole_file(self._folder.path / STATE, replace=True) as stream:
            stream.write(state_of(self._steps))

    def _note_faults(self) -> None:
        for name, fault in self._folder.faults.items():
            self.report.faults.append(_change(name, "", fault))

    def _add(self, card: OurCard) -> None:
        """Write a new card; one that lies there under its name is taken for it if it is equal."""
        usual = file_name(card.uid, SUFFIX)
        if usual not in self._folder.files:
            self._write(card, self._new_name(card), card.uid)
        elif self._lies_there(card, usual):
            self._note(card, usual, card.uid, self._folder.files[usual])
            self.report.in_step += 1
        elif self._force:
            self._write(card, usual, card.uid)
        else:
            problem = _("another card lies there under this name: import the folder first")
            self.report.conflicts.append(_change(usual, card.name, problem))

    def _new_name(self, card: OurCard) -> str:
        return self._names.give(card.uid, SUFFIX)

    def _lies_there(self, card: OurCard, name: str) -> bool:
        """Tell whether a card says the same of a record as the book does."""
        if name not in self._folder.files:
            return False
        is_ours = digest_of(self._folder.content(name)) == card.digest
        return is_ours or says_the_same(card.content, self._folder.path / name)

    def _write_over(self, card: OurCard, step: Step) -> None:
        present = parted(self._folder.content(step.file), VERSION)
        contact = contact_of(present.rest)
        if contact and contact.problems and not self._force:
            problem = _("not all of it is in the book, so --force only writes over it: {problem}")
            said = problem.format(problem=contact.problems[0].message.rstrip("."))
            self.report.faults.append(_change(step.file, card.name, said))
        else:
            self._write(card, step.file, step.uid, present.too_long)

    def _write(self, card: OurCard, name: str, uid: str, kept: Sequence[str] = ()) -> None:
        """Write a card, with those lines of the present one that are too long for the book."""
        content = with_lines(card.content, kept)
        with whole_file(self._folder.path / name, replace=True) as stream:
            stream.write(content)
        self.report.written += 1
        self._note(card, name, uid, hash_of(content))

    def _note(self, card: OurCard, name: str, uid: str, file: str) -> None:
        self._steps[card.uid] = Step(name, uid, file, card.digest)


def _change(file: str, name: str, problem: str) -> FolderChange:
    return FolderChange(file=file, name=name, problem=problem)
