"""Opening an address in another program, where there is one that does not take the terminal."""

from pathlib import Path

IN_THE_TERMINAL = frozenset({"www-browser", "links", "elinks", "lynx", "w3m"})
"""Browsers that would draw over the interface; the library `webbrowser` offers them too."""


def has_program() -> bool:
    """Tell whether an address would open beside the terminal."""
    import webbrowser

    try:
        browser = webbrowser.get()
    except webbrowser.Error:
        return False
    return Path(browser.name).name not in IN_THE_TERMINAL
