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
