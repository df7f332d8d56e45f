"""What two records have in common, or against each other, and how much each of it tells."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from crm.i18n import N_
from crm.matching.likeness import TELLS_LITTLE, generation
from crm.matching.spelling import Words
from crm.text import words

# Each piece of evidence lets this share of the doubt go; what is left is what all of them leave.
EMAIL = (0.85, N_("same e-mail address"))
MOBILE = (0.75, N_("same phone number"))
# A household or an office answers it.
LANDLINE = (0.40, N_("same phone number"))
IDENTIFIER = (0.85, N_("same organisation number or other identifier"))
ORGANISATION = (0.50, N_("same organisation"))
ADDRESS = (0.30, N_("same address"))
NOTHING_ELSE = (0.30, N_("nothing else is known of one of them"))
RARE = (0.35, N_("a rare name"))

# Each contradiction leaves this share of the certainty.
OTHER_GENERATION = 0.3
OTHER_IDENTIFIER = 0.3
OTHER_AREA = 0.7
OTHER_WAYS = 0.95
OTHER_MOBILE = 0.8
# Nobody needs two addresses at one employer, but one at work and one at home.
OTHER_EMAIL_THERE = 0.85
OTHER_EMAIL = 0.9

SHARED_BY = 3
"""From so many different names on, a number is a switchboard's and an address an office's."""
_OFFICE_ADDRESSES = frozenset((
    "info", "kontakt", "contact", "registrator", "reception", "receptionen", "vaxel", "vxl",
    "kansli", "kansliet", "post", "mail", "office", "admin", "kommun", "kommunen", "press",
    "ekonomi", "faktura", "support", "order", "hej", "hello",
))  # fmt: skip
_HOME = "+46"
_MOBILES = ("+4670", "+4672", "+4673", "+4676", "+4679")
"""Post- och telestyrelsen, the Swedish numbering plan: 70, 72, 73, 76 and 79 are mobile."""

Evidence = tuple[float, str]


@dataclass(frozen=True, slots=True)
class Candidate:
    """What two records are compared by.

    `kind` is `person` or `organisation`, e-mail addresses, phones and addresses are normalised,
    `organisations` holds a stable name or key of each organisation of a person, or of the parent of
    an organisation, `other_names` what it is or was also called, `area` where an organisation is.
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
    addresses: tuple[str, ...] = ()
    other_names: tuple[str, ...] = ()
    area: str = ""


@dataclass(frozen=True, slots=True)
class Profile:
    """A candidate made ready for many comparisons."""

    candidate: Candidate
    name: Words
    generation: int
    emails: frozenset[str]
    phones: frozenset[str]
    identifiers: frozenset[str]
    organisations: frozenset[str]
    addresses: frozenset[str]

    @property
    def is_person(self) -> bool:
        """Say whether it is of a person."""
        return self.candidate.kind == "person"

    @property
    def is_bare(self) -> bool:
        """Say whether nothing but the name is known."""
        return not (self.values or self.organisations)

    @property
    def values(self) -> frozenset[str]:
        """Everything that one of two people would hardly have from the other by chance."""
        return self.emails | self.phones | self.identifiers | self.addresses


def profile(candidate: Candidate) -> Profile:
    """Make a candidate ready for many comparisons."""
    name = f"{candidate.given_name} {candidate.family_name}"
    if not (candidate.given_name and candidate.family_name):
        name = candidate.name
    found, number = tuple(words(name)), 0
    if candidate.kind == "person":
        found, number = generation(found)
    return Profile(
        candidate,
        found,
        number,
        frozenset(map(str.lower, candidate.emails)),
        frozenset(map(plain_phone, candidate.phones)),
        frozenset(candidate.identifiers),
        frozenset(candidate.organisations),
        frozenset(candidate.addresses),
    )


def plain_phone(phone: str) -> str:
    """Return a normalised number without its extension."""
    return phone.partition(";")[0]


def is_widely_held(names: Iterable[Words], compare: Callable[[Words, Words], str]) -> bool:
    """Say whether those who hold a value are too many, and too different, for it to tell."""
    different: list[Words] = []
    for name in dict.fromkeys(names):
        if all(compare(name, other) in TELLS_LITTLE for other in different):
            different.append(name)
        if len(different) >= SHARED_BY:
            return True
    return False


def in_common(one: Profile, other: Profile, shared: frozenset[str]) -> list[Evidence]:
    """Return what two have in common beside their names; values in `shared` are no evidence."""
    emails = (one.emails & other.emails) - shared
    if one.is_person:
        emails = frozenset(email for email in emails if not is_office(email))
    phones = (one.phones & other.phones) - shared
    mobiles = frozenset(phone for phone in phones if not is_landline(phone))
    found = [
        (EMAIL, emails),
        (MOBILE, mobiles),
        (LANDLINE, phones - mobiles if not mobiles else ()),
        (IDENTIFIER, (one.identifiers & other.identifiers) - shared),
        (ORGANISATION, one.organisations & other.organisations),
        (ADDRESS, (one.addresses & other.addresses) - shared),
    ]
    return [evidence for evidence, common in found if common]


def is_office(email: str) -> bool:
    """Say whether an address is that of an office rather than of somebody in it."""
    return email.partition("@")[0] in _OFFICE_ADDRESSES


def is_landline(phone: str) -> bool:
    """Say whether a number is a Swedish one that stands on a desk or in a hall."""
    return phone.startswith(_HOME) and not phone.startswith(_MOBILES)


def left_by_contradictions(one: Profile, other: Profile) -> float:
    """Return the share of the certainty that is left by what speaks against it."""
    left = 1.0
    if one.is_person:
        if one.generation != other.generation and one.generation and other.generation:
            left *= OTHER_GENERATION
        left *= _left_by_phones(one, other) * _left_by_emails(one, other)
    else:
        if _differ(one.identifiers, other.identifiers):
            left *= OTHER_IDENTIFIER
        areas = {one.candidate.area, other.candidate.area} - {""}
        left *= OTHER_AREA if len(areas) > 1 else 1.0
        left *= OTHER_WAYS if _differ(one.emails, other.emails) else 1.0
        left *= OTHER_WAYS if _differ(one.phones, other.phones) else 1.0
    return left


def _differ(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one and other) and one.isdisjoint(other)


def _left_by_phones(one: Profile, other: Profile) -> float:
    mobiles, others = (
        frozenset(phone for phone in each.phones if phone.startswith(_MOBILES))
        for each in (one, other)
    )
    return OTHER_MOBILE if _differ(mobiles, others) else 1.0


def _left_by_emails(one: Profile, other: Profile) -> float:
    if not _differ(one.emails, other.emails):
        return 1.0
    pairs = [(first, second) for first in one.emails for second in other.emails]
    if any(_is_slip_in_address(first, second) for first, second in pairs):
        return 1.0
    there = any(first.partition("@")[2] == second.partition("@")[2] for first, second in pairs)
    return OTHER_EMAIL_THERE if there else OTHER_EMAIL


def _is_slip_in_address(one: str, other: str) -> bool:
    """Say whether two addresses differ as one name written twice does, not by a number."""
    from rapidfuzz.distance import OSA

    if [letter for letter in one if letter.isdigit()] != [x for x in other if x.isdigit()]:
        return False
    return OSA.distance(one, other, score_cutoff=2) <= 2
