"""Forms ask about duplicates at once, so that no test waits."""

import pytest


@pytest.fixture(autouse=True)
def ask_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.dialogs.duplicates.PAUSE", 0.0)
