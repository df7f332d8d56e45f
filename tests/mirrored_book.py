"""A book beside a plain dictionary of what it should say, each batch with what it changed."""

import shutil
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from hypothesis.stateful import RuleBasedStateMachine
from sqlmodel import Session

from crm import driver, search
from crm.book import Book, open_book
from crm.errors import Conflict
from tests.facts import Facts, Step


class MirroredBook(RuleBasedStateMachine):
    """A book and a dictionary, to which rules do the same."""

    template: Path

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="samverkan-"))
        path = self.folder / "book.db"
        shutil.copy(self.template, path)
        self.book: Book = open_book(path, actor="machine")
        self.reader = driver.connect(path, readonly=True)
        self.facts: Facts = {}
        self.steps: dict[int, Step] = {}

    def teardown(self) -> None:
        self.book.close()
        self.reader.close()
        try:
            self.check_search()
        finally:
            shutil.rmtree(self.folder)

    def check_search(self) -> None:
        """The index that was kept up to date is the one that would be made anew."""
        documents = "SELECT * FROM search_document ORDER BY id"
        with closing(driver.connect(self.book.path)) as connection:
            kept = connection.execute(documents).fetchall()
            search.rebuild(connection)
            assert connection.execute(documents).fetchall() == kept
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []

    # What both sides do

    def write(self, action: Callable[[Session], Any], after: Facts | None = None) -> Any:
        """Do something in the book, and note in the dictionary what should have come of it.

        What the dictionary would not notice is left undone.
        """
        if after == self.facts:
            return None, None
        with self.book.write("step") as session:
            answer = action(session)
            batch = session.info["batch_id"]
        if after is not None:
            self.note(batch, after)
        return answer, batch

    def note(self, batch: int | None, after: Facts, undoes: int | None = None) -> None:
        """Note which facts a batch changed, and what holds after it."""
        changed = {
            fact: (self.facts.get(fact), after.get(fact))
            for fact in {*self.facts, *after}
            if self.facts.get(fact) != after.get(fact)
        }
        assert batch is not None
        self.steps[batch] = Step(changed, undoes)
        self.facts = after

    def of(self, noun: str) -> list[int]:
        """Return the keys of all that is there of a noun."""
        return sorted(fact[1] for fact in self.facts if fact[0] == noun)

    def pick(self, noun: str, place: int) -> int:
        """Return one of the keys of a noun, by any number."""
        numbers = self.of(noun)
        return numbers[place % len(numbers)]

    # Taking back

    def is_undone(self, batch: int) -> bool:
        """Tell whether a batch was taken back, and has not come back since."""
        return any(
            step.undoes == batch and not self.is_undone(number)
            for number, step in self.steps.items()
        )

    def try_to_undo(self, batch: int, *, named: bool) -> None:
        """Take back a batch, and note what that should bring back; or refuse it for a reason."""
        try:
            undone = self.book.undo(batch if named else None)
        except Conflict:
            assert self.may_refuse(batch)
            return
        step = self.steps[batch]
        assert undone["undoes"] == batch
        assert not self.is_undone(batch)
        after = dict(self.facts)
        for fact, (was, became) in step.changed.items():
            assert after.pop(fact, None) == became
            if was is not None:
                after[fact] = was
        self.note(undone["id"], after, undoes=batch)

    def may_refuse(self, batch: int) -> bool:
        """Tell whether the batch is undone, or something later is about the same records."""
        mentioned = self.steps[batch].mentioned()
        return self.is_undone(batch) or any(
            number > batch and step.mentioned() & mentioned for number, step in self.steps.items()
        )
