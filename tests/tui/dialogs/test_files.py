"""Exporting to a file and importing from one, in dialogs."""

import csv
import json
from pathlib import Path

import pytest

from crm.actions.exporting.offered import offered_formats
from crm.book import Book
from crm.queries.people import count_people, list_people
from tests.people import key, person
from tests.tui.dialogs.trying import Trial, trying
from tui.dialogs.export import ExportDialog
from tui.dialogs.import_file import ImportDialog
from tui.widgets.lazy_table import LazyTable


def two_people(book: Book) -> list[int]:
    with book.write("stand on") as session:
        first = person(session, "Günther Mårder", emails=["gunther@example.se"])
        second = person(session, "=cmd|' /C calc'!A0")
        person(session, "Not Chosen")
        return [key(first), key(second)]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


async def test_those_chosen_are_written_to_the_home_folder(book: Book, home: Path) -> None:
    ids = two_people(book)
    async with trying(book, lambda: ExportDialog("person", ids)) as trial:
        assert "2 records" in trial.app.text
        path = await trial.save()
    assert path == home / "people-2019-05-02.csv"
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(path.read_text("utf-8-sig").splitlines()))
    assert rows[0]["name"] == "Günther Mårder"
    assert not rows[1]["name"].startswith("=")
    assert len(rows) == 2
    assert not list(home.glob(".*.part"))


async def test_the_format_names_the_file_and_columns_can_be_chosen(book: Book, home: Path) -> None:
    ids = two_people(book)
    async with trying(book, lambda: ExportDialog("person", ids)) as trial:
        await trial.fill(format="json")
        assert trial.form.values["path"].endswith(".json")
        path = await trial.save()
    assert json.loads(path.read_text())[0]["name"] == "Günther Mårder"
    async with trying(book, lambda: ExportDialog("person", ids)) as trial:
        await trial.fill(format="csv")
        await trial.choose("columns", "name")
        path = await trial.save()
    assert path.read_text().splitlines()[0] == "name"


async def test_every_format_that_holds_the_records_is_offered(book: Book, home: Path) -> None:
    ids = two_people(book)
    async with trying(book, lambda: ExportDialog("person", ids)) as trial:
        await trial.fill(format="xlsx")
        path = await trial.save()
    assert path == home / "people-2019-05-02.xlsx"
    assert path.read_bytes().startswith(b"PK")
    assert path.stat().st_mode & 0o777 == 0o600
    names = {one.name for one in offered_formats("people")}
    assert {"csv", "html", "json", "md", "vcard", "xlsx"} <= names
    assert names.isdisjoint({"book", "drafts", "ics"})


async def test_a_file_that_is_there_is_replaced_only_when_asked(book: Book, home: Path) -> None:
    ids = two_people(book)
    target = home / "mine.csv"
    target.write_text("mine")
    async with trying(book, lambda: ExportDialog("person", ids)) as trial:
        await trial.fill(path=str(target))
        await trial.pilot.press("ctrl+s")
        await trial.pilot.pause(0.2)
        assert "there already" in trial.app.text.replace("│", " ")
        await trial.press("escape")
        assert target.read_text() == "mine"
        assert trial.app.screen is trial.form
        await trial.pilot.press("ctrl+s")
        await trial.pilot.pause(0.2)
        await trial.press("right", "enter")
        assert trial.app.answers == [target]
    assert "Günther Mårder" in target.read_text("utf-8-sig")


async def test_where_nothing_can_be_written_is_said_at_the_file(book: Book, home: Path) -> None:
    ids = two_people(book)
    async with trying(book, lambda: ExportDialog("person", ids)) as trial:
        for wrong in ("", str(home), str(home / "nowhere" / "x.csv"), "~nobodyatall/x.csv"):
            await trial.fill(path=wrong)
            assert await trial.save() is None
            assert trial.error("path")


def contacts(home: Path) -> Path:
    path = home / "contacts.csv"
    path.write_text("name,email\nMarita Sjödin,marita@example.se\nLeif Lundgren,not an address\n")
    return path


async def look_through(trial: Trial, path: Path) -> None:
    await trial.fill(path=str(path))
    assert await trial.save() is None


async def test_a_file_is_looked_through_before_anything_is_saved(book: Book, home: Path) -> None:
    async with trying(book, ImportDialog) as trial:
        await look_through(trial, contacts(home))
        assert "2 records, 2 new" in trial.app.text
        assert trial.form.query_one(LazyTable).item_count == 1
        assert "not an" in trial.app.text
        assert book.ask(count_people) == 0
        assert await trial.save() is True
        assert len(trial.app.done) == 1
        assert trial.app.access.own_batches == [trial.app.done[0].batch]
    names = [row["name"] for row in book.ask(list_people)]
    assert names == ["Leif Lundgren", "Marita Sjödin"]


async def test_another_file_is_looked_through_anew(book: Book, home: Path) -> None:
    other = home / "other.csv"
    other.write_text("name\nEmil Högberg\n")
    async with trying(book, ImportDialog) as trial:
        await look_through(trial, contacts(home))
        await look_through(trial, other)
        assert "1 record, 1 new" in trial.app.text
        assert book.ask(count_people) == 0
        assert await trial.save() is True
    assert book.ask(count_people) == 1


async def test_a_file_that_cannot_be_read_is_one_sentence(book: Book, home: Path) -> None:
    broken = home / "broken.json"
    broken.write_text("{")
    async with trying(book, ImportDialog) as trial:
        assert await trial.save() is None
        assert trial.error("path")
        for path in (home / "missing.csv", home, broken):
            await trial.fill(path=str(path))
            assert await trial.save() is None
            assert trial.failure
        await trial.fill(path=str(contacts(home)), mapping="nonsense")
        assert await trial.save() is None
        assert "COLUMN=FIELD" in trial.failure
