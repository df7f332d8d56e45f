"""Files that are there whole or not at all, and never in the place of another without a word."""

import os
import stat
from pathlib import Path

import pytest

from crm.actions.exporting.files import whole_file, whole_folder
from crm.errors import Invalid


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_file_has_its_name_when_it_is_whole_and_is_for_its_owner(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with whole_file(path) as stream:
        stream.write(b"name\n")
        assert not path.exists()
    assert path.read_bytes() == b"name\n"
    assert mode(path) == 0o600
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_an_error_leaves_nothing_or_what_was_there(
    tmp_path: Path, error: type[BaseException]
) -> None:
    path = tmp_path / "a.csv"
    with pytest.raises(error), whole_file(path) as stream:
        stream.write(b"half")
        raise error
    assert list(tmp_path.iterdir()) == []
    path.write_text("precious")
    with pytest.raises(error), whole_file(path, replace=True) as stream:
        raise error
    assert path.read_text() == "precious"
    assert list(tmp_path.iterdir()) == [path]


def test_what_is_there_stays_unless_it_is_to_be_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("precious")
    path.chmod(0o640)
    with pytest.raises(Invalid, match="already"), whole_file(path):
        pytest.fail("it was opened")
    with whole_file(path, replace=True) as stream:
        stream.write(b"new")
    assert (path.read_text(), mode(path)) == ("new", 0o640)


def test_a_name_that_somebody_takes_in_the_meantime_is_theirs(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with pytest.raises(Invalid, match="already"), whole_file(path) as stream:
        stream.write(b"ours")
        path.write_text("theirs")
    assert path.read_text() == "theirs"
    assert list(tmp_path.iterdir()) == [path]


def test_where_a_link_leads_is_replaced_and_the_link_stays(tmp_path: Path) -> None:
    target, link = tmp_path / "target.csv", tmp_path / "link.csv"
    target.write_text("old")
    link.symlink_to(target)
    with pytest.raises(Invalid), whole_file(link):
        pytest.fail("it was opened")
    with whole_file(link, replace=True) as stream:
        stream.write(b"new")
    assert link.is_symlink()
    assert target.read_text() == "new"


def test_a_device_is_written_to_and_stays_one() -> None:
    with whole_file(Path(os.devnull)) as stream:
        stream.write(b"x")
    assert Path(os.devnull).is_char_device()


@pytest.mark.parametrize("name", ["nowhere/a.csv", "."])
def test_where_nothing_can_be_written_the_error_names_the_path(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    with pytest.raises(OSError, match="directory") as caught, whole_file(path):
        pytest.fail("it was opened")
    assert caught.value.filename == str(path)


def test_a_folder_has_its_name_when_all_its_files_are_there(tmp_path: Path) -> None:
    path = tmp_path / "drafts"
    with whole_folder(path) as folder:
        (folder / "a.eml").write_text("a")
        assert not path.exists()
    assert [file.name for file in path.iterdir()] == ["a.eml"]
    assert mode(path) == 0o700
    with pytest.raises(Invalid, match="files in"), whole_folder(path):
        pytest.fail("it was opened")
    with whole_folder(path, replace=True) as folder:
        (folder / "b.eml").write_text("b")
    assert sorted(file.name for file in path.iterdir()) == ["a.eml", "b.eml"]
    assert list(tmp_path.iterdir()) == [path]


def test_an_empty_folder_is_filled_and_a_failed_one_stays_empty(tmp_path: Path) -> None:
    path = tmp_path / "drafts"
    path.mkdir()
    with pytest.raises(KeyboardInterrupt), whole_folder(path) as folder:
        (folder / "a.eml").write_text("half")
        raise KeyboardInterrupt
    assert list(path.iterdir()) == []
    assert list(tmp_path.iterdir()) == [path]
    with whole_folder(path) as folder:
        (folder / "a.eml").write_text("a")
    assert [file.name for file in path.iterdir()] == ["a.eml"]


def test_a_folder_cannot_take_the_place_of_a_file(tmp_path: Path) -> None:
    path = tmp_path / "a.eml"
    path.write_text("precious")
    with pytest.raises(NotADirectoryError), whole_folder(path, replace=True):
        pytest.fail("it was opened")
    assert path.read_text() == "precious"
