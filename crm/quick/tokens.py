"""A line as words, names in quotation marks and punctuation, each with its place in the line."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from crm.quick.words import ARROWS
from crm.text import clean_line, fold

# Nothing is looked for twice, so that the time is in step with the length.
_CHUNK = re.compile(r"""[@#]?["“”][^"“”]*["“”](?=[\s,.;:!?)]|$)|\S+""")
_ARROW = re.compile("|".join(sorted(map(re.escape, ARROWS), key=len, reverse=True)))
_QUOTES = '"“”'
_MARKS = "@#"
_OPENING, _CLOSING = "([", ",;:!?)]"


class Token(NamedTuple):
    """One word, quoted text or sign; `mark` is `@`, `#` or nothing, `text` is without it."""

    text: str
    start: int
    end: int
    mark: str = ""
    quoted: bool = False

    @property
    def folded(self) -> str:
        """The word as it is compared: no case, no accents."""
        return "" if self.quoted else fold(self.text)

    @property
    def is_sign(self) -> bool:
        """Whether it is punctuation or an arrow."""
        return not self.quoted and not any(letter.isalnum() for letter in self.text)

    @property
    def is_plain(self) -> bool:
        """Whether it is neither marked nor quoted nor punctuation."""
        return not (self.mark or self.quoted or self.is_sign)

    @property
    def is_capitalised(self) -> bool:
        """Whether it is a word that begins with a capital letter."""
        return not self.mark and not self.quoted and self.text[:1].isupper()

    @property
    def is_address(self) -> bool:
        """Whether it is an e-mail address."""
        return not self.mark and "@" in self.text.strip("@")


def tokens_of(text: str) -> list[Token]:
    """Return the tokens of a line in order."""
    return [token for chunk in _CHUNK.finditer(text) for token in _tokens(chunk[0], chunk.start())]


def _tokens(chunk: str, start: int) -> Iterator[Token]:
    bare = chunk.lstrip(_MARKS)
    if bare[:1] in _QUOTES and len(bare) > 1 and bare[-1] in _QUOTES:
        yield _quoted(chunk, bare, start)
        return
    arrow = _ARROW.match(chunk)
    if arrow:
        yield Token(arrow[0], start, start + arrow.end())
        chunk, start = chunk[arrow.end() :], start + arrow.end()
    word = chunk.lstrip(_OPENING)
    for place in range(len(chunk) - len(word)):
        yield Token(chunk[place], start + place, start + place + 1)
    start += len(chunk) - len(word)
    stem = word.rstrip(_CLOSING)
    if stem:
        yield _word(stem, start)
    for place in range(len(stem), len(word)):
        yield Token(word[place], start + place, start + place + 1)


def _quoted(chunk: str, bare: str, start: int) -> Token:
    mark = chunk[:1] if chunk != bare else ""
    return Token(clean_line(bare[1:-1]), start, start + len(chunk), mark, quoted=True)


def _word(stem: str, start: int) -> Token:
    mark = stem[:1] if stem[:1] in _MARKS else ""
    name = stem[len(mark) :]
    # “@14” is a time and “#2030” a number: a mark stands before a name.
    if not mark or not any(letter.isalpha() for letter in name):
        return Token(stem, start, start + len(stem))
    name = name.rstrip(".")
    return Token(clean_line(name), start, start + len(mark) + len(name), mark)
