"""Importing a file step by step: chosen, its columns understood, planned, decided, taken back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from crm.book import Book
from crm.queries.people import count_people, list_people
from tests.people import person
from tests.tui.screens.conftest import showing
from tests.tui.screens.looking import in_front, lines, press, said, sees, until

MAY = (
    "Namn;Organisation;Befattning;Mejl;Anteckning;Rum\n"
    "Günther Mårder;;VD;gunther@f.example;Till Almedalen;12\n"
    "Eva Lind;ALMI;Assistent;goran@almi.example;;14\n"
    "Emil Högberg;Departementet;;;;\n"
    ";;;x@y.example;;\n"
)
CARD = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Marita Sjödin\r\nEND:VCARD\r\n"
HOSTILE = '"[@click=app.quit]x[/]","\x1b[31mred\x07 \u202e"'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with files of several sorts, in which the program is started."""
    folder = tmp_path / "listor"
    (folder / "mapp").mkdir(parents=True)
    (folder / "maj.csv").write_text(MAY, encoding="utf-8")
    (folder / "empty.csv").write_text("")
    (folder / "nameless.csv").write_text("Vem,Var\nx1,12\n")
    (folder / "mapp" / "kort.vcf").write_text(CARD, encoding="utf-8")
    (folder / "mapp" / "h\x1b[31m[red].csv").write_text(f"name,note\n{HOSTILE}\n")
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def known(empty_book: Book) -> Iterator[Book]:
    """Two people whom the list of May may mean."""
    with empty_book.write("by hand") as session:
        person(session, "Göran Lundwall", emails=["goran@almi.example"])
    yield empty_book


def whole(pilot: Pilot[None]) -> str:
    """What the screen shows as one text, for sentences that wrap."""
    return " ".join(line.strip() for line in lines(pilot))


async def test_a_list_is_taken_in_and_taken_back(known: Book, folder: Path) -> None:
    async with showing(known) as pilot:
        await press(pilot, "i", *"maj", "tab")
        assert sees(pilot, "CSV · UTF-8 · semicolons · 6 columns")
        await press(pilot, "enter")
        assert in_front(pilot) == "ImportColumnsScreen"
        [email] = [line for line in lines(pilot) if line.strip().startswith("Mejl")]
        assert email.split()[1:5] == ["E-mail", "by", "its", "name"]

        await press(pilot, "end", "enter", *"custom:r")
        assert sees(pilot, "12 · 14")
        await press(pilot, "enter")
        assert sees(pilot, "by you")
        await press(pilot, "x")
        assert sees(pilot, "Left out")

        await press(pilot, "i")
        assert in_front(pilot) == "ImportPlanScreen"
        assert sees(pilot, "All 4  New 2  To decide 1  Rejected 1")
        assert known.ask(count_people) == 1
        await press(pilot, "right", "right", "enter")
        assert sees(pilot, "p1 Göran Lundwall")
        assert not sees(pilot, "Becomes    Name")

        await press(pilot, "escape", "d")
        assert sees(pilot, "To decide 0")
        assert sees(pilot, "different")
        assert said(pilot) == "Eva Lind of a file is somebody else"
        await press(pilot, "u")
        assert sees(pilot, "To decide 1")
        await press(pilot, "s")
        assert any(line.endswith("the same") for line in lines(pilot))
        assert sees(pilot, "Changed 1")

        await press(pilot, "i", "enter")
        assert in_front(pilot) == "ImportPlanScreen"
        assert known.ask(count_people) == 3
        assert said(pilot) == "Import of maj.csv: 4 records, 2 new, 1 updated, 1 rejected"
        assert sees(pilot, "taken in")
        await press(pilot, "u")
        assert known.ask(count_people) == 1
        assert sees(pilot, "All 4  New 2  Changed 1  To decide 0")
        await press(pilot, "i", "enter", "escape")
        assert in_front(pilot) == "AgendaScreen"
        assert known.ask(count_people) == 3


async def test_keys_struck_ahead_wait_and_any_record_is_decided_about(
    known: Book, folder: Path
) -> None:
    async with showing(known, 150, 42) as pilot:
        await pilot.press("i")
        await pilot.press(*"maj", "tab", "enter", "i")
        await until(pilot, lambda: sees(pilot, "What the file says"))
        await press(pilot, "x")
        assert sees(pilot, "Left out 1")
        await press(pilot, "end", "up", "s")
        assert in_front(pilot) == "SameDialog"
        await press(pilot, *"lundw", "enter")
        assert in_front(pilot) == "ImportPlanScreen"
        await press(pilot, "i", "enter")
        names = [row["name"] for row in known.ask(list_people)]
        assert names == ["Eva Lind", "Göran Lundwall"]


async def test_a_file_is_chosen_in_the_list_and_wrong_ones_are_said(
    empty_book: Book, folder: Path
) -> None:
    async with showing(empty_book) as pilot:
        await press(pilot, "i", *"emp", "tab", "enter")
        assert "is empty: choose another file" in whole(pilot)
        assert in_front(pilot) == "ImportFileScreen"
        await press(pilot, "ctrl+u", *"no/x", "enter")
        assert "is not there: check the name" in whole(pilot)

        await press(pilot, "ctrl+u", *"namel", "tab", "enter")
        assert sees(pilot, "No column is a name")
        await press(pilot, "i")
        assert in_front(pilot) == "ImportColumnsScreen"
        await press(pilot, "enter", *"name", "enter", "r")
        assert sees(pilot, "Each row is an organisation")
        await press(pilot, "i", "enter")
        assert sees(pilot, "Kind     organisation")
        await press(pilot, "escape", "escape", "escape")
        assert in_front(pilot) == "ImportFileScreen"

        await press(pilot, "ctrl+u", "down", "down", "enter")
        assert sees(pilot, "kort.vcf")
        await press(pilot, "down", "end", "enter")
        assert sees(pilot, "Marita Sjödin")
        assert in_front(pilot) == "ImportPlanScreen"


async def test_hostile_names_and_values_only_show(empty_book: Book, folder: Path) -> None:
    async with showing(empty_book) as pilot:
        await press(pilot, "i", *"mapp/", "down", "down", "down")
        assert sees(pilot, "h�[31m[red].csv")
        await press(pilot, "enter")
        assert sees(pilot, "[@click=app.quit]x[/]")
        await press(pilot, "enter")
        assert sees(pilot, "It holds   ")
        await press(pilot, "escape", "escape", "i", "enter")
        assert sees(pilot, "[@click=app.quit]x[/]")
        await press(pilot, "escape", "i", "enter")
        assert empty_book.ask(count_people) == 1
        shown = "\n".join(lines(pilot))
        assert not any(character in shown for character in "\x1b\x07\u202e")
        await press(pilot, "f1")
        assert sees(pilot, "What would become of each record")
