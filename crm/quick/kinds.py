"""What it was, by the word that says so: `möte`, `ringde`, `styrelsemöte`."""

from typing import NamedTuple

from crm.quick.claims import Claims
from crm.quick.line import Role
from crm.quick.names import People
from crm.quick.words import ENGLISH_I, FILLERS, NOUNS, STAYING, STAYING_ENDS, VERBS
from crm.vocabulary import InteractionKind

MOST_FILLERS = 4


class Happening(NamedTuple):
    """What it was, whether a verb said so, and the place after the word for it."""

    kind: InteractionKind
    by_verb: bool = False
    after: int = 0


def find_kind(claims: Claims, people: People) -> Happening | None:
    """Find the word for what it was at the beginning, or behind who did it, and take it."""
    start = _first_free(claims, 0)
    place = start
    while is_filler(claims, place) and place - start < MOST_FILLERS:
        place = _first_free(claims, place + 1)
    found = _kind_at(claims, place)
    if found is not None:
        claims.take(start, place, Role.JOINING)
        return _taken(claims, place, found)
    return _after_doer(claims, people, start)


def _after_doer(claims: Claims, people: People, start: int) -> Happening | None:
    for place in range(start + 1, min(start + 6, len(claims))):
        if claims.folded(place) in VERBS and people.find_doer(start, place):
            return _taken(claims, place, VERBS[claims.folded(place)])
    return None


def _kind_at(claims: Claims, place: int) -> InteractionKind | None:
    word = claims.folded(place)
    found = NOUNS.get(word) or VERBS.get(word) or STAYING.get(word)
    if found is None and not claims.is_word(place):
        return None
    ends = (kind for end, kind in STAYING_ENDS.items() if word.endswith(end))
    return found or next(ends, None)


def _taken(claims: Claims, place: int, kind: InteractionKind) -> Happening:
    word = claims.folded(place)
    if word in NOUNS or word in VERBS:
        claims.take(place, place + 1, Role.KIND)
    return Happening(kind, word in VERBS, place + 1)


def is_filler(claims: Claims, place: int) -> bool:
    """Tell whether a word may stand before the one for what it was: `hade`, `vi`, `a`."""
    return claims.folded(place) in FILLERS or (
        claims.is_free(place) and claims.tokens[place].text == ENGLISH_I
    )


def _first_free(claims: Claims, start: int) -> int:
    """Return the first place from `start` on that holds a free word."""
    return next((place for place in range(start, len(claims)) if claims.is_word(place)), start)
