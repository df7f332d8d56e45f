"""The settings: colours tried on and kept, keys changed, another language, a file that is torn."""

import pytest

from crm import settings
from crm.book import Book
from tests.tui.screens.conftest import Shown, showing
from tests.tui.screens.looking import in_front, lines, press, said, sees, until
from tui.preferences import Preferences, read_preferences
from tui.screens import settings as page_module
from tui.screens.settings import SettingsScreen


def kept() -> Preferences:
    return read_preferences(settings.interface_settings())[0]


async def test_colours_and_keys_are_tried_changed_kept_and_brought_back(
    shown: Shown, book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen: list[str] = []
    monkeypatch.setattr(page_module, "speak", lambda _app, language: chosen.append(language))
    async with shown(80, 40) as pilot:
        await press(pilot, "2", "comma", "down")
        assert in_front(pilot) == "SettingsScreen"
        assert pilot.app.theme == "samverkan-light"
        await press(pilot, "end")
        assert pilot.app.theme == "samverkan-dark"
        await press(pilot, "home", "down", "enter")
        await until(pilot, lambda: kept().theme == "samverkan-light")
        page = pilot.app.screen
        assert isinstance(page, SettingsScreen)

        async def stand_on(name: str) -> None:
            page._view.cursor_index = next(
                place
                for place, item in enumerate(page._view._page.items)
                if item.reference == f"key:{name}"
            )
            await press(pilot)

        await stand_on("record.log")
        await press(pilot, "enter")
        assert sees(pilot, "Press the key that will do this.")
        await press(pilot, "f5")
        assert said(pilot) == "f5 is now the key of “Log”."
        assert sees(pilot, "record.log, usually l")
        await stand_on("record.edit")
        await press(pilot, "enter", "n")
        assert sees(pilot, "n is the key of “New”. Let the two change keys?")
        await press(pilot, "enter")
        assert page.keymap == {"record.log": "f5", "record.edit": "n", "record.new": "e"}
        await stand_on("form.save")
        await press(pilot, "enter", "k")
        assert said(pilot).startswith("A letter would be typed there")
        await until(pilot, lambda: dict(kept().keys) == dict(page.keymap))

        await press(pilot, "escape")
        assert "f5 Log" in lines(pilot)[-1]
        assert pilot.app.theme == "samverkan-light"

    async with showing(book) as pilot:
        assert pilot.app.theme == "samverkan-light"
        assert "f5 Log" in lines(pilot)[-1]
        await press(pilot, "comma", *["down"] * 5, "enter")
        assert chosen == ["sv"]
        await press(pilot, "R", "right", "enter")
        await until(pilot, lambda: not kept().keys)


async def test_a_torn_file_is_one_sentence_and_stays_as_it_is(shown: Shown) -> None:
    path = settings.interface_settings()
    path.parent.mkdir(parents=True)
    path.write_text("theme =\n")
    async with shown() as pilot:
        assert said(pilot).startswith(f"Line 1 of {path} is not TOML"[:40])
        await press(pilot, "comma", "down", "enter")
        assert pilot.app.theme == "samverkan-light"
        await until(pilot, lambda: "is not TOML" in said(pilot))
        assert path.read_text() == "theme =\n"
