"""Exporting to a file and importing from one, in dialogs."""

import csv
import json
import time
from pathlib import Path

import pytest

from crm.actions.exporting.offered import offered_formats
from crm.book import Book
from crm.queries.people import count_people, list_people
from crm.search import Interrupted
from crm.vocabulary import RecordKind
from tests.people import key, person
from tests.tui import rest
from tests.tui.dialogs.trying import trying
from tui.dialogs.export import KINDS, ExportDialog, ExportRequest
from tui.dialogs.import_file import ImportDialog
from tui.importing.request import ImportRequest
from tui.progress import Progress
from tui.screens.record_actions import EXPORTED


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


def test_every_sort_of_record_that_can_be_exported_has_a_format() -> None:
    assert set(KINDS) == set(EXPORTED)
    assert all(offered_formats(word) for word in KINDS.values())


def test_an_export_that_is_stopped_leaves_no_file(book: Book, home: Path) -> None:
    progress = Progress("It was stopped.")
    request = ExportRequest(home / "a.csv", RecordKind.PERSON, two_people(book), "csv")
    before = set(home.iterdir())
    progress.stop()
    with pytest.raises(Interrupted, match="It was stopped"):
        request.write(book, progress)
    assert set(home.iterdir()) == before


async def test_a_file_that_is_there_is_replaced_only_when_asked(book: Book, home: Path) -> None:
    ids = two_people(book)
    target = home / "mine.csv"
    target.write_text("mine")
    async with trying(book, lambda: ExportDialog("person", ids)) as trial:
        await trial.fill(path=str(target))
        await trial.pilot.press("ctrl+s")
        assert "there already" in trial.app.text.replace("│", " ")
        await trial.press("escape")
        assert target.read_text() == "mine"
        assert trial.app.screen is trial.form
        await trial.pilot.press("ctrl+s")
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


def planned(book: Book, home: Path) -> ImportDialog:
    path = home / "contacts.csv"
    path.write_text("name,email\nMarita Sjödin,marita@example.se\nLeif Lundgren,not an address\n")
    request = ImportRequest(path)
    return ImportDialog(request, request.plan(book, Progress("stopped")))


async def test_a_file_that_was_looked_through_is_taken_in(book: Book, home: Path) -> None:
    async with trying(book, lambda: planned(book, home)) as trial:
        assert "2 records, 2 new" in trial.app.text
        await trial.fill(source="Sandvikens kommun")
        report = await trial.save()
    assert report["source"] == "Sandvikens kommun"
    names = [row["name"] for row in book.ask(list_people)]
    assert names == ["Leif Lundgren", "Marita Sjödin"]


async def test_escape_asks_and_stops_and_nothing_is_saved(
    book: Book, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_for_ever(self: ImportRequest, book: Book, progress: Progress, source: str) -> None:
        while True:
            progress.tell(1)
            time.sleep(0.01)

    monkeypatch.setattr(ImportRequest, "apply", read_for_ever)
    monkeypatch.setattr(rest, "PATIENCE", 0.05)
    async with trying(book, lambda: planned(book, home)) as trial:
        await trial.pilot.press("enter")
        await trial.until("1 of 2")
        await trial.pilot.press("escape")
        await trial.until("Stop?")
        await trial.pilot.press("x")
        await trial.until("1 of 2")
        await trial.press("escape", "escape")
        assert "nothing of it is saved" in trial.failure
        assert trial.app.answers == []
        await trial.press("escape", "right", "enter")
    assert book.ask(count_people) == 0
