"""`crm export --as addresses` and `--as drafts`: from the book to a mail program."""

from pathlib import Path

import pytest

from tests.cli.conftest import Prepare, Run

LETTER = "Subject: Hej {{name}}\n\nVi hörs, {{email}}.\n"


@pytest.fixture(autouse=True)
def network(prepare: Prepare) -> None:
    prepare(
        ("person", "add", "Göran Lundwall", "--email", "goran@almi.example"),
        ("person", "add", "Mårder, Günther", "--email", "gunther@foretagarna.example"),
        ("person", "add", "Leif Lundgren"),
    )


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    path = tmp_path / "letter.txt"
    path.write_text(LETTER, encoding="utf-8")
    return path


def test_a_line_of_addresses_says_who_has_none(do: Run) -> None:
    outcome = do("export", "--as", "addresses", "--delimiter", ";")
    assert outcome.out == (
        'Göran Lundwall <goran@almi.example>; "Mårder, Günther" <gunther@foretagarna.example>\n'
    )
    assert outcome.err.startswith("1 record is left out: it lacks what this format needs")


def test_whoever_is_chosen_and_has_an_address_is_told_of_with_no_word(do: Run) -> None:
    outcome = do("export", "--as", "addresses", "--where", "name ~ Göran")
    assert (outcome.out, outcome.err) == ("Göran Lundwall <goran@almi.example>\n", "")


def test_drafts_stand_in_a_folder_by_name(do: Run, run: Run, tmp_path: Path, letter: Path) -> None:
    folder = tmp_path / "drafts"
    outcome = do("export", "--as", "drafts", "--template", str(letter), str(folder))
    assert outcome.err.splitlines() == [
        "1 record is left out: it lacks what this format needs, such as an e-mail address.",
        f"2 records written to {folder}.",
    ]
    assert sorted(path.name for path in folder.iterdir()) == [
        *("Göran Lundwall.eml", "Mårder, Günther.eml"),
    ]
    assert b"Vi h=C3=B6rs, goran@almi.example." in (folder / "Göran Lundwall.eml").read_bytes()
    again = run("export", "--as", "drafts", "--template", str(letter), str(folder))
    assert again.code == 5
    assert "There are files in" in again.err


def test_a_letter_that_cannot_be_filled_leaves_no_folder(
    run: Run, tmp_path: Path, letter: Path
) -> None:
    letter.write_text("Hej {{firstname}}", encoding="utf-8")
    folder = tmp_path / "drafts"
    outcome = run("export", "--as", "drafts", "--template", str(letter), str(folder))
    assert outcome.code == 2
    assert outcome.err.startswith("There is no field {{firstname}} for the letter: choose one of")
    assert "given_name" in outcome.err
    without = run("export", "--as", "drafts", str(folder))
    assert without.code == 2
    assert without.err.startswith("Drafts are made of a template")
    assert not folder.exists()
