"""What the tests share: a clean environment, a pinned day, and a book of their own."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from sqlalchemy import create_engine, event
from sqlmodel import Session

from crm import search
from crm.i18n import use_language
from crm.models import metadata

TODAY = "2019-05-02"
MEDDLING = (
    "CRM_DATABASE",
    "CRM_LANG",
    "CRM_ACTOR",
    "CRM_TODAY",
    "LANGUAGE",
    "LC_ALL",
    "LC_MESSAGES",
    "NO_COLOR",
    "FORCE_COLOR",
    "TEXTUAL_THEME",
)


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Nothing of the user's own: neither settings nor folders; English on 2 May 2019."""
    for name in MEDDLING:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("CRM_TODAY", TODAY)
    monkeypatch.setenv("CRM_LANG", "en")
    monkeypatch.setenv("CRM_ACTOR", "tester")
    for name in ("XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    use_language(None)
    yield
    use_language(None)


@pytest.fixture(scope="session")
def empty_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty book, made once and copied for each test."""
    path = tmp_path_factory.mktemp("empty") / "book.db"
    engine = create_engine(f"sqlite:///{path}")
    metadata.create_all(engine)
    raw = engine.raw_connection()
    search.install(cast("Any", raw.driver_connection))
    raw.close()
    engine.dispose()
    return path


@pytest.fixture
def session(empty_book: Path, tmp_path: Path) -> Iterator[Session]:
    path = tmp_path / "book.db"
    shutil.copyfile(empty_book, path)
    engine = create_engine(f"sqlite:///{path}")

    @event.listens_for(engine, "connect")
    def keep_keys(connection: Any, _record: Any) -> None:
        connection.execute("PRAGMA foreign_keys=ON")

    with Session(engine) as session:
        yield session
        session.commit()
    engine.dispose()
