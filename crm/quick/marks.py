"""What is marked in a line: `@` for organisations, `#` for topics."""

from collections.abc import Callable, Iterator
from functools import partial

from crm.quick.claims import Claims
from crm.quick.line import Knows, Name, Role
from crm.quick.names import LONGEST_NAME
from crm.quick.words import ALSO, PREPOSITIONS, STOPS, TIES_TO_WHO
from crm.vocabulary import RecordKind

MARKS = {
    "@": (Role.ORGANISATION, RecordKind.ORGANISATION),
    "#": (Role.TOPIC, RecordKind.TOPIC),
}
"""What each mark is for."""


def marked(claims: Claims, mark: str, knows: Knows) -> Iterator[Name]:
    """Yield what is marked with `@` or `#`, and take it.

    A mark holds for one word or what is quoted, and for the next words too where a record is known
    by them all, or where the first is unknown and they have capital letters.
    """
    role, kind = MARKS[mark]
    for index, token in enumerate(claims.tokens):
        if token.mark != mark or claims.roles[index]:
            continue
        stop = index + 1 if token.quoted else _known_end(claims, index, partial(knows, kind))
        claims.take(index, stop, role)
        yield _named(claims, index, stop)


def _named(claims: Claims, index: int, stop: int) -> Name:
    first, last = claims.tokens[index], claims.tokens[stop - 1]
    text = " ".join(token.text for token in claims.tokens[index:stop])
    return Name(text, first.start, last.end)


def _known_end(claims: Claims, index: int, knows: Callable[[str], bool]) -> int:
    words = [claims.tokens[index].text]
    stop, end = index + 1, index + 1
    while end - index < LONGEST_NAME and claims.is_word(end) and claims.folded(end) not in STOPS:
        token = claims.tokens[end]
        if token.mark or token.quoted:
            break
        words.append(token.text)
        end += 1
        if knows(" ".join(words)):
            stop = end
    if stop > index + 1 or claims.tokens[index].mark != "@" or knows(words[0]):
        return stop
    while stop < end and claims.tokens[stop].is_capitalised:
        stop += 1
    return stop


def keep_tied(claims: Claims, *, in_promise: bool) -> None:
    """Let marked names that the sentence needs stay in the text, and drop what tied the others.

    In a promise, what stands within it is needed (`ring @ALMI om lån`), and at its end what any
    preposition ties (`till @ALMI`); before it, what was talked about (`om #kapital`), while `hos`
    and `från` go with the organisation that took part.
    """
    for index, token in enumerate(claims.tokens):
        if not token.mark or claims.roles[index] not in (Role.ORGANISATION, Role.TOPIC):
            continue
        before = claims.folded(index - 1) if index else ""
        follows_kept = before in ALSO and index - 2 in claims.kept
        is_object = in_promise and (index == 1 or claims.is_word(index + 1))
        took_part = claims.roles[index] is Role.ORGANISATION and not in_promise
        if took_part and before in TIES_TO_WHO:
            claims.take(index - 1, index, Role.JOINING)
        elif before in PREPOSITIONS or follows_kept or is_object:
            claims.keep(index)
