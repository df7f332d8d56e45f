"""Lines of a card that are too long for the book."""

import pytest

from crm.formats.vcard_long import parted, with_lines

LONG = "A" * 600_000
CARD = b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Anna\r\nEND:VCARD\r\n"


def with_line(line: str) -> bytes:
    folded = "\r\n ".join(line[at : at + 74] for at in range(0, len(line), 74))
    return CARD.replace(b"END", folded.encode() + b"\r\nEND")


@pytest.mark.parametrize(
    ("line", "written"),
    [
        (f"PHOTO;JPEG;ENCODING=BASE64:{LONG}", f"PHOTO;TYPE=jpeg;ENCODING=b:{LONG}"),
        (f"PHOTO:data:image/png;base64,{LONG}", f"PHOTO;TYPE=png;ENCODING=b:{LONG}"),
        (f"X-OWN:{LONG}", f"X-OWN:{LONG}"),
    ],
)
def test_a_long_line_goes_along_as_our_version_writes_it(line: str, written: str) -> None:
    found = parted(with_line(line), "3.0")
    assert found.too_long == (written,)
    assert found.rest == CARD
    again = with_lines(CARD, found.too_long)
    assert again.replace(b"\r\n ", b"") == CARD.replace(b"END", written.encode() + b"\r\nEND")
    assert max(map(len, again.split(b"\r\n"))) <= 75


def test_what_our_cards_say_themselves_does_not_go_along() -> None:
    card = with_line(f"NOTE:{LONG}")
    assert parted(card, "3.0").rest == card


def test_a_line_that_the_book_keeps_does_not_go_along() -> None:
    card = with_line(f"PHOTO;ENCODING=b:{'A' * 524_000}")
    assert len(card) > 512 << 10
    assert parted(card, "3.0").too_long == ()
