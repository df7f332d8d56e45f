"""Read a condition, in one pass from left to right."""

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from crm.dates import understand_day
from crm.errors import Invalid, UsageError
from crm.i18n import _
from crm.text import fold, shorten
from crm.where.evaluation import Comparison, Condition, Every, Filled, Otherwise, Some

LONGEST = 2_000
DEEPEST = 50
SHOWN_LENGTH = 40
CUSTOM = "custom."
LAST_INTERACTION = "last_interaction"
AND, OR, NOT = ("and", "och"), ("or", "eller"), ("not", "inte")
CONTACTED = ("contacted", "kontaktad", "kontaktat", "kontaktade")
WORDS = frozenset({*AND, *OR, *NOT})
SINCE = {
    **dict.fromkeys(("since", "sedan"), ">="),
    **dict.fromkeys(("before", "före"), "<"),
    **dict.fromkeys(("after", "efter"), ">"),
    **dict.fromkeys(("in", "on", "under"), "="),
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


END = "end"


def parse(text: str, keys: Collection[str]) -> Condition:
    """Return the condition that a text says; `keys` may be asked for, and `custom.KEY` always.

    Errors: `UsageError` that says what is wrong and where.
    """
    if len(text) > LONGEST:
        message = _("A condition may be {limit} characters long.")
        raise UsageError(message.format(limit=LONGEST))
    return _Parser(text, keys).parse()


def _tokens(text: str) -> Iterator[Token]:
    position = 0
    while position < len(text):
        match = _TOKEN.match(text, position)
        assert match is not None, "every character begins a token"
        kind = match.lastgroup or ""
        if kind == "open":
            raise _fault(_("a quotation mark is not closed"), text[position:], position + 1)
        if kind != "space":
            yield Token(kind, match[0], position + 1)
        position = match.end()
    yield Token(END, "", len(text) + 1)


def _fault(reason: str, near: str, position: int) -> UsageError:
    if near:
        message = _("The condition is wrong at character {position} (“{near}”): {reason}.")
    else:
        message = _("The condition is wrong at character {position}, its end: {reason}.")
    shown = shorten(near, SHOWN_LENGTH)
    return UsageError(message.format(position=position, near=shown, reason=reason))


class _Parser:
    def __init__(self, text: str, keys: Collection[str]) -> None:
        self._tokens = list(_tokens(text))
        self._next = 0
        self._depth = 0
        self._keys = {fold(key): key for key in keys}

    def parse(self) -> Condition:
        condition = self._either()
        if self._peek().kind != END:
            raise self._unexpected(_("“and” or “or” is missing, or quotes around the value"))
        return condition

    def _peek(self) -> Token:
        return self._tokens[self._next]

    def _take(self) -> Token:
        token = self._tokens[self._next]
        self._next += token.kind != END
        return token

    def _unexpected(self, reason: str) -> UsageError:
        token = self._peek()
        return _fault(reason, token.text, token.position)

    def _is_word(self, words: Collection[str]) -> bool:
        token = self._peek()
        return token.kind == "word" and token.text.lower() in words

    def _either(self) -> Condition:
        parts = [self._both()]
        while self._is_word(OR):
            self._take()
            parts.append(self._both())
        return parts[0] if len(parts) == 1 else Some(tuple(parts))

    def _both(self) -> Condition:
        parts = [self._single()]
        while self._is_word(AND):
            self._take()
            parts.append(self._single())
        return parts[0] if len(parts) == 1 else Every(tuple(parts))

    def _single(self) -> Condition:
        self._depth += 1
        if self._depth > DEEPEST:
            raise self._unexpected(_("it is nested too deeply"))
        condition = self._nested()
        self._depth -= 1
        return condition

    def _nested(self) -> Condition:
        if self._is_word(NOT):
            self._take()
            return Otherwise(self._single())
        if self._peek().text == "(" and self._peek().kind == "bracket":
            self._take()
            condition = self._either()
            if self._peek().text != ")" or self._peek().kind != "bracket":
                raise self._unexpected(_("a “)” is missing"))
            self._take()
            return condition
        return self._comparison()

    def _comparison(self) -> Condition:
        if self._is_word(CONTACTED) and LAST_INTERACTION in self._keys.values():
            self._take()
            return self._contacted()
        key = self._key()
        if self._peek().kind != "operator":
            return Filled(key)
        operator = self._take().text
        token = self._peek()
        if token.kind not in ("word", "quoted"):
            raise self._unexpected(_("a value is missing"))
        self._take()
        return Comparison(key, operator, _unquoted(token))

    def _contacted(self) -> Condition:
        """Read what may follow `contacted`: a word such as `since`, and a date in any words."""
        if not self._is_word(SINCE):
            return Filled(LAST_INTERACTION)
        operator = SINCE[self._take().text.lower()]
        token = self._peek()
        if token.kind not in ("word", "quoted"):
            raise self._unexpected(_("a date is missing"))
        date = _date(_unquoted(token))
        if date is None:
            raise self._unexpected(_("this is no date; put quotes around several words"))
        self._take()
        return Comparison(LAST_INTERACTION, operator, date)

    def _key(self) -> str:
        token = self._peek()
        if token.kind != "word" or token.text.lower() in WORDS:
            known = ", ".join(self._keys.values())
            raise self._unexpected(_("one of these is missing: {keys}").format(keys=known))
        if fold(token.text) not in self._keys and not _is_custom(token.text):
            known = ", ".join(self._keys.values())
            message = _("this is none of: {keys}, custom.KEY").format(keys=known)
            raise self._unexpected(message)
        self._take()
        return self._keys.get(fold(token.text), token.text.casefold())


def _is_custom(word: str) -> bool:
    return word.casefold().startswith(CUSTOM) and len(word) > len(CUSTOM)


def _unquoted(token: Token) -> str:
    if token.kind == "word":
        return token.text
    mark = token.text[0]
    return token.text[1:-1].replace(mark * 2, mark)


def _date(text: str) -> str | None:
    """Return a partial date as ISO, or the first day that a phrase such as `last year` means."""
    try:
        return understand_day(text, prefer="past")
    except Invalid:
        return None
