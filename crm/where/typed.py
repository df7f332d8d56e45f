"""What somebody types into a filter: a condition, or plain words of a name."""

from collections.abc import Iterable

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


def completed(text: str, keys: Iterable[Key]) -> str | None:
    """Return a text with the key or word at its end typed to its end, None where there is none."""
    tokens = list(tokens_of(text))[:-1]
    if not tokens or tokens[-1].kind != WORD or text[-1:].isspace():
        return None
    known = {fold(key.name): key for key in keys}
    begun = fold(tokens[-1].text)
    if len(begun) < SHORTEST:
        return None
    before = text[: len(text) - len(tokens[-1].text)]
    for candidate in _candidates(tokens[:-1], known):
        if fold(candidate).startswith(begun) and len(candidate) > len(begun):
            return before + candidate
    return None


def _candidates(before: list[Token], known: dict[str, Key]) -> Iterable[str]:
    """Return what may come after some pieces: keys, or the words that a key can hold."""
    if not before or before[-1].is_one_of(JOINING) or before[-1].is_bracket("("):
        return (key.name for key in known.values())
    if before[-1].kind == OPERATOR and len(before) > 1:
        key = known.get(fold(before[-2].text))
        return key.words if key else ()
    return ()
