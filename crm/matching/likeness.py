"""How alike two names are: word order, spelling, short forms, initials, slips of the keyboard.

Each function answers with a key of `scoring.NAME_WEIGHTS`, or nothing. The words are folded. A
`known` word is one that several bear: two of those are two names, however near they lie (Jansson
and Jonsson), and never a slip.
"""

from collections.abc import Callable

from crm.matching.nicknames import has_short_forms, readings, whole_names
from crm.matching.spelling import Words, spelling
from crm.text import fold

Known = Callable[[str], bool]

TELLS_LITTLE = ("", "given", "family", "part of organisation name")
"""Likenesses that many share who are not the same."""

_LEGAL_FORMS = frozenset(
    fold(form)
    for form in (
        "ab", "aktiebolag", "aktiebolaget", "publ", "hb", "handelsbolag", "kb", "kommanditbolag",
        "ek", "ekonomisk", "för", "ideell", "förening", "föreningen", "stiftelsen", "stiftelse",
        "as", "asa", "aps", "oy", "oyj", "ltd", "limited", "inc", "llc", "gmbh", "ag", "sa", "bv",
        "plc", "corp", "co", "company", "och", "and", "i", "the", "of", "filial", "enskild",
        "firma",
    )
)  # fmt: skip
# What a municipality calls itself is no part of its name, but tells it from a firm of that name.
_SAME_WORDS = {"stad": "kommun", "stads": "kommun", "kommunen": "kommun", "staden": "kommun"}
_GENERATIONS = {
    fold(word): number
    for number, written in enumerate(("sr senior äldre dä", "jr junior yngre dy"), 1)
    for word in written.split()
}
_LONG_ENOUGH = 5
"""In a shorter word another letter makes another word: Berg and Borg, Ek and Eck."""
_ALONE = 8
"""So long is a word that is a whole name, for a slip in it to leave it recognisable."""


def none_known(word: str) -> bool:
    """Say of any word that nobody is known to bear it."""
    del word
    return False


def generation(name: Words) -> tuple[Words, int]:
    """Return a name without what tells father and son apart, and which of them it says (1 or 2)."""
    if len(name) > 2 and "".join(name[-2:]) in _GENERATIONS and len(name[-2]) == 1:
        return name[:-2], _GENERATIONS["".join(name[-2:])]
    if len(name) > 2 and name[-1] in _GENERATIONS:
        return name[:-1], _GENERATIONS[name[-1]]
    return name, 0


def compare_people(one: Words, other: Words, known: Known = none_known) -> str:
    """Say how two people's names are alike.

    Takes folded words, given names first. The likenesses that fit best are tried first.
    """
    if not one or not other:
        return ""
    if one == other or "".join(one) == "".join(other):
        return "same"
    if sorted(one) == sorted(other):
        return "swapped"
    first, second = tuple(map(spelling, one)), tuple(map(spelling, other))
    if sorted(first) == sorted(second) or "".join(first) == "".join(second):
        return "similar"
    if _are_short(one, other):
        return "short"
    return _compare_parts(first, second, known)


def _are_short(one: Words, other: Words) -> bool:
    if not (has_short_forms(one) or has_short_forms(other)):
        return False
    first = {tuple(sorted(name)) for name in whole_names(one)}
    return any(tuple(sorted(name)) in first for name in whole_names(other))


def _compare_parts(first: Words, second: Words, known: Known) -> str:
    shorter, longer = sorted((first, second), key=len)
    if 1 < len(shorter) < len(longer) and set(shorter) <= set(longer):
        return "part"
    if _initials_fit(first, second):
        return "initials"
    if _is_slip(first, second, known) or _is_slip(first, second[::-1], known):
        return "similar"
    if len(first[0]) > 1 and _is_one_name(first[0], second[0]):
        return "given"
    return "family" if first[-1] == second[-1] else ""


def _is_one_name(first: str, second: str) -> bool:
    return first == second or not {*readings(first)}.isdisjoint(readings(second))


def _initials_fit(first: Words, second: Words) -> bool:
    if first[-1] != second[-1] or len(first) < 2 or len(second) < 2:
        return False
    one, other = first[0], second[0]
    return min(len(one), len(other)) == 1 and one[0] == other[0]


def _is_slip(first: Words, second: Words, known: Known) -> bool:
    """Say whether words differ by slips alone, at least one of several being right."""
    if len(first) != len(second):
        return False
    differing = [(a, b) for a, b in zip(first, second, strict=True) if a != b]
    if len(differing) > 1 or len(differing) == len(first) > 1:
        return False
    return all(_is_slip_of(a, b) and not (known(a) and known(b)) for a, b in differing)


def _is_slip_of(one: str, other: str) -> bool:
    from rapidfuzz.distance import OSA

    if min(len(one), len(other)) < _LONG_ENOUGH or not (one.isalpha() and other.isalpha()):
        return False
    return OSA.distance(one, other, score_cutoff=1) <= 1 or sorted(one) == sorted(other)


def core(name: Words) -> Words:
    """Return the words of an organisation's name without its legal form (AB, ek. för.)."""
    words = (_SAME_WORDS.get(word, word) for word in name)
    return tuple(word for word in words if word not in _LEGAL_FORMS) or name


def root(word: str) -> str:
    """Return a word in one spelling, without the s of a genitive: Sandvikens and Sandviken."""
    word = spelling(word)
    return word[:-1] if word.endswith("s") and len(word) >= _LONG_ENOUGH else word


def compare_organisations(one: Words, other: Words, known: Known = none_known) -> str:
    """Say how two organisations' names are alike."""
    if not one or not other:
        return ""
    return compare_cores(core(one), core(other), known)


def compare_cores(first: Words, second: Words, known: Known = none_known) -> str:
    """Say how two organisations' names are alike, both without their legal forms."""
    if "".join(first) == "".join(second) or sorted(first) == sorted(second):
        return "same organisation name"
    roots, others = tuple(map(root, first)), tuple(map(root, second))
    if sorted(roots) == sorted(others) or "".join(roots) == "".join(others):
        return "similar organisation name"
    if (len(roots) > 1 or len(roots[0]) >= _ALONE) and _is_slip(roots, others, known):
        return "similar organisation name"
    nested = set(roots) <= set(others) or set(others) <= set(roots)
    return "part of organisation name" if nested else ""


def comparable(name: Words, kind: str) -> Words:
    """Return the words of a name without what tells nothing: a legal form, a senior or junior."""
    return generation(name)[0] if kind == "person" else core(name)


def spelling_of(kind: str) -> Callable[[str], str]:
    """Return what makes the words of the names of a kind comparable."""
    return spelling if kind == "person" else root
