"""How often names are borne: a rare name met twice tells something, a common one does not."""

from collections import Counter
from collections.abc import Callable, Iterable
from itertools import chain

from crm.matching.spelling import Words

_HARDLY_ANY = 0.05
_KNOWN_FROM = 4
"""From so many who bear a word on, it is a name and no slip."""
_COMMON = 0.3


class Frequencies:
    """How many bear a word and a name, of `total` who might; both asked as `spell` writes them."""

    def __init__(
        self,
        count_word: Callable[[str], int],
        count_name: Callable[[Words], int],
        total: int,
        spell: Callable[[str], str],
    ) -> None:
        self._count_word = count_word
        self._count_name = count_name
        self._total = total
        self._spell = spell

    def is_known(self, word: str) -> bool:
        """Say whether a word, in its one spelling, is borne by several."""
        return self._count_word(word) >= _KNOWN_FROM

    def is_common(self, name: Words) -> bool:
        """Say whether one may well meet another with this name by chance."""
        return self._expected(name) > _COMMON

    def is_rare(self, name: Words) -> bool:
        """Say whether one would hardly expect another with this name, of several words."""
        return len(name) > 1 and self._total > 0 and self._expected(name) <= _HARDLY_ANY

    def _expected(self, name: Words) -> float:
        """Return how many would have this name if its words met by chance."""
        held = self._count_name(self.key(name))
        expected = float(self._total)
        for word in name:
            others = max(0, self._count_word(self._spell(word)) - held)
            expected *= others / self._total if self._total else 0
        return expected

    def key(self, name: Words) -> Words:
        """Return what all orders and spellings of a name have in common."""
        return tuple(sorted(map(self._spell, name)))


def count_names(names: Iterable[Words], spell: Callable[[str], str]) -> Frequencies:
    """Count the words and the names of some records."""
    spelt = [tuple(sorted(map(spell, name))) for name in names]
    words = Counter(chain.from_iterable(map(frozenset, spelt)))
    whole = Counter(spelt)
    return Frequencies(words.__getitem__, whole.__getitem__, len(spelt), spell)


NO_NAMES = count_names((), str)
"""Nobody else is known."""
