"""The pieces that a condition is made of, and the words that join them in both languages."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from crm.errors import UsageError
from crm.i18n import _
from crm.text import shorten

SHOWN_LENGTH = 40
WORD, QUOTED, OPERATOR, BRACKET, OPEN, END = "word", "quoted", "operator", "bracket", "open", "end"

AND, OR, NOT = ("and", "och"), ("or", "eller"), ("not", "inte")
JOINING = frozenset({*AND, *OR, *NOT})
IS, IN = ("is", "är"), ("in", "i")
EMPTY = ("empty", "tom", "tomt", "tomma")
FILLED = ("filled", "ifylld", "ifyllt", "ifyllda")
CONTACTED = ("contacted", "kontaktad", "kontaktat", "kontaktade")
SINCE = {
    **dict.fromkeys(("since", "sedan"), ">="),
    **dict.fromkeys(("before", "före"), "<"),
    **dict.fromkeys(("after", "efter"), ">"),
    **dict.fromkeys(("in", "on", "i", "under"), "="),
}

_TOKEN = re.compile(
    r"""(?P<space>\s+)
    |(?P<bracket>[()])
    |(?P<operator>!=|!~|<=|>=|=|~|<|>)
    |(?P<quoted>"(?:[^"]|"")*"|'(?:[^']|'')*')
    |(?P<open>["'])
    |(?P<word>[^\s()=~<>!"']+|!)""",
    re.VERBOSE,
)


class Token(NamedTuple):
    """A piece of a condition and where it begins, counted from 1."""

    kind: str
    text: str
    position: int

    def is_one_of(self, words: tuple[str, ...] | frozenset[str] | dict[str, str]) -> bool:
        """Tell whether it is one of these words, without quotes."""
        return self.kind == WORD and self.text.lower() in words

    def is_bracket(self, mark: str) -> bool:
        """Tell whether it is this bracket."""
        return self.kind == BRACKET and self.text == mark

    @property
    def value(self) -> str:
        """What it says, without its quotes."""
        if self.kind != QUOTED:
            return self.text
        mark = self.text[0]
        return self.text[1:-1].replace(mark * 2, mark)


def tokens_of(text: str) -> Iterator[Token]:
    """Yield the pieces of a text and then its end; a quote that is not closed is one of its own."""
    position = 0
    while position < len(text):
        match = _TOKEN.match(text, position)
        assert match is not None, "every character begins a token"
        kind = match.lastgroup or ""
        if kind == OPEN:
            yield Token(OPEN, text[position:], position + 1)
            position = len(text)
        else:
            if kind != "space":
                yield Token(kind, match[0], position + 1)
            position = match.end()
    yield Token(END, "", len(text) + 1)


def fault(reason: str, token: Token) -> UsageError:
    """Return the error that says what is wrong at a piece of a condition."""
    if token.kind == END:
        message = _("The condition is wrong at character {position}, its end: {reason}.")
    else:
        message = _("The condition is wrong at character {position} (“{near}”): {reason}.")
    near = shorten(token.text, SHOWN_LENGTH)
    return UsageError(message.format(position=token.position, near=near, reason=reason))
