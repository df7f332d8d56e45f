import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from crm import i18n
from tests.formats.files import WriteFile


@pytest.fixture(autouse=True)
def _english() -> None:
    i18n.use_language("en")


@pytest.fixture
def file(tmp_path: Path) -> WriteFile:
    def write(content: str | bytes, name: str = "contacts.csv", encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    return write


@pytest.fixture
def stockholm(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the clock here be that of Stockholm, on the second of May 2019."""
    monkeypatch.setenv("TZ", "Europe/Stockholm")
    monkeypatch.setenv("CRM_TODAY", "2019-05-02")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def no_process_left() -> Iterator[None]:
    """Whatever happens, the process that read is gone and waited for."""
    yield
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)
