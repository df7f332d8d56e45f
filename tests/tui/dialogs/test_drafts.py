"""What is typed and not saved: kept on disk, offered again, gone once saved or thrown away."""

import json
import os
import stat
from pathlib import Path

import pytest

from crm import settings
from crm.actions.people import add_person, delete_person
from crm.book import Book
from crm.inputs import PersonIn
from tests.people import key
from tests.tui.dialogs.trying import Trial, trying
from tui.dialogs import LogInteractionDialog
from tui.dialogs.draft_files import MOST_DRAFTS, draft_path, read_draft, write_draft
from tui.dialogs.drafts import DraftDialog
from tui.widgets.suggestions import Choice

DRAFT = {"saved": "2019-05-02 14:30", "fields": {"subject": "[red]\x1b[2J"}, "parts": {}}


def kept() -> list[Path]:
    return list(settings.drafts_folder().glob("*"))


async def keep(trial: Trial) -> None:
    """Do what a timer does each second."""
    drafts = trial.form._drafts
    assert drafts is not None
    await drafts.keep()


async def test_a_form_that_was_never_saved_is_offered_again_as_it_stood(book: Book) -> None:
    anna = key(book.tell("Add", add_person, PersonIn(name="Anna Ek")))
    bo = key(book.tell("Add", add_person, PersonIn(name="Bo Ek")))
    async with trying(book, LogInteractionDialog) as trial:
        await keep(trial)
        assert not kept()
        await trial.fill(kind="call", subject="Kapital", details="Rad 1\nRad 2", when="igår")
        await trial.choose("people", "anna")
        await trial.choose("people", "bo ek")
        await trial.press("f2")
        trial.put_in_part(0, 0, "Anna")
        trial.put_in_part(0, 3, "Det räcker.")
        await keep(trial)
        [path] = kept()
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
        assert "Kapital" not in path.name
    book.tell("Delete", delete_person, bo)

    async with trying(book, LogInteractionDialog) as trial:
        assert isinstance(trial.app.screen, DraftDialog)
        await trial.press("escape")
        values = trial.form.values
        assert (values["kind"], values["subject"]) == ("call", "Kapital")
        assert (values["details"], values["when"]) == ("Rad 1\nRad 2", "2019-05-01")
        assert values["people"] == (Choice(f"p{anna}", "Anna Ek"),)
        assert trial.form.row("people").field.pending == "Bo Ek"  # type: ignore[attr-defined]
        assert values["statements"][0]["text"] == "Det räcker."
        assert trial.form.is_changed
        trial.form.row("people").field.pending = ""  # type: ignore[attr-defined]
        trial.put_in_part(0, 0, "")
        await trial.press("f4")
        await keep(trial)
        assert kept()
        assert await trial.save() is not None
        assert not kept()


async def test_what_is_thrown_away_is_gone_and_not_kept_again(book: Book) -> None:
    path = draft_path(book.path, "log")
    write_draft(path, DRAFT)
    async with trying(book, LogInteractionDialog) as trial:
        await trial.press("left", "enter")
        assert not kept()
        await trial.fill(subject="Nytt")
        await keep(trial)
        assert kept()
        await trial.press("escape", "right", "enter")
        assert trial.app.answers == [None]
        await keep(trial)
        assert not kept()


def test_a_draft_is_read_as_it_was_written(tmp_path: Path) -> None:
    path = draft_path(tmp_path / "book.db", "log")
    assert read_draft(path) is None
    write_draft(path, DRAFT)
    assert read_draft(path) == DRAFT
    assert draft_path(tmp_path / "other.db", "log") != path
    write_draft(path, {**DRAFT, "fields": {"note": "x" * 2_000_000}})
    assert read_draft(path) == DRAFT


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "[" * 100_000, '{"saved": 1, "fields": {"a": "b"}}', '{"saved": "x"}',
     '{"saved": "x", "fields": [1]}', '{"saved": "x", "fields": {}, "parts": {}}'],
)  # fmt: skip
def test_a_draft_that_is_damaged_is_none(tmp_path: Path, text: str) -> None:
    path = tmp_path / "draft.json"
    path.write_text(text)
    assert read_draft(path) is None


def test_the_oldest_drafts_make_room() -> None:
    paths = [draft_path(Path("book.db"), str(number)) for number in range(MOST_DRAFTS + 2)]
    for age, path in enumerate(paths):
        write_draft(path, DRAFT)
        os.utime(path, (age, age))
    write_draft(paths[-1], DRAFT)
    assert len(kept()) == MOST_DRAFTS
    assert not paths[0].exists()
    assert json.loads(paths[-1].read_text())["saved"] == "2019-05-02 14:30"
