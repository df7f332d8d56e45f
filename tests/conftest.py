"""What the tests share: a clean environment, a pinned day, and a book of their own."""

import gc
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest

from crm.i18n import use_language
from tests.compiling import compiled_once
from tests.rounds import settle_chance

if TYPE_CHECKING:
    from crm.book import Book, Session

Fill: TypeAlias = "Callable[[Session], Any]"
OpenFilled: TypeAlias = "Callable[[Fill], Book]"
TODAY = "2019-05-02"
NUMBERS = count()
MEDDLING = (
    "CRM_DATABASE",
    "CRM_LANG",
    "CRM_ACTOR",
    "CRM_TODAY",
    "CRM_DEBUG",
    "LANGUAGE",
    "LC_ALL",
    "LC_MESSAGES",
    "NO_COLOR",
    "FORCE_COLOR",
    "TEXTUAL_THEME",
)

MEMORY = Path("/dev/shm")
ROOM = 2**30
"""Where Linux keeps files in memory, and how many bytes have to be free there."""

settle_chance()


def users_folder(request: pytest.FixtureRequest, temporary: pytest.TempPathFactory) -> Path:
    """Return where the user's folders would be: in that of the test, if it has one, else nowhere.

    A folder for each of so many tests that write nothing would take longer than most of them.
    """
    if "tmp_path" in request.fixturenames:
        folder: Path = request.getfixturevalue("tmp_path")
        return folder
    return temporary.getbasetemp() / f"nowhere-{next(NUMBERS)}"


@pytest.fixture(autouse=True)
def environment(
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[None]:
    """Nothing of the user's own: neither settings nor folders; English on 2 May 2019."""
    folder = users_folder(request, tmp_path_factory)
    for name in MEDDLING:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("CRM_TODAY", TODAY)
    monkeypatch.setenv("CRM_LANG", "en")
    monkeypatch.setenv("CRM_ACTOR", "tester")
    for name in ("XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, f"{folder}/{name.lower()}")
    use_language(None)
    yield
    use_language(None)


@pytest.fixture(scope="session", autouse=True)
def statements() -> Iterator[None]:
    """All books of the tests are asked in the same words, which are compiled once."""
    with compiled_once():
        yield


@pytest.fixture(scope="session")
def empty_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty book, made once and copied for each test."""
    from crm.book import open_book

    path = tmp_path_factory.mktemp("empty") / "book.db"
    open_book(path, actor="tester").close()
    return path


@pytest.fixture(scope="session")
def hostile_book(empty_book: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book that holds all naughty strings and whose rows are spoilt in part."""
    from tests.hostile import build_hostile_book

    path = Path(shutil.copy(empty_book, tmp_path_factory.mktemp("hostile") / "book.db"))
    build_hostile_book(path)
    return path


@pytest.fixture
def book(empty_book: Path, tmp_path: Path) -> "Iterator[Book]":
    """A book of the test's own, on a file."""
    from crm.book import open_book

    path = tmp_path / "book.db"
    shutil.copy(empty_book, path)
    with open_book(path, actor="tester") as book:
        yield book


@pytest.fixture(scope="session")
def filled_books(tmp_path_factory: pytest.TempPathFactory) -> "tuple[Path, dict[Fill, Path]]":
    """Books by what filled them, and the folder where they are kept."""
    return tmp_path_factory.mktemp("filled"), {}


@pytest.fixture
def open_filled(
    empty_book: Path, filled_books: "tuple[Path, dict[Fill, Path]]", tmp_path: Path
) -> OpenFilled:
    """Return a function that opens a book of the test's own as some function fills it.

    What one function fills is filled only once, and copied.
    """
    from crm.book import open_book

    folder, books = filled_books

    def open_copy(fill: "Fill") -> "Book":
        if fill not in books:
            path = Path(shutil.copy(empty_book, folder / f"{len(books)}.db"))
            with open_book(path, actor="tester") as book:
                book.tell("Fill", fill)
            books[fill] = path
        return open_book(shutil.copy(books[fill], tmp_path / "book.db"), actor="tester")

    return open_copy


class Over(Exception):
    """A test is over, and nothing of it is kept."""


@pytest.fixture(scope="module")
def common_book(empty_book: Path, tmp_path_factory: pytest.TempPathFactory) -> "Iterator[Book]":
    """An empty book that is empty again after each test of a module."""
    from crm.book import open_book

    path = tmp_path_factory.mktemp("common") / "book.db"
    with open_book(shutil.copy(empty_book, path), actor="tester") as book:
        yield book


@pytest.fixture
def session(request: pytest.FixtureRequest) -> "Iterator[Session]":
    """One write under way in the book of the test; else in one that forgets what was written.

    All is done that is done when it is saved, but for the saving: to open a book of its own would
    take longer than most tests.
    """
    if "book" in request.fixturenames:
        with request.getfixturevalue("book").write("a test") as session:
            yield session
        return
    from crm import search
    from crm.store import driver_connection

    with suppress(Over), request.getfixturevalue("common_book").write("a test") as session:
        yield session
        session.flush()
        search.refresh(driver_connection(session), session.info["batch_id"])
        raise Over


def pytest_configure() -> None:
    """Look for no garbage while the tests are read: all that is read then stays."""
    gc.disable()
    # What is saved must be on the disk: of books that lie in memory, nobody has to wait for it.
    if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))


def pytest_collection_finish() -> None:
    """Look for garbage less often: by default that takes a third of the time of the screens."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
    gc.enable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the slow tests, so that no worker is left with them at the end."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)
