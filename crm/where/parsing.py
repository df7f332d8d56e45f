"""Read a condition, in one pass from left to right."""

import re
from collections.abc import Callable, Iterable
from difflib import SequenceMatcher
from typing import NamedTuple

from crm.errors import UsageError
from crm.i18n import _
from crm.text import fold
from crm.where.dated import Taken, compare_with_date
from crm.where.evaluation import Comparison, Condition, Every, Filled, Otherwise, Some
from crm.where.keys import FLAG_WORDS, Key
from crm.where.tokens import (
    AND,
    CONTACTED,
    EMPTY,
    END,
    FILLED,
    IN,
    IS,
    JOINING,
    NOT,
    OPEN,
    OPERATOR,
    OR,
    QUOTED,
    SINCE,
    WORD,
    Token,
    fault,
    tokens_of,
)

LONGEST = 2_000
DEEPEST = 50
LAST_INTERACTION = "last_interaction"
NAME = ".name"
IDENTITY = "id"
_REFERENCE = re.compile(r"[a-z]([0-9]+)", re.ASCII)
YES = {"yes": "true", "ja": "true", "no": "false", "nej": "false"}


class Reading(NamedTuple):
    """A condition, and what the phrases for dates in it were taken for."""

    condition: Condition
    taken: tuple[Taken, ...]


def parse(text: str, keys: Iterable[Key]) -> Condition:
    """Return the condition that a text says about records with these keys.

    Errors: `UsageError` that says what is wrong, where, and what is known there.
    """
    return read(text, keys).condition


def read(text: str, keys: Iterable[Key]) -> Reading:
    """Return the condition that a text says, and what its dates were taken for; errors: `parse`."""
    if len(text) > LONGEST:
        message = _("A condition may be {limit} characters long.")
        raise UsageError(message.format(limit=LONGEST))
    parser = _Parser(text, keys)
    return Reading(parser.parse(), tuple(parser.taken))


