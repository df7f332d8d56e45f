import errno
import os
from pathlib import Path

import pytest

from crm import system
from crm.system import TEXTS, reason_of


def test_the_words_of_the_system_are_translated(monkeypatch: pytest.MonkeyPatch) -> None:
    missing = FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), "x.csv")
    assert reason_of(missing) == "No such file or directory"
    monkeypatch.setattr(system, "_", {"No such file or directory": "Finns inte"}.__getitem__)
    assert reason_of(missing) == "Finns inte"


def test_what_has_no_words_of_the_system_says_its_own() -> None:
    assert reason_of(OSError()) == "OSError"


@pytest.mark.parametrize("path", ["a\x00b", "a\ud800b"])
def test_a_name_that_no_file_can_have_is_no_matter_of_the_system(path: str) -> None:
    with pytest.raises(ValueError) as caught:
        Path(path).read_bytes()
    assert reason_of(caught.value) == "no file can have such a name"


@pytest.mark.parametrize("name", ["ENOENT", "EACCES", "EISDIR", "ENOSPC", "EROFS", "EADDRINUSE"])
def test_what_is_met_most_can_be_translated(name: str) -> None:
    assert os.strerror(getattr(errno, name)) in TEXTS
