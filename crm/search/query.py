"""What was typed, as what the index is asked.

Every typed word is the beginning of a word in the document, and all must be there, in any order.
Whatever was typed is only words: no quote, operator or wildcard acts.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple, Self

from crm.search.words import HOME_CODE, LONGEST_WORD, joined, split
from crm.text import fold, words

LONGEST_TEXT = 500
MOST_TERMS = 12
SHORTEST_WITHOUT_ZERO = 7
"""Fewer digits that do not begin with 0 or + are not read as a phone number."""

# A number as people write it: +46 (0)70-123 45 67, 556016-0680, 2019-05-02.
_NUMBER = re.compile(r"(?<!\S)[+(]*[0-9][0-9 ()./-]*(?![^\s,;])")

Alternative = tuple[str, ...]
"""Words that must all be there."""


Term = tuple[Alternative, ...]
"""One thing that was typed, and the ways in which documents may hold it."""


class Query(NamedTuple):
    """A typed text, understood: its terms, and the name it would be if it were one."""

    terms: tuple[Term, ...]
    name_key: str

    @classmethod
    def of(cls, text: str) -> Self:
        """Read a text as it was typed; one without letters or digits has no terms."""
        text = fold(text[:LONGEST_TEXT])
        return cls(tuple(_terms(text)[:MOST_TERMS]), " ".join(words(text)))

    def expression(self, longest: int = LONGEST_WORD) -> str:
        """Return the query in FTS5's language: quoted words only, cut to a length, as prefixes."""
        return " AND ".join(
            "(" + " OR ".join(_all_of(alternative, longest) for alternative in term) + ")"
            for term in self.terms
        )

    def of_terms(self, terms: Iterable[Term]) -> Self:
        """Return a query for some of the terms."""
        return self._replace(terms=tuple(terms))

    def finder(self) -> Callable[[str], int | None]:
        """Return a function that says on which line of a text the farthest term is.

        The lines are the fields of a document, nearest to the name first, every word after a space.
        The function returns None where a term is missing.
        """
        starts = [[[f" {word}" for word in ways] for ways in term] for term in self.terms]
        single = [term[0][0] for term in starts if len(term) == 1 and len(term[0]) == 1]
        others = [term for term in starts if len(term) > 1 or len(term[0]) > 1]

        def find(text: str) -> int | None:
            farthest = 0
            for start in single:
                end = text.find(start)
                if end < 0:
                    return None
                if end > farthest:
                    farthest = end
            for alternatives in others:
                end = _end(text, alternatives)
                if end < 0:
                    return None
                if end > farthest:
                    farthest = end
            return text.count("\n", 0, farthest)

        return find


def _all_of(alternative: Alternative, longest: int) -> str:
    return "(" + " AND ".join(f'"{word[:longest]}"*' for word in alternative) + ")"


def _end(text: str, alternatives: Sequence[Sequence[str]]) -> int:
    """Return where the first alternative ends (with its last word), or -1 where none is there."""
    found = ([text.find(start) for start in starts] for starts in alternatives)
    return min((max(places) for places in found if min(places) >= 0), default=-1)


def _terms(text: str) -> list[Term]:
    terms: list[Term] = []
    end = 0
    for number in _NUMBER.finditer(text):
        terms += _terms_of_words(text[end : number.start()])
        terms.append(_term_of_number(number[0]))
        end = number.end()
    return terms + _terms_of_words(text[end:])


def _terms_of_words(text: str) -> list[Term]:
    return [_term_of_compound(parts, chunk) for chunk, parts in split(text)]


def _term_of_compound(parts: list[str], chunk: str) -> Term:
    if len(parts) == 1:
        return ((parts[0][:LONGEST_WORD],),)
    together = (joined(parts),)
    # The parts of an e-mail address are in many others: only the whole will do.
    if "@" in chunk[chunk.index(parts[0]) :]:
        return (together,)
    return (together, _shortened(parts))


def _shortened(parts: list[str]) -> Alternative:
    return tuple(part[:LONGEST_WORD] for part in parts[:MOST_TERMS])


def _term_of_number(number: str) -> Term:
    parts = re.findall("[0-9]+", number)
    ways = [(joined(parts),), _shortened(parts), *((digits,) for digits in _phone_digits(number))]
    return tuple(dict.fromkeys(ways))


def _phone_digits(number: str) -> Iterator[str]:
    """Yield what a number, or the beginning of one, would be as an international phone number."""
    from crm.validation import phone_search_forms

    forms = phone_search_forms(number)
    if len(forms) > 1:
        yield forms[0]
    elif forms and len(forms[0]) >= SHORTEST_WITHOUT_ZERO:
        yield HOME_CODE + forms[0]
