import webbrowser

import pytest

from tui.opening import has_program


@pytest.mark.parametrize(("name", "beside"), [("xdg-open", True), ("/usr/bin/lynx", False)])
def test_a_browser_that_takes_the_terminal_is_none(
    monkeypatch: pytest.MonkeyPatch, name: str, beside: bool
) -> None:
    monkeypatch.setattr(webbrowser, "get", lambda: webbrowser.GenericBrowser(name))
    assert has_program() is beside


def test_where_there_is_no_browser_nothing_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    def none() -> None:
        raise webbrowser.Error

    monkeypatch.setattr(webbrowser, "get", none)
    assert not has_program()
