"""Finding the pairs that are worth a look, without comparing all with all."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from crm.matching.names import core, registered, spelling
from crm.matching.scoring import Candidate, Profile, profile, score_profiles, shared_among
from crm.text import fold

THRESHOLD = 0.75
# A block is a set of records that have something in common; one with more members than this says
# little, and comparing all of them would take quadratic time.
_BLOCK_SIZE = 100
_BEGINNING = 6
_HARDLY_ANY = 0.05
_NEAR_NAMES = 200
_NEAR_ENOUGH = 55.0

Key = tuple[str, ...]


class Rarity:
    """How likely it is that a name was met twice by chance, judged by how often its words occur.

    `total` is the number of records that the profiles were chosen from.
    """

    def __init__(self, profiles: Sequence[Profile], total: int | None = None) -> None:
        self._total = total or len(profiles)
        self._words = Counter(word for each in profiles for word in set(each.name))
        self._names = Counter(_name_key(each) for each in profiles)

    def is_rare(self, each: Profile) -> bool:
        """Say whether one would hardly expect another record with this name, of several words."""
        held = self._names[_name_key(each)]
        expected = float(self._total)
        for word in each.name:
            expected *= (self._words[word] - held) / self._total
        return len(each.name) > 1 and expected <= _HARDLY_ANY


@dataclass(frozen=True, slots=True)
class Pair:
    """Two candidates that may be one, how likely (0 to 1), and why."""

    first: Candidate
    second: Candidate
    score: float
    reasons: tuple[str, ...]


def find_duplicates(candidates: Iterable[Candidate], threshold: float = THRESHOLD) -> list[Pair]:
    """Return the pairs that score at least `threshold`, best first.

    Compares records that share an e-mail address, a phone, an identifier, a name however ordered,
    or an organisation and a part of the name. Time and memory grow with the number of candidates.
    """
    profiles = [profile(candidate) for candidate in candidates]
    shared = shared_among(profiles)
    rarity = Rarity(profiles)
    blocks: defaultdict[Key, list[int]] = defaultdict(list)
    pairs = []
    for place, each in enumerate(profiles):
        keys = set(_keys(each, shared))
        rare = rarity.is_rare(each)
        for earlier in sorted({i for key in keys for i in blocks.get(key, ())}):
            other = profiles[earlier]
            match = score_profiles(other, each, shared, rare=rare, threshold=threshold)
            if match.reasons:
                pairs.append(Pair(other.candidate, each.candidate, match.score, match.reasons))
        for key in keys:
            if len(blocks[key]) < _BLOCK_SIZE:
                blocks[key].append(place)
    return sorted(pairs, key=_best_first)


def compare_one(
    candidate: Candidate,
    others: Iterable[Candidate],
    threshold: float = THRESHOLD,
    limit: int = 5,
) -> list[Pair]:
    """Return the others that may be the candidate, best first, at most `limit`.

    A candidate of the same kind and id among the others is taken for itself and passed over.
    """
    one = profile(candidate)
    others = [other for other in others if (other.kind, other.id) != (candidate.kind, candidate.id)]
    near = [profile(other) for other in _near(one, others)]
    shared = shared_among([one, *near])
    rare = Rarity([one, *near], total=len(others) + 1).is_rare(one)
    pairs = []
    for other in near:
        match = score_profiles(one, other, shared, rare=rare, threshold=threshold)
        if match.reasons:
            pairs.append(Pair(candidate, other.candidate, match.score, match.reasons))
    return sorted(pairs, key=_best_first)[:limit]


def _near(one: Profile, others: list[Candidate]) -> Iterator[Candidate]:
    """Yield the others that share a value with the one, or whose names are near."""
    from rapidfuzz import fuzz, process

    values = one.emails | one.phones | one.identifiers
    names = {}
    for place, other in enumerate(others):
        if values and not values.isdisjoint((*other.emails, *other.phones, *other.identifiers)):
            yield other
        elif other.kind == one.candidate.kind:
            names[place] = fold(other.name)
    found = process.extract(
        fold(one.candidate.name), names, scorer=fuzz.token_set_ratio,
        score_cutoff=_NEAR_ENOUGH, limit=_NEAR_NAMES,
    )  # fmt: skip
    for _name, _score, place in found:
        yield others[place]


def _best_first(pair: Pair) -> tuple[float, int, int]:
    return (-pair.score, pair.first.id, pair.second.id)


def _name_key(each: Profile) -> Key:
    name = each.name if each.candidate.kind == "person" else core(each.name)
    return (each.candidate.kind, *sorted(name))


def _keys(each: Profile, shared: frozenset[str]) -> Iterator[Key]:
    """Yield the blocks that a record belongs to."""
    kind = each.candidate.kind
    for value in (each.emails | each.phones | each.identifiers) - shared:
        yield (kind, "value", value)
    if not each.name:
        return
    if kind == "person":
        yield (kind, "name", *sorted(registered(each.name)))
        for organisation in each.organisations:
            for word in each.name:
                yield (kind, "organisation", organisation, spelling(word))
    else:
        yield (kind, "name", *sorted(core(each.name)))
        for word in core(each.name):
            yield (kind, "word", word[:_BEGINNING])
