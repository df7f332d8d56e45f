"""What somebody types into a filter: a condition, or plain words of a name."""

from collections.abc import Iterable
from typing import NamedTuple

from crm.text import fold, words
from crm.where.keys import Key
from crm.where.parsing import LAST_INTERACTION, NAME
from crm.where.tokens import (
    AND,
    CONTACTED,
    END,
    IN,
    IS,
    JOINING,
    NOT,
    OPEN,
    OPERATOR,
    OR,
    SINCE,
    WORD,
    Token,
    tokens_of,
)

SHORTEST = 2
"""How much of a key is typed before the rest is proposed."""
_AFTER_KEY = frozenset({*AND, *OR, *NOT, *IS, *IN})


def condition_typed(text: str, keys: Iterable[Key], name: str) -> str:
    """Return the condition that a filter asks for: what is typed, else that `name` has its words.

    Nothing where no word is typed.
    """
    if is_condition(text, keys):
        return text.strip()
    return " and ".join(f'{name} ~ "{word}"' for word in words(text))


def is_condition(text: str, keys: Iterable[Key]) -> bool:
    """Tell whether a text is meant as a condition rather than as the words of a name.

    It is one where it compares, or where a key is followed as only a condition would: somebody
    called Post is found by name, `not post` and `post and email` are conditions.
    """
    tokens = list(tokens_of(text))
    if any(token.kind == OPERATOR for token in tokens):
        return True
    known = {fold(key.name) for key in keys}
    start = next(place for place, token in enumerate(tokens) if not _may_precede(token))
    first, second = tokens[start], tokens[min(start + 1, len(tokens) - 1)]
    if first.is_one_of(CONTACTED) and LAST_INTERACTION in known:
        return start > 0 or second.kind == END or second.is_one_of(SINCE)
    if fold(first.text).removesuffix(NAME) not in known:
        return False
    return start > 0 or second.is_one_of(_AFTER_KEY)


def _may_precede(token: Token) -> bool:
    return token.is_one_of(NOT) or token.is_bracket("(")


class Expected(NamedTuple):
    """What is being typed at the end of a text: from where on, how much of it, and what it is.

    It is a value of `key`, or where that is None a key itself.
    """

    start: int
    begun: str
    key: Key | None


def expected(text: str, keys: Iterable[Key]) -> Expected | None:
    """Return what is being typed at the end of a text, None where that is neither key nor value."""
    before = list(tokens_of(text))[:-1]
    start, begun = len(text), ""
    if before and before[-1].kind in (WORD, OPEN) and _is_unfinished(before[-1], text):
        last = before.pop()
        start, begun = last.position - 1, last.text.lstrip("\"'")
    if not before or before[-1].is_one_of(JOINING):
        return Expected(start, begun, None)
    known = {fold(key.name): key for key in keys}
    if before[-1].kind == OPERATOR and len(before) > 1:
        key = known.get(fold(before[-2].text))
        return Expected(start, begun, key) if key else None
    return _within_brackets(Expected(start, begun, None), before, known)


def _is_unfinished(token: Token, text: str) -> bool:
    return token.kind == OPEN or not text[-1:].isspace()


def _within_brackets(
    typed: Expected, before: list[Token], known: dict[str, Key]
) -> Expected | None:
    """Return a value after `key in (`, and a key after any other bracket that is just opened."""
    opened = max((n for n, token in enumerate(before) if token.is_bracket("(")), default=-1)
    if opened < 0:
        return None
    if opened > 1 and before[opened - 1].is_one_of(IN):
        named = before[opened - 3] if before[opened - 2].is_one_of(NOT) else before[opened - 2]
        key = known.get(fold(named.text))
        told = typed.begun.rpartition(",")[2]
        start = typed.start + len(typed.begun) - len(told)
        return Expected(start, told, key) if key else None
    return typed if opened == len(before) - 1 else None


def written(value: str) -> str:
    """Return a value as it stands in a condition: in quotes where it is not one plain word."""
    tokens = list(tokens_of(value))
    plain = len(tokens) == 2 and tokens[0].kind == WORD and not tokens[0].is_one_of(JOINING)
    return value if plain and "," not in value else '"' + value.replace('"', '""') + '"'


def completed(text: str, keys: Iterable[Key]) -> str | None:
    """Return a text with the key or word at its end typed to its end, None where there is none."""
    known = list(keys)
    typed = expected(text, known)
    if typed is None or len(typed.begun) < SHORTEST or text[typed.start] in "\"'":
        return None
    begun = fold(typed.begun)
    for candidate in typed.key.words if typed.key else (key.name for key in known):
        if fold(candidate).startswith(begun) and len(candidate) > len(begun):
            return text[: typed.start] + candidate
    return None
