"""Fitting text into terminal cells, measured the way the screen measures it."""

from collections.abc import Iterator
from typing import Literal

from rich.cells import cell_len, set_cell_size

Align = Literal["left", "right"]
ELLIPSIS = "…"
SEAMS = "@./-_?&="
"""The marks in addresses, after which a word that is too wide may end a line."""


def shorten(text: str, width: int) -> str:
    """Return the text in at most `width` cells, ending in … where it was cut."""
    if width <= 0:
        return ""
    if cell_len(text) <= width:
        return text
    # A wide character that is cut in half leaves a space before the mark.
    return set_cell_size(text, width - 1).rstrip() + ELLIPSIS


def fit(text: str, width: int, align: Align = "left") -> str:
    """Return the text in exactly `width` cells, cut or filled with spaces."""
    cut = shorten(text, width)
    filling = " " * max(0, width - cell_len(cut))
    return filling + cut if align == "right" else cut + filling


def wrap(text: str, width: int) -> list[str]:
    """Return the lines of a text, none wider than `width` cells; at least one line."""
    width = max(1, width)
    return [line for paragraph in text.split("\n") for line in _wrap_paragraph(paragraph, width)]


def _wrap_paragraph(paragraph: str, width: int) -> Iterator[str]:
    line = ""
    for word in paragraph.split():
        joined = f"{line} {word}" if line else word
        if cell_len(joined) <= width:
            line = joined
            continue
        if line:
            yield line
        *full, line = _break_word(word, width)
        yield from full
    yield line


def _break_word(word: str, width: int) -> list[str]:
    """Cut a word into pieces of at most `width` cells (one character if that is wider)."""
    if cell_len(word) <= width:
        return [word]
    pieces: list[str] = []
    piece = ""
    for character in word:
        while piece and cell_len(piece + character) > width:
            cut = _best_cut(piece)
            pieces.append(piece[:cut])
            piece = piece[cut:]
        piece += character
    return [*pieces, piece]


def _best_cut(piece: str) -> int:
    """Return where a piece of a word ends best: after its last mark that is not near its start."""
    after_mark = max(map(piece.rfind, SEAMS)) + 1
    return after_mark if 3 * after_mark > len(piece) else len(piece)