class _Parser:
    def __init__(self, text: str, keys: Iterable[Key]) -> None:
        self._tokens = list(tokens_of(text))
        self._next = 0
        self._depth = 0
        self._keys = {fold(key.name): key for key in keys}
        self.taken: list[Taken] = []

    def parse(self) -> Condition:
        unclosed = next((token for token in self._tokens if token.kind == OPEN), None)
        if unclosed:
            raise fault(_("a quotation mark is not closed"), unclosed)
        condition = self._either()
        if self._peek().kind != END:
            raise self._unexpected(_("“and” or “or” is missing, or quotes around the value"))
        return condition

    def _peek(self, ahead: int = 0) -> Token:
        return self._tokens[min(self._next + ahead, len(self._tokens) - 1)]

    def _take(self) -> Token:
        token = self._tokens[self._next]
        self._next += token.kind != END
        return token

    def _unexpected(self, reason: str) -> UsageError:
        return fault(reason, self._peek())

    # Conditions within conditions.

    def _either(self) -> Condition:
        return self._joined(self._both, OR, Some)

    def _both(self) -> Condition:
        return self._joined(self._single, AND, Every)

    def _joined(
        self,
        part: Callable[[], Condition],
        words: tuple[str, ...],
        join: Callable[[tuple[Condition, ...]], Condition],
    ) -> Condition:
        parts = [part()]
        while self._peek().is_one_of(words):
            self._take()
            parts.append(part())
        return parts[0] if len(parts) == 1 else join(tuple(parts))

    def _single(self) -> Condition:
        self._depth += 1
        if self._depth > DEEPEST:
            raise self._unexpected(_("it is nested too deeply"))
        condition = self._nested()
        self._depth -= 1
        return condition

    def _nested(self) -> Condition:
        if self._peek().is_one_of(NOT):
            self._take()
            return Otherwise(self._single())
        if self._peek().is_bracket("("):
            self._take()
            condition = self._either()
            self._close_bracket()
            return condition
        return self._about_key()

    def _close_bracket(self) -> None:
        if not self._peek().is_bracket(")"):
            raise self._unexpected(_("a “)” is missing"))
        self._take()

    # What is said of one key.

    def _about_key(self) -> Condition:
        if self._peek().is_one_of(CONTACTED) and LAST_INTERACTION in self._keys:
            self._take()
            return self._contacted()
        key = self._key()
        token = self._peek()
        if token.kind == OPERATOR:
            return self._compared(key, self._take().text, self._value())
        if token.is_one_of(IS):
            self._take()
            return self._empty_or_filled(key)
        if token.is_one_of(IN) and self._peek(1).is_bracket("("):
            return self._among(key)
        if token.is_one_of(NOT) and self._peek(1).is_one_of(IN):
            self._take()
            return Otherwise(self._among(key))
        return Filled(key.name)

    def _key(self) -> Key:
        token = self._peek()
        if token.kind != WORD or token.is_one_of(JOINING):
            known = ", ".join(key.name for key in self._keys.values())
            raise self._unexpected(_("one of these is missing: {keys}").format(keys=known))
        folded = fold(token.text)
        key = self._keys.get(folded) or self._keys.get(folded.removesuffix(NAME))
        if key is None:
            message = _("this is none of: {keys}")
            raise self._unexpected(message.format(keys=", ".join(self._nearest(folded))))
        self._take()
        return key

    def _nearest(self, folded: str) -> list[str]:
        """Return the keys, with dots if one was written; the likeliest to be meant comes first."""
        fitting = [known for known in self._keys if ("." in known) == ("." in folded)]
        return [self._keys[known].name for known in _likeliest_first(folded, fitting)]

    def _value(self) -> Token:
        if self._peek().kind not in (WORD, QUOTED):
            raise self._unexpected(_("a value is missing"))
        return self._take()

    def _compared(self, key: Key, operator: str, token: Token) -> Condition:
        given = token.value
        if operator.endswith("~") or not given:
            return Comparison(key.name, operator, given)
        if key.is_date:
            return compare_with_date(key, operator, token, self.taken)
        if key.words and operator in ("=", "!="):
            given = _known_word(key, token)
        elif key.name == IDENTITY:
            given = _REFERENCE.sub(r"\1", given)
        return Comparison(key.name, operator, given)

    def _empty_or_filled(self, key: Key) -> Condition:
        filled: Condition = Filled(key.name)
        negative = self._peek().is_one_of(NOT)
        if negative:
            self._take()
        token = self._peek()
        if not token.is_one_of((*EMPTY, *FILLED)):
            raise self._unexpected(_("“empty” or “filled” is missing"))
        self._take()
        return Otherwise(filled) if token.is_one_of(EMPTY) != negative else filled

    def _among(self, key: Key) -> Condition:
        """Read `in (a, b)`: one of several values."""
        self._take()
        if not self._peek().is_bracket("("):
            raise self._unexpected(_("a “(” is missing"))
        self._take()
        values = [self._compared(key, "=", token) for token in self._values()]
        self._close_bracket()
        return values[0] if len(values) == 1 else Some(tuple(values))

    def _values(self) -> list[Token]:
        """Take the values up to the bracket; in words a comma parts them."""
        values: list[Token] = []
        parted = True
        while self._peek().kind in (WORD, QUOTED):
            token = self._take()
            pieces = [token] if token.kind == QUOTED else _pieces(token)
            starts_with_comma = token.kind == WORD and token.text.startswith(",")
            if not parted and not starts_with_comma:
                raise fault(_("a comma is missing, or quotes around the value"), token)
            values.extend(pieces)
            parted = token.kind == WORD and token.text.endswith(",")
        if not values:
            raise self._unexpected(_("a value is missing"))
        return values

    def _contacted(self) -> Condition:
        """Read what may follow `contacted`: a word such as `since`, and a date in any words."""
        if not self._peek().is_one_of(SINCE):
            return Filled(LAST_INTERACTION)
        operator = SINCE[self._take().text.lower()]
        if self._peek().kind not in (WORD, QUOTED):
            raise self._unexpected(_("a date is missing"))
        key = self._keys[LAST_INTERACTION]
        return compare_with_date(key, operator, self._take(), self.taken)


def _pieces(token: Token) -> list[Token]:
    """Part `a,b` at its commas."""
    found: list[Token] = []
    position = token.position
    for piece in token.text.split(","):
        if piece:
            found.append(Token(WORD, piece, position))
        position += len(piece) + 1
    return found


def _known_word(key: Key, token: Token) -> str:
    """Return a word of those that a key can hold; errors: `UsageError`."""
    given = fold(token.value)
    if key.words == FLAG_WORDS:
        given = YES.get(given, given)
    if given not in map(fold, key.words):
        words = ", ".join(_likeliest_first(given, key.words))
        raise fault(_("this is none of: {words}").format(words=words), token)
    return given


def _likeliest_first(folded: str, known: Iterable[str]) -> list[str]:
    def likeness(word: str) -> float:
        return SequenceMatcher(None, folded, fold(word)).ratio()

    return sorted(known, key=likeness, reverse=True)
