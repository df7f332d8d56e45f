"""Where it was, only where that is certain: `i Stockholm` beside what is no part of the subject."""

from crm.quick.claims import Claims
from crm.quick.line import Role
from crm.quick.words import ABOUT, ALSO, PLACE, WITH

LONGEST_PLACE = 4


def find_place(claims: Claims, after_kind: int = 0) -> str:
    """Find the place and take its words; an empty text where none is certain.

    `möte i Stockholm med …` names one; `bristen på folk i Sverige` does not, since `i` there ties
    to the subject. `after_kind` is the place after the word for what it was, which may be text.
    """
    for index in range(len(claims)):
        if claims.folded(index) not in PLACE:
            continue
        if index == after_kind or not claims.is_word(index - 1):
            stop = _end_of_place(claims, index + 1)
            if stop > index + 1:
                claims.take(index, stop, Role.PLACE)
                return claims.name(index + 1, stop).text
    return ""


def _end_of_place(claims: Claims, index: int) -> int:
    """Return where the capitalised words from a place end, or that place if they go on in text."""
    stop = index
    while stop - index < LONGEST_PLACE and claims.is_word(stop):
        token = claims.tokens[stop]
        if not (token.is_capitalised or token.quoted):
            break
        stop += 1
    goes_on = claims.is_word(stop) and claims.folded(stop) not in WITH | ABOUT | ALSO
    return index if goes_on else stop
