# ruff: noqa: E402 - the environment has to be set before Textual is imported
"""Textual reads these variables when it is imported: they must be gone before that."""

import os

for _variable in ("NO_COLOR", "TEXTUAL_THEME", "TEXTUAL_COLOR_SYSTEM", "TEXTUAL_FILTERS"):
    os.environ.pop(_variable, None)
os.environ["COLORTERM"] = "truecolor"
os.environ["TEXTUAL_ANIMATIONS"] = "none"

import asyncio
import gettext
from collections.abc import Callable, Iterator, Mapping

import pytest
from textual.widgets import Input, TextArea

from crm import i18n
from tests.tui.rest import RestingLoop, rest_instead_of_sampling

Speak = Callable[[Mapping[str, str]], None]


def pytest_asyncio_loop_factories() -> dict[str, Callable[[], asyncio.AbstractEventLoop]]:
    """Run the tests of the interface in a loop that knows when it rests."""
    return {"resting": RestingLoop}


class Phrases(gettext.NullTranslations):
    """A catalogue of a few phrases."""

    def __init__(self, phrases: Mapping[str, str]) -> None:
        super().__init__()
        self._phrases = phrases

    def gettext(self, message: str) -> str:
        return self._phrases.get(message, message)


@pytest.fixture(autouse=True)
def plain_surroundings(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """English, a fixed day, cursors that do not blink, and a pilot that waits for rest."""
    rest_instead_of_sampling(monkeypatch)
    monkeypatch.setattr(Input, "cursor_blink", False)
    monkeypatch.setattr(TextArea, "cursor_blink", False)
    monkeypatch.setenv("CRM_TODAY", "2019-05-02")
    i18n.use_language("en")
    yield
    i18n.use_language(None)


@pytest.fixture
def speak_swedish(monkeypatch: pytest.MonkeyPatch) -> Speak:
    """Return a function that switches to Swedish, for which it is told the phrases."""

    def speak(phrases: Mapping[str, str]) -> None:
        catalogues = {"sv": Phrases(phrases), "en": gettext.NullTranslations()}
        monkeypatch.setattr(i18n, "_catalogue", catalogues.__getitem__)
        i18n.use_language("sv")

    return speak
