"""What was promised: where promises begin in a line, whose each is, and by when."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from crm.i18n import _
from crm.quick.claims import Claims
from crm.quick.line import Knows, Mistake, Name, Promise
from crm.quick.marks import keep_tied, marked
from crm.quick.moments import find_due
from crm.quick.tokens import Token
from crm.quick.words import ARROWS, LONGEST_MARKER, MARKERS
from crm.vocabulary import Direction


class Stretch(NamedTuple):
    """The tokens of one promise, and what begins it: an arrow, words with a colon, or `;`."""

    direction: Direction
    marker: Sequence[Token]
    tokens: Sequence[Token]


class ReadPromise(NamedTuple):
    """A promise as it was read, with the topics that it names and what is wrong with it."""

    promise: Promise
    topics: Sequence[Name]
    mistakes: Sequence[Mistake]
    claims: Claims


def parted(tokens: Sequence[Token]) -> tuple[Sequence[Token], list[Stretch]]:
    """Return the tokens before the first promise, and those of each promise."""
    starts = list(_markers(tokens))
    if not starts:
        return tokens, []
    ends = [start for start, _stop, _whose in starts[1:]] + [len(tokens)]
    stretches = []
    whose, begin = Direction.OURS, None
    for (start, stop, direction), end in zip(starts, ends, strict=True):
        whose = direction or whose
        begin = start if begin is None else begin
        # Of two that follow each other, as in “; <-”, the second decides.
        if stop < end or end == len(tokens):
            stretches.append(Stretch(whose, tokens[begin:stop], tokens[stop:end]))
            begin = None
    return tokens[: starts[0][0]], stretches


def _markers(tokens: Sequence[Token]) -> Iterator[tuple[int, int, Direction | None]]:
    """Yield where what begins a promise starts and stops, and whose that promise is."""
    begun = False
    for index, token in enumerate(tokens):
        if token.text in ARROWS and not token.quoted:
            begun = True
            yield index, index + 1, ARROWS[token.text]
        elif token.text == ":" and (words := _words_before(tokens, index)):
            begun = True
            yield index - words[0], index + 1, words[1]
        elif token.text == ";" and begun:
            yield index, index + 1, None


def _words_before(tokens: Sequence[Token], colon: int) -> tuple[int, Direction] | None:
    """Return how many words before a colon begin a promise, and whose it is."""
    if not colon or tokens[colon - 1].end != tokens[colon].start:
        return None
    for count in range(min(LONGEST_MARKER, colon), 0, -1):
        phrase = " ".join(token.folded for token in tokens[colon - count : colon])
        if phrase in MARKERS:
            return count, MARKERS[phrase]
    return None


def read_promise(text: str, stretch: Stretch, today: date, knows: Knows) -> ReadPromise:
    """Read one promise; without a title it has a mistake."""
    claims = Claims(text, stretch.tokens)
    parties = tuple(marked(claims, "@", knows))
    topics = list(marked(claims, "#", knows))
    due_date, phrase, mistakes = find_due(claims, today)
    keep_tied(claims, in_promise=True)
    title = claims.left()
    if not title and (stretch.tokens or stretch.marker[0].text != ";"):
        sentence = _("Say what is promised after “{marker}”.")
        marker = text[stretch.marker[0].start : stretch.marker[-1].end]
        start, end = stretch.marker[0].start, stretch.marker[-1].end
        mistakes.append(Mistake(start, end, sentence.format(marker=marker)))
    return ReadPromise(
        Promise(title, stretch.direction, due_date, phrase, parties), topics, mistakes, claims
    )
