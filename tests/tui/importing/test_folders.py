"""What a path that is being typed leads to."""

from pathlib import Path

import pytest

from crm.errors import CrmError
from tui.importing.folders import FolderEntry, completed, home_relative, look


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("maj.csv", "mars.csv", "Årsmöte.xlsx", "bild.png", ".hidden.csv", "b\x1b[31m.vcf"):
        (tmp_path / name).write_text("x")
    (tmp_path / "mapp").mkdir()
    return tmp_path


def names(folder: Path, typed: str) -> list[str]:
    return [entry.shown for entry in look(folder, typed).entries]


def test_folders_come_first_and_what_cannot_be_imported_last(folder: Path) -> None:
    cards = "All cards of this folder"
    files = ["b�[31m.vcf", "maj.csv", "mars.csv", "Årsmöte.xlsx", "bild.png"]
    assert names(folder, "") == ["../", cards, "mapp/", *files]
    assert [one.path for one in look(folder, "").entries if one.is_cards] == [folder]
    assert names(folder / "mapp", "") == ["../"]


def test_what_is_typed_chooses_by_the_beginning_else_by_a_part(folder: Path) -> None:
    assert names(folder, "ma") == ["mapp/", "maj.csv", "mars.csv"]
    assert names(folder, "arsm") == ["Årsmöte.xlsx"]
    assert names(folder, "möte") == ["Årsmöte.xlsx"]
    assert names(folder, ".") == [".hidden.csv"]


def test_a_name_is_completed_as_far_as_it_is_plain(folder: Path) -> None:
    assert completed(look(folder, "m")) == "ma"
    found = completed(look(folder, "maj"))
    assert isinstance(found, FolderEntry)
    assert found.path == folder / "maj.csv"
    assert completed(look(folder, "nothing")) == "nothing"


def test_a_whole_name_is_a_file(folder: Path) -> None:
    assert look(folder, "maj.csv").file == folder / "maj.csv"
    assert look(folder, "mapp").file is None


def test_a_folder_that_is_not_there_is_said_in_a_sentence(folder: Path) -> None:
    for wrong in (folder / "nowhere", folder / "maj.csv", folder / "a\x00b"):
        with pytest.raises(CrmError, match="cannot be looked into"):
            look(wrong, "")


def test_a_path_is_written_as_from_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert home_relative(tmp_path / "listor") == "~/listor"
    assert home_relative(Path("/srv")) == "/srv"
