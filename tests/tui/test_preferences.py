import errno
import os
import stat
from pathlib import Path

import pytest

from crm.errors import CrmError, FormatError
from tui.preferences import Preferences, read_preferences, save_keys, save_preference

WRITTEN = """\
# Mine.
theme = "samverkan-light"  # for the day
language = "sv"

[keys]
record.log = "f5"
"move.down" = ["down", "n"]
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "samverkan" / "interface.toml"


def write(path: Path, text: str | bytes) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def test_what_is_written_is_read_quoted_or_in_tables(path: Path) -> None:
    assert read_preferences(path) == (Preferences(), "")
    assert read_preferences(write(path, WRITTEN)) == (
        Preferences("samverkan-light", "sv", {"record.log": "f5", "move.down": "down,n"}),
        "",
    )


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('theme = "pink"', "“theme” cannot be “pink”; mend it in {path}."),
        ("language = 7", "“language” cannot be “7”; mend it in {path}."),
        ('keys = "j"', "“keys” cannot be “j”; mend it in {path}."),
        ("keys.record.log = [1]", "“record.log” cannot be “[1]”; mend it in {path}."),
        ('keys.record.log = ""', "“record.log” cannot be “”; mend it in {path}."),
        ('keys.record.log = "ctrl + s"', "“record.log” cannot be “ctrl + s”; mend it in {path}."),
    ],
)
def test_one_thing_that_cannot_be_used_leaves_the_others(
    path: Path, text: str, complaint: str
) -> None:
    write(path, f'{text}\nkeys.record.edit = "f6"\n' if "keys =" not in text else text)
    said, sentence = read_preferences(path)
    assert sentence == complaint.format(path=path)
    assert (said.theme, said.language) == ("", "")
    assert said.keys == ({} if "keys =" in text else {"record.edit": "f6"})


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"theme = 'dark'\ntheme\n", "Line 2 of {path} is not TOML"),
        (b"\xff\xfe\x00", "The settings in {path} cannot be read"),
        (b"x = " + b"[" * 100_000, "{path} is not TOML"),
        (b"#" * 1_000_001, "{path} is no file of settings"),
    ],
    ids=["torn", "bytes", "deep", "large"],
)
def test_a_file_that_cannot_be_read_is_told_and_never_written_over(
    path: Path, content: bytes, complaint: str
) -> None:
    write(path, content)
    said, sentence = read_preferences(path)
    assert said == Preferences()
    assert complaint.format(path=path) in sentence
    with pytest.raises(FormatError):
        save_preference(path, "theme", "samverkan-light")
    assert path.read_bytes() == content


def test_a_folder_in_its_place_is_told(path: Path) -> None:
    path.mkdir(parents=True)
    assert read_preferences(path)[1] == f"{path} is no file of settings; move it away."


def test_saving_keeps_comments_and_what_else_stands_there(path: Path) -> None:
    write(path, WRITTEN)
    save_preference(path, "theme", "samverkan-dark")
    save_preference(path, "language", "")
    save_keys(path, {"move.down": "down,n", "record.edit": "f6"})
    assert path.read_text() == (
        "# Mine.\n"
        'theme = "samverkan-dark"  # for the day\n\n'
        "[keys]\n"
        '"move.down" = ["down", "n"]\n'
        '"record.edit" = "f6"\n'
    )
    save_keys(path, {})
    assert "[keys]" not in path.read_text()
    assert read_preferences(path)[0] == Preferences("samverkan-dark")


def test_a_new_file_is_its_owners_and_a_link_stays_a_link(path: Path, tmp_path: Path) -> None:
    path.parent.mkdir()
    path.symlink_to(tmp_path / "dotfiles.toml")
    save_keys(path, {"record.log": "f5"})
    assert path.is_symlink()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert read_preferences(path)[0].keys == {"record.log": "f5"}
    assert list(path.parent.iterdir()) == [path]


def test_what_cannot_be_written_is_told_and_leaves_nothing(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(self: Path, target: Path) -> Path:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(CrmError, match="this time they hold"):
        save_preference(path, "theme", "samverkan-light")
    assert not list(path.parent.iterdir())
