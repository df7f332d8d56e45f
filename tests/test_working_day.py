"""A day's work in the interface, at 80×24, as somebody at the keyboard goes about it."""

import csv
import json
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from crm import demo
from crm.actions.follow_ups import add_follow_up
from crm.book import open_book
from crm.cli.program import program
from crm.inputs import FollowUpIn
from tests.tmux import TMUX, Screen

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(TMUX is None, reason="tmux is not installed"),
]

CRM = (sys.executable, "-m", "crm")
LINES_TO_THE_POST = 2
"""From the top of the ministry's page: two people, the post."""


@pytest.fixture(scope="module")
def demo_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "book.db"
    with open_book(path, actor="tester") as book:
        demo.build(book)
    return path


@pytest.fixture
def home(demo_book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of the test's own, with a fresh demonstration as the book."""
    shutil.copy(demo_book, tmp_path / "book.db")
    monkeypatch.setenv("CRM_DATABASE", str(tmp_path / "book.db"))
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def screen(home: Path) -> Iterator[Screen]:
    """The interface, open on the agenda."""
    with Screen([*CRM, "tui"], os.environ) as screen:
        screen.see("Thursday 2 May 2019", "2 late", "F1 Help")
        yield screen


def crm(*words: str) -> str:
    """Call the command here, which is another process than that of the interface."""
    done = CliRunner().invoke(program, list(words))
    assert done.exit_code == 0, done.stderr
    return done.stdout


def find(screen: Screen, text: str, name: str, shown: str) -> None:
    """Look somebody up and open the page."""
    screen.press("/")
    screen.see("Case and accents")
    screen.type(text)
    screen.see(name, "record")
    screen.press("Enter")
    screen.see(name, shown, without="Found by")


def choose(screen: Screen, text: str, offered: str) -> None:
    """Type into a field that completes, and take the first that is offered."""
    screen.type(text)
    screen.see(offered)
    screen.press("Enter")
    screen.see("×")


def test_somebody_is_found_and_a_call_is_logged(screen: Screen) -> None:
    find(screen, "marder", "Günther Mårder", "They have promised")
    screen.see("VD, Företagarna", "070-174 06 15", "Skicka siffrorna för varje kommun")

    screen.press("l")
    screen.see("Log what happened", "Günther Mårder ×")
    screen.press("BTab", "Enter", "Down", "Enter")
    screen.see("Kind ▌ call")
    screen.press("Tab")
    screen.type("Siffror och kapital")
    screen.press("Tab", "Tab", "Tab", "Tab", "Tab")
    choose(screen, "lundwall", "Göran Lundwall")
    screen.press("Tab", "Tab")
    choose(screen, "tillv", "Tillväxtkapital")
    choose(screen, "Arbetsgrupper", "New: Arbetsgrupper")
    screen.see("Tillväxtkapital ×", "+ Arbetsgrupper ×")

    screen.press("F2")
    choose(screen, "lundw", "New: lundw")
    screen.press("Tab")
    choose(screen, "tillv", "New: tillv")
    screen.press("Tab", "Tab")
    screen.type("Mer kapital tidigt.")
    screen.press("F2")
    choose(screen, "mard", "New: mard")
    screen.press("Tab", "Tab", "Tab")
    screen.type("Vi har siffrorna.")

    screen.press("F3")
    screen.type("Send the figures")
    screen.press("Tab")
    screen.type("2 July")
    screen.see("= Tue 2019-07-02")
    screen.press("F3")
    screen.type("Invite us to the reference group")
    screen.press("Tab")
    screen.type("9 May")
    screen.see("= Thu 2019-05-09")
    screen.press("Tab", "Enter", "Down", "Enter")
    screen.see("Whose ▌ theirs")
    screen.press("C-s")
    screen.see("Logged Siffror och kapital", "u takes it back")

    [logged] = json.loads(crm("interaction", "list", "--topic", "Arbetsgrupper", "--json"))
    assert [one["person"]["name"] for one in logged["participants"]] == [
        "Günther Mårder",
        "Göran Lundwall",
    ]
    assert [(one["speaker"]["name"], one["text"]) for one in logged["statements"]] == [
        ("Göran Lundwall", "Mer kapital tidigt."),
        ("Günther Mårder", "Vi har siffrorna."),
    ]


@pytest.fixture
def promises(home: Path) -> None:
    """Two promises, one each way."""
    ours = FollowUpIn(title="Send the figures", due_date="2019-05-02", person="Günther Mårder")
    theirs = FollowUpIn(
        title="Invite us to the group",
        due_date="2019-05-09",
        direction="theirs",
        organisation="Företagarna",
    )
    with open_book(home / "book.db", actor="tester") as book:
        book.tell("Promise", add_follow_up, ours)
        book.tell("Promise", add_follow_up, theirs)


@pytest.mark.usefixtures("promises")
def test_promises_a_collaboration_and_a_post_are_looked_after(screen: Screen) -> None:
    a_promise_is_done_and_undone(screen)
    a_collaboration_is_registered_with_a_promise_on_it(screen)
    a_post_passes_on_and_an_old_meeting_keeps_the_role(screen)


def a_promise_is_done_and_undone(screen: Screen) -> None:
    screen.see("Today (2)", "2019-05-02  → Send the figures")
    screen.press("PageDown", "PageDown")
    screen.see("2019-05-09  ← Invite us to the group")
    screen.press("5")
    screen.see("Send the figures", "Invite us to the group")
    screen.press("1")
    screen.see("Invite us to the group")
    screen.press("Home")
    screen.see("Late (2)", "Today (2)")
    screen.press("d")
    screen.see("✓ Done: Tacka Leif Lundgren", "Late (1)")
    screen.press("u")
    screen.see("✓ Undo: Done: Tacka Leif Lundgren", "Late (2)")


def a_collaboration_is_registered_with_a_promise_on_it(screen: Screen) -> None:
    screen.press("6")
    screen.see("2 records")
    screen.press("n")
    screen.see("New collaboration")
    screen.type("Gemensamma siffror")
    screen.press("Tab")
    choose(screen, "foretagarna", "interest organisation")
    screen.press("C-s")
    screen.see("Added the collaboration Gemensamma siffror", "3 records")
    screen.press("f")
    screen.see("New follow-up", "Gemensamma siffror ×", "Företagarna ×")
    screen.type("Agree on the figures")
    screen.press("Tab", "Tab")
    screen.type("10 May")
    screen.see("= Fri 2019-05-10")
    screen.press("C-s")
    screen.see("Added Agree on the figures")
    screen.press("Enter")
    screen.see("We have promised", "2019-05-10  → Agree on the figures")


def a_post_passes_on_and_an_old_meeting_keeps_the_role(screen: Screen) -> None:
    screen.press("3")
    screen.see("ALMI")
    screen.press("Right")
    screen.see("Ministries", "1 record")
    screen.press("Enter")
    screen.see("Statssekreterare  Emil Högberg  2019 –")
    screen.press(*["Down"] * LINES_TO_THE_POST, "P")
    screen.see("Pass on the post", "Emil", "leaves the day before")
    choose(screen, "Ada Ny", "New: Ada Ny")
    screen.press("C-s")
    screen.see(
        "Statssekreterare  Ada Ny  2019-05-02 –",
        "Statssekreterare  Emil Högberg  2019 – 2019-05-01",
    )
    screen.press("4")
    screen.see("Nätverksmöte")
    screen.press("End", "Enter")
    screen.see("Nätverksmöte", "Emil Högberg", "Statssekreterare, Näringsdepartementet")


def test_a_list_is_exported_an_import_is_taken_back_and_others_write_too(
    screen: Screen, home: Path
) -> None:
    screen.press("2")
    screen.see("Emil Högberg")
    screen.press("Right", "Right", "Right")
    screen.see("State companies", "Göran Lundwall")
    screen.press("x")
    screen.see("Export", "people-2019-05-02.csv")
    screen.press("C-s")
    screen.see("✓ 1 record is in")
    with (home / "people-2019-05-02.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row["name"] for row in csv.DictReader(file)] == ["Göran Lundwall"]

    lines = "name,organisation\nNiklas Ny,Nya bolaget\nMaja Mer,Nya bolaget\n"
    (home / "new.csv").write_text(lines)
    screen.press("C-p")
    screen.see("Search for what to do")
    screen.type("import")
    screen.see("Import a file")
    screen.press("Enter")
    screen.see("Complete")
    screen.type("~/new.csv")
    screen.press("Enter")
    screen.see("Each row is a person")
    screen.press("i")
    screen.see("All 2  New 2")
    screen.press("i")
    screen.see("2 records, 2 new", "ctrl+s saves")
    screen.press("Enter")
    screen.see("Import of new.csv", "taken in")
    assert "Niklas Ny" in crm("person", "list")
    screen.press("u")
    screen.see("Undo: ", "new.csv")
    assert "Niklas Ny" not in crm("person", "list")
    assert "Nya bolaget" not in crm("org", "list")
    what_another_process_writes_appears_by_itself(screen)


def what_another_process_writes_appears_by_itself(screen: Screen) -> None:
    screen.press("4")
    screen.see("6 records")
    for number in range(1, 4):
        crm("log", "call", f"Call {number}", "--with", "marder")
        screen.see(f"Call {number}", f"{6 + number} records")
