"""The demonstration, to be read and to be changed."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from crm.book import Book, open_book
from crm.demo import build


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration, built once and copied for each test."""
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    with open_book(path, actor="demo") as book:
        build(book)
    return path


@pytest.fixture(scope="module")
def demo(built: Path) -> Iterator[Book]:
    """The demonstration, which is only read."""
    with open_book(built, actor="tester") as book:
        yield book


@pytest.fixture
def own_demo(built: Path, tmp_path: Path) -> Iterator[Book]:
    """The demonstration, to be changed."""
    shutil.copyfile(built, tmp_path / "demo.db")
    with open_book(tmp_path / "demo.db", actor="tester") as book:
        yield book
