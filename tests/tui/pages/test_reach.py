"""What may be opened outside the program."""

import pytest

from tui.pages.reach import openable


@pytest.mark.parametrize(
    ("address", "may"),
    [
        ("mailto:anna@exempel.se", True),
        ("tel:+46701740605", True),
        ("https://exempel.se/möte", True),
        ("HTTP://exempel.se", True),
        ("javascript:alert(1)", False),
        ("file:///etc/passwd", False),
        ("/home/anna/protokoll.pdf", False),
        ("https:", False),
        ("https://exempel.se/\x1b[2J", False),
        ("mailto:anna@exempel.se extra", False),
        ("http://[", False),
    ],
)
def test_only_letters_calls_and_pages_are_opened(address: str, may: bool) -> None:
    assert bool(openable(address)) is may
