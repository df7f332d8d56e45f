"""How likely two records are of one person or one organisation, and why."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from crm.i18n import N_, _
from crm.matching.evidence import (
    IDENTIFIER,
    NOTHING_ELSE,
    RARE,
    Candidate,
    Evidence,
    Profile,
    in_common,
    is_widely_held,
    left_by_contradictions,
    profile,
)
from crm.matching.frequency import NO_NAMES, Frequencies
from crm.matching.likeness import TELLS_LITTLE, compare_organisations, compare_people
from crm.matching.spelling import Words
from crm.text import words

NAME_WEIGHTS = {
    "same": (0.70, N_("same name")),
    "swapped": (0.70, N_("same names in another order")),
    "short": (0.60, N_("a short form of the name")),
    "similar": (0.60, N_("similar name")),
    "part": (0.60, N_("one name is part of the other")),
    "initials": (0.55, N_("the initials fit")),
    "given": (0.20, N_("same given name")),
    "family": (0.20, N_("same family name")),
    "same organisation name": (0.85, N_("same name")),
    "similar organisation name": (0.76, N_("similar name")),
    "part of organisation name": (0.15, N_("one name is part of the other")),
}
_OTHER_NAME_WEIGHT = (0.60, N_("a name that one of them had or has as well"))
# Colleagues share a phone and spouses an address: without a like name, evidence counts half. An
# organisation number held by two counts in full, since organisations change their names.
_NAMES_DIFFER = 0.5
_GIVEN_NAMES_DIFFER = 0.8
_SAME = ("same", "swapped")


@dataclass(frozen=True, slots=True)
class Match:
    """How likely two candidates are one (0 to 1), and the reasons in the language of the user."""

    score: float
    reasons: tuple[str, ...]


NO_MATCH = Match(0.0, ())


def shared_values(candidates: Iterable[Candidate]) -> frozenset[str]:
    """Return the phones, addresses and identifiers that are too widely held to tell.

    Those are the ones under three different names or more: a switchboard, an office's address, a
    municipality's organisation number under each of its offices.
    """
    return shared_among(profile(candidate) for candidate in candidates)


def shared_among(profiles: Iterable[Profile]) -> frozenset[str]:
    """Return the values that are too widely held to tell; see `shared_values`."""
    holders: dict[str, list[Profile]] = {}
    for each in profiles:
        for value in each.values:
            holders.setdefault(value, []).append(each)
    return frozenset(
        value
        for value, held_by in holders.items()
        if is_widely_held((each.name for each in held_by), comparing(held_by[0].candidate.kind))
    )


def comparing(kind: str) -> Callable[[Words, Words], str]:
    """Return what compares the names of a kind."""
    return compare_people if kind == "person" else compare_organisations


def score(a: Candidate, b: Candidate, *, shared: frozenset[str] = frozenset()) -> Match:
    """Return how likely two candidates are one; values in `shared` are no evidence."""
    return score_profiles(profile(a), profile(b), shared)


def score_profiles(
    one: Profile,
    other: Profile,
    shared: frozenset[str],
    frequencies: Frequencies = NO_NAMES,
    *,
    threshold: float = 0.0,
) -> Match:
    """Return how likely two profiles are one, or `NO_MATCH` below the threshold.

    `frequencies` says which names are common among those the two are chosen from.
    """
    if one.candidate.kind != other.candidate.kind:
        return NO_MATCH
    names = _names_in_common(one, other, frequencies)
    evidence = names + in_common(one, other, shared)
    certainty = _certainty(evidence) * left_by_contradictions(one, other)
    if NAME_WEIGHTS["family"] in names:
        certainty *= _GIVEN_NAMES_DIFFER
    elif not names and (one.is_person or IDENTIFIER not in evidence):
        certainty *= _NAMES_DIFFER
    if certainty < threshold:
        return NO_MATCH
    return Match(round(certainty, 3), tuple(_(reason) for _weight, reason in evidence))


def _certainty(evidence: Iterable[Evidence]) -> float:
    doubt = 1.0
    for weight, _reason in evidence:
        doubt *= 1.0 - weight
    return 1.0 - doubt


def _names_in_common(one: Profile, other: Profile, frequencies: Frequencies) -> list[Evidence]:
    compare = compare_people if one.is_person else compare_organisations
    likeness = compare(one.name, other.name, frequencies.is_known)
    if likeness in TELLS_LITTLE and _has_other_name(one, other):
        return [_OTHER_NAME_WEIGHT]
    evidence = [NAME_WEIGHTS[likeness]] if likeness else []
    if likeness in _SAME:
        evidence += [RARE] if frequencies.is_rare(one.name) else []
        if (one.is_bare or other.is_bare) and not frequencies.is_common(one.name):
            evidence.append(NOTHING_ELSE)
    return evidence


def _has_other_name(one: Profile, other: Profile) -> bool:
    for first, second in ((one, other), (other, one)):
        if any(tuple(words(name)) == second.name for name in first.candidate.other_names):
            return True
    return False
