"""What somebody types into a filter: a condition, or plain words of a name."""

from collections.abc import Iterable

from crm.text import fold, words
from crm.where.evaluation import Comparison, Condition, Every
from crm.where.keys import Key
from crm.where.parsing import LAST_INTERACTION, NAME, Reading, read
from crm.where.tokens import (
    AND,
    CONTACTED,
    END,
    IN,
    IS,
    NOT,
    OPERATOR,
    OR,
    SINCE,
    Token,
    tokens_of,
)

_AFTER_KEY = frozenset({*AND, *OR, *NOT, *IS, *IN})


def read_typed(text: str, keys: Iterable[Key], name: str) -> Reading:
    """Return what a filter asks for: the condition in it, else that `name` has all its words.

    Errors: `UsageError` where it is a condition and something is wrong with it.
    """
    known = tuple(keys)
    if is_condition(text, known):
        return read(text, known)
    parts: list[Condition] = [Comparison(name, "~", word) for word in words(text)]
    return Reading(parts[0] if len(parts) == 1 else Every(tuple(parts)), ())


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
