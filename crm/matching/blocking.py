"""Which records are worth comparing: those with something in common that few share.

Comparing all with all would take quadratic time. Records that have a key in common are a block; a
block with more members than `MOST` says little of any two of them, and is passed over and counted.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from crm.matching.frequency import Frequencies
from crm.matching.likeness import TELLS_LITTLE, compare_people, root
from crm.matching.nicknames import whole_names
from crm.matching.spelling import Words, spelling

MOST = 100
HALF = 3

Pair = tuple[int, int]
Names = Mapping[int, Words]
"""The folded words of each record's name, those of an organisation without its legal form."""
Keys = Callable[[Words], Iterable[Hashable]]


class Blocking:
    """Collects the pairs of ids that are worth comparing, lower id first, each once."""

    def __init__(self, names: Names, frequencies: Frequencies) -> None:
        self.pairs: set[Pair] = set()
        self.passed_over = 0
        self._names = names
        self._frequencies = frequencies

    def add_all(self, members: Collection[int]) -> None:
        """Compare all who hold one value."""
        if len(members) > MOST:
            self.passed_over += 1
            return
        self.pairs.update(combinations(sorted(members), 2))

    def add_namesakes(self, bare: Collection[int]) -> None:
        """Compare people of one name, where it is rare or nothing else is known of one of them.

        All others of one name must share something else to be one, and are found by that.
        """
        for members in self._blocks(self._names, _whole).values():
            if len(members) < 2:
                continue
            if self._frequencies.is_rare(self._names[members[0]]):
                self.add_all(members)
                continue
            alone = [member for member in members if member in bare]
            if len(members) <= MOST or len(alone) == len(members):
                self.pairs.update(_pair(one, two) for one in alone for two in members if one != two)
            elif alone:
                self.passed_over += 1

    def add_colleagues(self, members: Sequence[int]) -> None:
        """Compare the people of one organisation who have a word of their names in common."""
        names = {member: self._names[member] for member in members if member in self._names}
        for block in self._blocks(names, _each_word).values():
            self._add_alike(block)

    def add_organisations(self) -> None:
        """Compare organisations with the same name, or half of it the same."""
        joined = {member: "".join(map(root, name)) for member, name in self._names.items()}
        for block in self._blocks(self._names, _organisation_keys).values():
            self._add_nearly_same(block, joined)

    def add_former_names(self, former: Iterable[tuple[int, Words]]) -> None:
        """Compare those who are, or were, called what others are called."""
        called: defaultdict[Words, set[int]] = defaultdict(set)
        for member, name in former:
            called[name].add(member)
        if called:
            for member, name in self._names.items():
                if name in called and len(called[name]) <= MOST:
                    self.pairs.update(_pair(member, one) for one in called[name] - {member})

    def _add_alike(self, block: Sequence[int]) -> None:
        """Compare those of a block whose names are alike."""
        if len(block) > MOST:
            self.passed_over += 1
            return
        known = self._frequencies.is_known
        for pair in combinations(sorted(block), 2):
            if pair not in self.pairs:
                first, second = (self._names[member] for member in pair)
                if compare_people(first, second, known) not in TELLS_LITTLE:
                    self.pairs.add(pair)

    def _add_nearly_same(self, block: Sequence[int], joined: Mapping[int, str]) -> None:
        """Compare those of a block whose names differ by one letter, or by the order of words."""
        from rapidfuzz.distance import OSA

        if len(block) > MOST:
            self.passed_over += 1
            return
        ordered = sorted(block)
        for place, first in enumerate(ordered):
            name = joined[first]
            for second in ordered[place + 1 :]:
                other = joined[second]
                if OSA.distance(name, other, score_cutoff=1) <= 1 or sorted(name) == sorted(other):
                    self.pairs.add((first, second))

    def _blocks(self, names: Names, keys: Keys) -> dict[Hashable, list[int]]:
        blocks: defaultdict[Hashable, list[int]] = defaultdict(list)
        for member, name in names.items():
            for key in dict.fromkeys(keys(name)):
                blocks[key].append(member)
        return {key: block for key, block in blocks.items() if len(block) > 1}


def _pair(one: int, two: int) -> Pair:
    return (one, two) if one < two else (two, one)


def _whole(name: Words) -> Iterator[Hashable]:
    if name:
        for reading in whole_names(name):
            yield " ".join(sorted(reading))


def _each_word(name: Words) -> Iterator[Hashable]:
    return map(spelling, name)


def _organisation_keys(name: Words) -> Iterator[Hashable]:
    """Yield the whole name, and its beginnings and endings: one slip spares either of them."""
    if name:
        words = sorted(map(root, name))
        yield "".join(name)
        yield ("whole", *words)
        yield ("start", *[word[:HALF] for word in words])
        yield ("end", *sorted([word[-HALF:] for word in words]))
