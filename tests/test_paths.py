import os
from pathlib import Path

import pytest

from crm.paths import absolute, shown


def test_a_path_is_printed_without_control_characters() -> None:
    assert shown(Path("a\x1b[2Jb")) == "a\\x1b[2Jb"
    assert shown("Mårder") == "Mårder"


def test_a_path_from_the_root_is_left_as_it_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert absolute("../book.db") == os.path.join(tmp_path, "../book.db")  # noqa: PTH118
    assert absolute(Path("/a/../book.db")) == "/a/../book.db"
