"""Finding the pairs that are worth a look, without comparing all with all."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from crm.matching.blocking import Blocking, Names
from crm.matching.evidence import Candidate, Profile, is_widely_held, profile
from crm.matching.frequency import Frequencies, count_names
from crm.matching.likeness import comparable, spelling_of
from crm.matching.scoring import comparing, score_profiles, shared_among
from crm.matching.source import Candidates, Source

THRESHOLD = 0.75
_AT_A_TIME = 2000
PERSON = "person"


def _go_on() -> None:
    """Let nothing stop the search."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two candidates that may be one, how likely (0 to 1), and why."""

    first: Candidate
    second: Candidate
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """The pairs that may be one, best first.

    `passed_over` is how many values and names are too widely held to compare all who hold them.
    """

    pairs: list[Pair]
    passed_over: int = 0


def find_duplicates(candidates: Iterable[Candidate], threshold: float = THRESHOLD) -> list[Pair]:
    """Return the pairs that score at least `threshold`, best first; see `search`."""
    by_kind: defaultdict[str, list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        by_kind[candidate.kind].append(candidate)
    found = [
        pair for each in by_kind.values() for pair in search(Candidates(each), threshold).pairs
    ]
    return sorted(found, key=_best_first)


def search(
    source: Source, threshold: float = THRESHOLD, *, check: Callable[[], None] = _go_on
) -> Found:
    """Find the pairs of a source that score at least `threshold`.

    Compares records that share an address, a phone, an identifier, a name however ordered, or an
    organisation and a part of the name. Of each record little more than its name is kept in
    memory; the details are read only of those that are compared. Time grows with the number of
    records, for what more than `blocking.MOST` have in common is passed over. `check` is called
    now and then, and may raise to stop the search.
    """
    names = {identity: comparable(name, source.kind) for identity, name in source.names()}
    check()
    frequencies = count_names(names.values(), spelling_of(source.kind))
    blocking = Blocking(names, frequencies)
    shared = _block_by_values(blocking, source, names)
    check()
    if source.kind == PERSON:
        blocking.add_namesakes(source.bare())
        for members in source.colleagues():
            blocking.add_colleagues(members)
            check()
    else:
        blocking.add_organisations()
    blocking.add_former_names(source.former_names())
    check()
    pairs = _scored(source, sorted(blocking.pairs), shared, frequencies, threshold, check)
    return Found(sorted(pairs, key=_best_first), blocking.passed_over)


def _block_by_values(blocking: Blocking, source: Source, names: Names) -> frozenset[str]:
    """Compare who share a value, and return the values that are a switchboard's or an office's."""
    shared = set()
    compare = comparing(source.kind)
    for value, holders in source.values():
        members = {holder for holder in holders if holder in names}
        if is_widely_held((names[member] for member in members), compare):
            shared.add(value)
            blocking.passed_over += 1
        else:
            blocking.add_all(members)
    return frozenset(shared)


def _scored(
    source: Source,
    pairs: Sequence[tuple[int, int]],
    shared: frozenset[str],
    frequencies: Frequencies,
    threshold: float,
    check: Callable[[], None],
) -> Iterator[Pair]:
    for start in range(0, len(pairs), _AT_A_TIME):
        check()
        piece = pairs[start : start + _AT_A_TIME]
        ids = sorted({identity for pair in piece for identity in pair})
        found = zip(ids, map(profile, source.candidates(ids)), strict=True)
        profiles: dict[int, Profile] = dict(found)
        for one, two in piece:
            first, second = profiles[one], profiles[two]
            match = score_profiles(first, second, shared, frequencies, threshold=threshold)
            if match.reasons:
                yield Pair(first.candidate, second.candidate, match.score, match.reasons)


def compare_one(
    candidate: Candidate,
    others: Iterable[Candidate],
    threshold: float = THRESHOLD,
    limit: int = 5,
    *,
    frequencies: Frequencies | None = None,
    shared: frozenset[str] = frozenset(),
) -> list[Pair]:
    """Return the others that may be the candidate, best first, at most `limit`.

    A candidate of the same kind and id among the others is taken for itself and passed over. Where
    the others are chosen from many more, `frequencies` says how common names are among all of
    those, and `shared` which values are widely held there.
    """
    one = profile(candidate)
    near = [
        profile(other)
        for other in others
        if other.kind == candidate.kind and other.id != candidate.id
    ]
    shared |= shared_among([one, *near])
    if frequencies is None:
        names = [comparable(each.name, candidate.kind) for each in (one, *near)]
        frequencies = count_names(names, spelling_of(candidate.kind))
    pairs = []
    for other in near:
        match = score_profiles(one, other, shared, frequencies, threshold=threshold)
        if match.reasons:
            pairs.append(Pair(candidate, other.candidate, match.score, match.reasons))
    return sorted(pairs, key=_best_first)[:limit]


def _best_first(pair: Pair) -> tuple[float, int, int]:
    return (-pair.score, pair.first.id, pair.second.id)
