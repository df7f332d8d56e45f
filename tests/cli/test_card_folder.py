"""A folder of cards, as somebody with a telephone keeps it."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.fixture
def folder(do: Run, tmp_path: Path) -> Path:
    """A folder with the card of one person, who is called p1."""
    do("person", "add", "Günther Mårder", "--email", "g@foretagarna.se")
    do("export", "--as", "vdir", str(tmp_path / "cards"))
    return tmp_path / "cards"


def card(folder: Path) -> Path:
    [path] = folder.glob("*.vcf")
    return path


def rename(folder: Path, name: str) -> None:
    text = card(folder).read_text().replace("FN:Günther Mårder", f"FN:{name}")
    card(folder).write_text(text)


def test_out_and_in_again(do: Run, folder: Path) -> None:
    assert do("export", "--as", "vdir", str(folder)).err == (
        f"{folder}: 0 cards written, 0 removed, 1 in step\n"
    )
    rename(folder, "Günther Mårdh")
    answer = do("import", str(folder), "--json").data
    assert (answer["updated"], answer["changes"][0]["file"]) == (1, card(folder).name)
    assert do("show", "p1", "--json").data["name"] == "Günther Mårdh"
    assert do("import", str(folder)).out.startswith(f"{folder}: 0 records")


def test_a_conflict_is_told_and_ends_with_its_exit_code(run: Run, do: Run, folder: Path) -> None:
    rename(folder, "Günther Mårdh")
    do("person", "edit", "p1", "--name", "Günther Här")
    for words in (("import", str(folder)), ("export", "--as", "vdir", str(folder))):
        outcome = run(*words)
        assert outcome.code == 6
        first, *_rest, last = outcome.err.splitlines()
        assert first.startswith(f"{card(folder)} – Günther Här: it was changed both here and there")
        assert last.startswith("1 card was changed on both sides and left as it is")
    do("import", str(folder), "--force")
    assert do("show", "p1", "--json").data["name"] == "Günther Mårdh"


def test_a_deleted_card_takes_nobody_along_unasked(do: Run, folder: Path) -> None:
    do("person", "add", "Marita Sjödin")
    do("export", "--as", "vdir", str(folder))
    next(one for one in folder.glob("*.vcf") if "Marita" in one.read_text()).unlink()
    assert "delete Marita Sjödin here too with --delete" in do("import", str(folder)).err
    assert "1 record was deleted" in do("import", str(folder), "--delete").err
    assert len(do("person", "list", "--json").data) == 1


def test_what_cannot_be_a_folder_of_cards(run: Run, folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("namn\nAnna\n")
    for words, sentence in (
        (("export", "--as", "vdir"), "name the folder"),
        (("export", "--as", "vdir", str(file)), "name the folder"),
        (("export", "--as", "vdir", str(folder), "--columns", "name"), "takes no --columns"),
        (("import", str(file), "--delete"), "are for folders of cards"),
        (("import", str(folder), "--skip", "1"), "Lines are those of one file"),
    ):
        outcome = run(*words)
        assert outcome.code == 2, words
        assert sentence in outcome.err


def test_an_emptied_folder_is_refused(run: Run, do: Run, folder: Path) -> None:
    card(folder).unlink()
    for words in (("import", str(folder), "--delete"), ("export", "--as", "vdir", str(folder))):
        outcome = run(*words)
        assert (outcome.code, outcome.out) == (5, "")
        assert outcome.err.startswith(f"All cards are gone from {folder}: ")
    assert len(do("person", "list", "--json").data) == 1
