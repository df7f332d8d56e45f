"""How likely two records are of one person or one organisation, and why."""

from collections.abc import Iterable
from dataclasses import dataclass

from crm.i18n import N_, _
from crm.matching.names import Words, compare_organisations, compare_people
from crm.text import words

# Each piece of evidence lets this share of the doubt go; what is left is what all of them leave.
NAME_WEIGHTS = {
    "same": (0.70, N_("same name")),
    "swapped": (0.70, N_("same names in another order")),
    "short": (0.60, N_("a short form of the name")),
    "similar": (0.60, N_("similar name")),
    "part": (0.60, N_("one name is part of the other")),
    "initials": (0.55, N_("the initials fit")),
    "given": (0.20, N_("same given name")),
    "same organisation name": (0.80, N_("same name")),
    "similar organisation name": (0.76, N_("similar name")),
    "part of organisation name": (0.15, N_("one name is part of the other")),
}
_EMAIL = (0.85, N_("same e-mail address"))
_PHONE = (0.70, N_("same phone number"))
_IDENTIFIER = (0.85, N_("same organisation number or other identifier"))
_ORGANISATION = (0.45, N_("same organisation"))
_NOTHING_ELSE = (0.30, N_("nothing else is known of one of them"))
_RARE = (0.25, N_("a rare name"))
# Colleagues share a phone and spouses an address: without a like name, evidence counts half. An
# organisation number held by two counts in full, since organisations change their names.
_OTHER_NAME = 0.5
_OTHER_IDENTIFIER = 0.3
# From so many different names on, a number is a switchboard's and an address an office's.
_SHARED_BY = 3
_OFFICE_ADDRESSES = frozenset((
    "info", "kontakt", "contact", "registrator", "reception", "receptionen", "vaxel", "vxl",
    "kansli", "kansliet", "post", "mail", "office", "admin", "kommun", "kommunen", "press",
    "ekonomi", "faktura", "support", "order", "hej", "hello",
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Candidate:
    """What two records are compared by.

    `kind` is `person` or `organisation`, e-mail addresses and phones are normalised,
    `organisations` holds a stable name or key of each organisation of a person, or of the parent of
    an organisation.
    """

    kind: str
    id: int
    name: str
    given_name: str = ""
    family_name: str = ""
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """How likely two candidates are one (0 to 1), and the reasons in the language of the user."""

    score: float
    reasons: tuple[str, ...]


NO_MATCH = Match(0.0, ())


@dataclass(frozen=True, slots=True)
class Profile:
    """A candidate made ready for many comparisons."""

    candidate: Candidate
    name: Words
    emails: frozenset[str]
    phones: frozenset[str]
    identifiers: frozenset[str]
    organisations: frozenset[str]

    @property
    def is_bare(self) -> bool:
        """Say whether nothing but the name is known."""
        return not (self.emails or self.phones or self.identifiers or self.organisations)


def profile(candidate: Candidate) -> Profile:
    """Make a candidate ready for many comparisons."""
    name = f"{candidate.given_name} {candidate.family_name}"
    if not (candidate.given_name and candidate.family_name):
        name = candidate.name
    return Profile(
        candidate,
        tuple(words(name)),
        frozenset(email.lower() for email in candidate.emails),
        frozenset(phone.partition(";")[0] for phone in candidate.phones),
        frozenset(candidate.identifiers),
        frozenset(candidate.organisations),
    )


def shared_values(candidates: Iterable[Candidate]) -> frozenset[str]:
    """Return the phones, e-mail addresses and identifiers that are too widely held to tell.

    Those are the ones under three different names or more: a switchboard, an office's address, a
    municipality's organisation number under each of its offices.
    """
    return shared_among(profile(candidate) for candidate in candidates)


def shared_among(profiles: Iterable[Profile]) -> frozenset[str]:
    """Return the values that are too widely held to tell; see `shared_values`."""
    holders: dict[str, set[Words]] = {}
    for each in profiles:
        name = tuple(sorted(each.name))
        for value in each.emails | each.phones | each.identifiers:
            names = holders.setdefault(value, set())
            if len(names) < _SHARED_BY:
                names.add(name)
    return frozenset(value for value, names in holders.items() if len(names) >= _SHARED_BY)


def score(a: Candidate, b: Candidate, *, shared: frozenset[str] = frozenset()) -> Match:
    """Return how likely two candidates are one; values in `shared` are no evidence."""
    return score_profiles(profile(a), profile(b), shared)


def score_profiles(
    one: Profile,
    other: Profile,
    shared: frozenset[str],
    *,
    rare: bool = False,
    threshold: float = 0.0,
) -> Match:
    """Return how likely two profiles are one, or `NO_MATCH` below the threshold.

    `rare` is what `finding.Rarity` says of the name.
    """
    if one.candidate.kind != other.candidate.kind:
        return NO_MATCH
    people = one.candidate.kind == "person"
    likeness = (compare_people if people else compare_organisations)(one.name, other.name)
    evidence = [NAME_WEIGHTS[likeness]] if likeness else []
    evidence += _common_evidence(one, other, shared, people)
    if likeness in ("same", "swapped"):
        evidence += [_RARE] if rare else []
        evidence += [_NOTHING_ELSE] if one.is_bare or other.is_bare else []
    doubt = 1.0
    for weight, _reason in evidence:
        doubt *= 1.0 - weight
    certainty = 1.0 - doubt
    if not likeness and (people or _IDENTIFIER not in evidence):
        certainty *= _OTHER_NAME
    if not people and _identifiers_differ(one, other):
        certainty *= _OTHER_IDENTIFIER
    if certainty < threshold:
        return NO_MATCH
    return Match(round(certainty, 3), tuple(_(reason) for _weight, reason in evidence))


def _common_evidence(
    one: Profile, other: Profile, shared: frozenset[str], people: bool
) -> list[tuple[float, str]]:
    emails = (one.emails & other.emails) - shared
    if people:
        emails = frozenset(email for email in emails if not _is_office(email))
    found = [
        (_EMAIL, emails),
        (_PHONE, (one.phones & other.phones) - shared),
        (_IDENTIFIER, (one.identifiers & other.identifiers) - shared),
        (_ORGANISATION, one.organisations & other.organisations),
    ]
    return [evidence for evidence, common in found if common]


def _is_office(email: str) -> bool:
    return email.partition("@")[0] in _OFFICE_ADDRESSES


def _identifiers_differ(one: Profile, other: Profile) -> bool:
    return bool(one.identifiers and other.identifiers) and not one.identifiers & other.identifiers
