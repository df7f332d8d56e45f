"""How alike two names are: word order, spelling, short forms, initials, slips of the keyboard."""

import re
from collections.abc import Iterable
from functools import lru_cache

from crm.text import fold

# What people call each other, and what stands in the register.
_SHORT_FORMS = {
    "affe": "alf", "anki": "ann kristin", "berra": "bertil", "bettan": "elisabet",
    "biggan": "birgitta", "gittan": "birgitta", "bosse": "bo", "danne": "daniel",
    "figge": "fredrik", "fredde": "fredrik", "frippe": "filip", "gurra": "gustaf",
    "hasse": "hans", "janne": "jan", "jocke": "joakim", "jonte": "jonatan", "kalle": "karl",
    "kattis": "katarina", "kicki": "kristina", "krille": "kristian", "lasse": "lars",
    "leffe": "leif", "lelle": "lennart", "linkan": "linnea", "lisa": "elisabet", "lollo": "louise",
    "lotta": "charlotta", "maggan": "margareta", "matte": "mattias",
    "mia": "maria", "micke": "mikael", "mike": "mikael", "musse": "mustafa", "nicke": "niklas",
    "nisse": "nils", "olle": "olof", "olov": "olof", "pelle": "per", "pär": "per", "perra": "per",
    "robban": "robert", "rolle": "roland", "roffe": "rolf", "sanna": "susanna", "sigge": "sigvard",
    "steffe": "stefan", "sussie": "susanne", "svenne": "sven", "tessan": "therese",
    "tobbe": "tobias", "totte": "torsten", "uffe": "ulf", "ville": "vilhelm", "vivi": "vivianne",
    "gustav": "gustaf", "charlotte": "charlotta", "elisabeth": "elisabet",
    "bill": "william", "bob": "robert", "tom": "thomas", "jim": "james",
}  # fmt: skip
# Spellings of one sound, in the order in which they are replaced.
_SAME_SOUNDS = (
    ("ch", "k"), ("ph", "f"), ("th", "t"), ("ck", "k"), ("qu", "kv"), ("x", "ks"), ("c", "k"),
    ("q", "k"), ("w", "v"), ("z", "s"),
)  # fmt: skip
_DOUBLED = re.compile(r"(.)\1+")
_LEGAL_FORMS = frozenset(
    fold(form)
    for form in (
        "ab", "aktiebolag", "aktiebolaget", "publ", "hb", "handelsbolag", "kb", "kommanditbolag",
        "ek", "ekonomisk", "för", "ideell", "förening", "föreningen", "stiftelsen", "stiftelse",
        "as", "asa", "aps", "oy", "oyj", "ltd", "limited", "inc", "llc", "gmbh", "ag", "sa", "bv",
    )
)  # fmt: skip

_TYPO = 0.8  # one slip in five letters
_SIMILAR_ORGANISATION = 0.92
_LONG_ENOUGH = 8
_READ_LENGTH = 200
_MEANT = 70.0  # of 100: what is worth asking «did you mean»

Words = tuple[str, ...]


def nearest(text: str, names: Iterable[str], limit: int = 3) -> list[str]:
    """Return the names that somebody may have meant, best first, none where nothing is near."""
    from rapidfuzz import fuzz, process

    wanted = fold(text[:_READ_LENGTH]).strip()
    choices = {name: fold(name[:_READ_LENGTH]) for name in names}
    if not wanted or limit < 1:
        return []
    found = process.extract(wanted, choices, scorer=fuzz.WRatio, score_cutoff=_MEANT, limit=limit)
    return [name for _folded, _score, name in found]


@lru_cache(maxsize=65536)
def spelling(word: str) -> str:
    """Return a folded word in one spelling: `christina` and `kristina` are alike."""
    for written, sound in _SAME_SOUNDS:
        word = word.replace(written, sound)
    return _DOUBLED.sub(r"\1", word)


_REGISTERED = {
    spelling(fold(short)): tuple(spelling(fold(word)) for word in name.split())
    for short, name in _SHORT_FORMS.items()
}


def registered(name: Words) -> Words:
    """Return the words of a name in one spelling, short forms written out (`Hasse` as `hans`)."""
    spelt = (spelling(word) for word in name)
    return tuple(word for short in spelt for word in _REGISTERED.get(short, (short,)))


def core(name: Words) -> Words:
    """Return the words of an organisation's name without its legal form (AB, ek. för.)."""
    return tuple(word for word in name if word not in _LEGAL_FORMS) or name


def compare_people(one: Words, other: Words) -> str:
    """Say how two people's names are alike: a key of `scoring.NAME_WEIGHTS`, or nothing.

    Takes folded words, given names first. The names that fit best are tried first.
    """
    if not one or not other:
        return ""
    if one == other or "".join(one) == "".join(other):
        return "same"
    if sorted(one) == sorted(other):
        return "swapped"
    if {*map(spelling, one)} == {*map(spelling, other)}:
        return "similar"
    first, second = registered(one), registered(other)
    if sorted(first) == sorted(second):
        return "short"
    return _compare_parts(first, second)


def _compare_parts(first: Words, second: Words) -> str:
    shorter, longer = sorted((first, second), key=len)
    if len(shorter) > 1 and set(shorter) <= set(longer):
        return "part"
    if _initials_fit(first, second):
        return "initials"
    if _is_typo(first, second) or _is_typo(first, second[::-1]):
        return "similar"
    return "given" if first[0] == second[0] and len(first[0]) > 1 else ""


def _initials_fit(first: Words, second: Words) -> bool:
    if first[-1] != second[-1] or len(first) < 2 or len(second) < 2:
        return False
    one, other = first[0], second[0]
    return min(len(one), len(other)) == 1 and one[0] == other[0]


def _is_typo(first: Words, second: Words) -> bool:
    """Say whether words differ by slips alone, at least one of several being right."""
    from rapidfuzz.distance import OSA

    if len(first) != len(second):
        return False
    differing = [(a, b) for a, b in zip(first, second, strict=True) if a != b]
    if len(differing) == len(first) > 1 or any(a.isdigit() or b.isdigit() for a, b in differing):
        return False
    return all(
        OSA.normalized_similarity(a, b) >= _TYPO or sorted(a) == sorted(b) for a, b in differing
    )


def compare_organisations(one: Words, other: Words) -> str:
    """Say how two organisations' names are alike: a key of `scoring.NAME_WEIGHTS`, or nothing."""
    from rapidfuzz.distance import OSA

    if not one or not other:
        return ""
    first, second = core(one), core(other)
    if "".join(first) == "".join(second):
        return "same organisation name"
    if [w for w in first if w.isdigit()] != [w for w in second if w.isdigit()]:
        return ""
    if sorted(first) == sorted(second):
        return "same organisation name"
    joined, other_joined = " ".join(first), " ".join(second)
    long_enough = min(len(joined), len(other_joined)) >= _LONG_ENOUGH
    if long_enough and OSA.normalized_similarity(joined, other_joined) >= _SIMILAR_ORGANISATION:
        return "similar organisation name"
    nested = set(first) <= set(second) or set(second) <= set(first)
    return "part of organisation name" if nested else ""
