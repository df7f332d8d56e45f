"""Pieces of a line, each in its colour and leading where it leads, fitted into cells."""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import accumulate, groupby, zip_longest
from operator import itemgetter
from typing import Literal, NamedTuple

from rich.cells import cell_len
from rich.style import Style
from textual.strip import Strip

from crm.text import for_terminal
from tui.widgets.cells import shorten, wrap
from tui.widgets.record_items import Anchor, Words
from tui.widgets.roles import Role

SEPARATOR = ", "
UNDERLINED = Style(underline=True)


class Piece(NamedTuple):
    """A text in a colour; with a reference, or an address, it leads there."""

    text: str
    role: Role | Literal["rule"] = ""
    reference: str = ""


def pieces_of(words: str | Words, role: Role, *, separator: str = SEPARATOR) -> list[Piece]:
    """Return words as pieces with nothing in them that could act on a terminal."""
    given: Words = [words] if isinstance(words, str) else words
    pieces: list[Piece] = []
    for word in given:
        if pieces and separator:
            pieces.append(Piece(separator, role))
        if isinstance(word, Anchor):
            pieces.append(Piece(for_terminal(word.text), word.role, word.reference))
        else:
            pieces.append(Piece(for_terminal(word, multiline=True), role))
    return pieces


def width_of(pieces: Iterable[Piece]) -> int:
    """Return how many cells pieces take beside each other."""
    return sum(cell_len(piece.text) for piece in pieces)


def shorten_pieces(pieces: Iterable[Piece], width: int) -> list[Piece]:
    """Return the pieces that fit in so many cells, ending in … where anything was cut."""
    left = [piece for piece in pieces if piece.text]
    shown: list[Piece] = []
    room = width
    while left and room > 0:
        piece = left.pop(0)
        # What ends the line gives up its last cell for the mark where more would follow.
        text = piece.text + " " if left and cell_len(piece.text) == room else piece.text
        shown.append(piece._replace(text=shorten(text, room)))
        room -= cell_len(piece.text)
    return shown


def wrap_pieces(pieces: Sequence[Piece], width: int) -> list[list[Piece]]:
    """Return lines of pieces, none wider than `width` cells; at least one line."""
    return cut_pieces(pieces, wrap(text_of(pieces), width))


def text_of(pieces: Iterable[Piece]) -> str:
    """Return what pieces say."""
    return "".join(piece.text for piece in pieces)


def cut_pieces(pieces: Sequence[Piece], lines: Sequence[str]) -> list[list[Piece]]:
    """Return lines of pieces, where it was worked out already how their text wraps."""
    if len(pieces) == 1:
        return [[pieces[0]._replace(text=line)] for line in lines]
    text = text_of(pieces)
    ends = list(accumulate(len(piece.text) for piece in pieces))
    cut = []
    place = 0
    for line in lines:
        runs: list[tuple[int, str]] = []
        # Wrapping leaves out spaces and nothing else, mostly those where it breaks.
        start = text.index(line[:1], place)
        words = [line] if text.startswith(line, start) else line.split(" ")
        for word in words:
            start = text.index(word, place)
            if runs:
                runs.append((bisect_right(ends, place), " "))
            place = start + len(word)
            runs += _runs(text, ends, start, place)
        cut.append(_joined(runs, pieces))
    return cut


def _runs(text: str, ends: Sequence[int], start: int, stop: int) -> Iterator[tuple[int, str]]:
    """Yield a part of a text piece by piece, each with which it is."""
    while start < stop:
        owner = bisect_right(ends, start)
        end = min(stop, ends[owner])
        yield owner, text[start:end]
        start = end


def _joined(runs: Iterable[tuple[int, str]], pieces: Sequence[Piece]) -> list[Piece]:
    """Return the parts of a line as the pieces they belong to."""
    return [
        pieces[owner]._replace(text="".join(part for _owner, part in run))
        for owner, run in groupby(runs, key=itemgetter(0))
    ]


def underline(strip: Strip, pieces: Sequence[Piece], links: Collection[str]) -> Strip:
    """Return a line with the words underlined that lead to one of these records."""
    if not any(piece.reference in links for piece in pieces):
        return strip
    ends = list(accumulate(cell_len(piece.text) for piece in pieces))
    cut = strip.divide([*ends, strip.cell_length])
    return Strip.join(
        part.apply_style(UNDERLINED) if piece is not None and piece.reference in links else part
        for part, piece in zip_longest(cut, pieces)
        if part is not None
    )
