"""Where the records to be compared come from, and such as are all at hand."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Protocol

from crm.matching.evidence import Candidate, profile
from crm.matching.spelling import Words
from crm.text import words


class Source(Protocol):
    """The records to be compared, of one kind; their details are asked of few of them."""

    kind: str

    def names(self) -> Iterable[tuple[int, Words]]:
        """Return the id and the folded words of the name of each record."""

    def bare(self) -> Collection[int]:
        """Return the people of whom nothing but the name is known."""

    def values(self) -> Iterable[tuple[str, Collection[int]]]:
        """Return each value that several hold, with their ids: an address, a phone, a number."""

    def colleagues(self) -> Iterable[Sequence[int]]:
        """Return the people of each organisation."""

    def former_names(self) -> Iterable[tuple[int, Words]]:
        """Return the id and the folded words of each other name."""

    def candidates(self, ids: Sequence[int]) -> Iterable[Candidate]:
        """Return the records with these ids, whole, in that order."""


class Candidates:
    """A source of candidates that are all at hand."""

    def __init__(self, candidates: Iterable[Candidate]) -> None:
        self._profiles = {number: profile(each) for number, each in enumerate(candidates)}
        self.kind = next((each.candidate.kind for each in self._profiles.values()), "person")

    def names(self) -> Iterator[tuple[int, Words]]:
        """Return the place and the words of the name of each."""
        return ((number, each.name) for number, each in self._profiles.items())

    def bare(self) -> set[int]:
        """Return those of whom nothing but the name is known."""
        return {number for number, each in self._profiles.items() if each.is_bare}

    def values(self) -> Iterable[tuple[str, Collection[int]]]:
        """Return each value that several hold."""
        holders: dict[str, list[int]] = {}
        for number, each in self._profiles.items():
            for value in each.values:
                holders.setdefault(value, []).append(number)
        return [held for held in holders.items() if len(held[1]) > 1]

    def colleagues(self) -> Iterable[Sequence[int]]:
        """Return the people of each organisation."""
        members: dict[str, list[int]] = {}
        for number, each in self._profiles.items():
            for organisation in each.organisations:
                members.setdefault(organisation, []).append(number)
        return members.values()

    def former_names(self) -> Iterator[tuple[int, Words]]:
        """Return the words of each other name."""
        for number, each in self._profiles.items():
            for name in each.candidate.other_names:
                yield number, tuple(words(name))

    def candidates(self, ids: Sequence[int]) -> Iterator[Candidate]:
        """Return those at these places, which stand for their ids."""
        return (self._profiles[number].candidate for number in ids)
