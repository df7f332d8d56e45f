"""People with duplicates planted among them, and others who only look like duplicates.

What is planted follows what happens to address books, not what the scorer looks at: slips of the
keyboard, names turned round, short forms, initials, another employer, another family name. Beside
them stand siblings, fathers and sons, namesakes, colleagues behind one switchboard and successors,
who are not the same. Everything follows from the seed.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import accumulate

from crm.matching import Candidate
from crm.text import fold
from tests.benchmarks.planted_names import FAMILY, GIVEN, MAILBOXES, PLACES, SHORT_FORMS

SEED = 20190411
DUPLICATES = 0.03
"""Of all records, how many have a twin."""
NEAR_MISSES = 0.05
"""Of all records, how many have somebody beside them who only looks like a twin."""
COLLEAGUES = 60
LETTERS = "abcdefghijklmnopqrstuvwxyzåäö"

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Planted:
    """A set of records, the pairs that are one, and for each of them what was done to it."""

    records: list[Candidate]
    pairs: dict[Pair, str]


@dataclass(slots=True)
class Crowd:
    """People being made up: who works where, and who has which number."""

    chance: random.Random
    records: list[Candidate] = field(default_factory=list)
    pairs: dict[Pair, str] = field(default_factory=dict)
    numbers: int = 0
    taken: set[str] = field(default_factory=set)

    def add(self, one: Candidate) -> Candidate:
        """Give a record its id and keep it."""
        stored = replace(one, id=len(self.records) + 1)
        self.records.append(stored)
        return stored

    def email(self, local: str, domain: str) -> str:
        """Return an address that nobody has, made different by a number as offices do."""
        number = 2
        address = f"{local}@{domain}"
        while not self.take(address):
            address, number = f"{local}{number}@{domain}", number + 1
        return address

    def take(self, text: str) -> bool:
        """Take an address or a name, unless it is taken."""
        is_free = text not in self.taken
        self.taken.add(text)
        return is_free

    def mobile(self) -> str:
        """Return a number that nobody has."""
        self.numbers += 1
        return f"+467{self.chance.choice('02369')}{self.numbers:07d}"

    def landline(self) -> str:
        """Return the number of a home or an office."""
        self.numbers += 1
        return f"+46{self.chance.choice(('26', '33', '60', '90'))}{self.numbers:06d}"


def plant_people(count: int, seed: int = SEED) -> Planted:
    """Make up about so many people, the same each time."""
    crowd = Crowd(random.Random(seed))
    twins = list(TWINS.items())
    lookalikes = list(LOOKALIKES)
    while len(crowd.records) < count:
        one = crowd.add(_somebody(crowd))
        throw = crowd.chance.random()
        if throw < DUPLICATES:
            what, change = crowd.chance.choice(twins)
            twin = crowd.add(change(crowd, one))
            crowd.pairs[one.id, twin.id] = what
        elif throw < DUPLICATES + NEAR_MISSES:
            crowd.add(crowd.chance.choice(lookalikes)(crowd, one))
    crowd.chance.shuffle(crowd.records)
    return Planted(crowd.records, crowd.pairs)


def _weights(names: tuple[str, ...]) -> list[float]:
    """Let the first names be the common ones (Zipf), for `random.choices`."""
    return list(accumulate(1 / (rank + 8) for rank in range(len(names))))


_GIVEN_WEIGHTS, _FAMILY_WEIGHTS = _weights(GIVEN), _weights(FAMILY)


def _given(chance: random.Random) -> str:
    name = chance.choices(GIVEN, cum_weights=_GIVEN_WEIGHTS)[0]
    if chance.random() < 0.08:
        second = chance.choice(GIVEN)
        return f"{name}-{second}" if chance.random() < 0.5 else f"{name} {second}"
    return name


def _family(chance: random.Random) -> str:
    name = chance.choices(FAMILY, cum_weights=_FAMILY_WEIGHTS)[0]
    return f"{name} {chance.choice(FAMILY)}" if chance.random() < 0.04 else name


def _somebody(crowd: Crowd) -> Candidate:
    """Make up a person, with a job most often, whose address follows from the name."""
    chance = crowd.chance
    number = len(crowd.records) // COLLEAGUES
    employer = chance.randrange(max(0, number - 3), number + 4)
    given, family = _given(chance), _family(chance)
    works = chance.random() < 0.9
    switchboard = f"+468{employer:06d}"
    phones = [crowd.mobile()] if chance.random() < 0.7 else []
    phones += [switchboard] if works and chance.random() < 0.5 else []
    emails = [_work_email(crowd, given, family, employer)] if works else []
    emails += (
        [_private_email(crowd, given, family)] if chance.random() < (0.1 if works else 0.8) else []
    )
    return Candidate(
        "person", 0, f"{given} {family}", given, family,
        emails=tuple(emails[: 2 if chance.random() < 0.85 else 0]),
        phones=tuple(phones),
        organisations=(_employer(employer),) if works else (),
        addresses=(_address(chance),) if chance.random() < 0.3 else (),
    )  # fmt: skip


def _employer(number: int) -> str:
    return f"{fold(PLACES[number % len(PLACES)])} verk {number}"


def _address(chance: random.Random) -> str:
    return f"storgatan {chance.randrange(1, 900)} {fold(chance.choice(PLACES))}"


def _work_email(crowd: Crowd, given: str, family: str, employer: int) -> str:
    return crowd.email(_dotted(given, family), f"verk{employer}.example")


def _private_email(crowd: Crowd, given: str, family: str) -> str:
    return crowd.email(_dotted(given, family), crowd.chance.choice(MAILBOXES))


def _dotted(given: str, family: str) -> str:
    return ".".join(fold(part).replace(" ", ".") for part in (given, family))


# Twins: the same human being, written down again.


def _again(crowd: Crowd, one: Candidate) -> Candidate:
    """Write down somebody again, with some of what is known, but enough to tell."""
    chance = crowd.chance
    copy = replace(
        one,
        emails=one.emails if chance.random() < 0.6 else (),
        phones=one.phones if chance.random() < 0.6 else (),
        organisations=one.organisations if chance.random() < 0.85 else (),
    )
    personal = copy.emails or any(phone.startswith("+467") for phone in copy.phones)
    return copy if personal or copy.organisations else one


def _renamed(one: Candidate, given: str, family: str) -> Candidate:
    return replace(one, name=f"{given} {family}", given_name=given, family_name=family)


def _as_it_stands(crowd: Crowd, one: Candidate) -> Candidate:
    return _again(crowd, one)


def _with_a_slip(crowd: Crowd, one: Candidate) -> Candidate:
    chance = crowd.chance
    if chance.random() < 0.4:
        return _renamed(_again(crowd, one), slip(chance, one.given_name), one.family_name)
    return _renamed(_again(crowd, one), one.given_name, slip(chance, one.family_name))


def slip(chance: random.Random, name: str) -> str:
    """Return a name with one slip: a letter lost, doubled, wrong, or two turned round."""
    if len(name) < 5:
        return name
    place = chance.randrange(1, len(name) - 1)
    before, letter, after = name[:place], name[place], name[place + 1 :]
    return chance.choice(
        (
            before + after,
            before + letter * 2 + after,
            before + chance.choice(LETTERS) + after,
            before + after[0] + letter + after[1:],
        )
    )


def _turned_round(crowd: Crowd, one: Candidate) -> Candidate:
    copy = _renamed(_again(crowd, one), one.family_name, one.given_name)
    if crowd.chance.random() < 0.5:
        name = f"{one.family_name}, {one.given_name}"
        copy = replace(copy, name=name, given_name="", family_name="")
    return copy


def _by_short_form(crowd: Crowd, one: Candidate) -> Candidate:
    forms = SHORT_FORMS.get(one.given_name)
    if not forms:
        return _as_initial(crowd, one)
    return _renamed(_again(crowd, one), crowd.chance.choice(forms), one.family_name)


def _as_initial(crowd: Crowd, one: Candidate) -> Candidate:
    dot = crowd.chance.choice((".", ""))
    return _renamed(_again(crowd, one), one.given_name[0] + dot, one.family_name)


def _without_accents(crowd: Crowd, one: Candidate) -> Candidate:
    spellings = crowd.chance.choice(
        ({"å": "aa", "ä": "ae", "ö": "oe", "ü": "ue"}, {"ö": "ø", "ä": "æ"})
    )
    name = one.name.lower()
    for letter, written in spellings.items():
        name = name.replace(letter, written)
    given, _space, family = name.title().rpartition(" ")
    return _renamed(_again(crowd, one), given, family)


def _with_half_the_name(crowd: Crowd, one: Candidate) -> Candidate:
    given = one.given_name.replace("-", " ").split()
    if len(given) == 1:
        return _renamed(
            _again(crowd, one), f"{given[0]} {crowd.chance.choice(GIVEN)}", one.family_name
        )
    return _renamed(
        _again(crowd, one), crowd.chance.choice((given[0], "".join(given))), one.family_name
    )


def _at_another_employer(crowd: Crowd, one: Candidate) -> Candidate:
    """Let somebody change jobs and keep the phone in their pocket, or the private address."""
    number = len(crowd.records) // COLLEAGUES + 11
    own = [phone for phone in one.phones if phone.startswith("+467")]
    private = [email for email in one.emails if email.endswith(MAILBOXES)]
    if not own and not private:
        crowd.records[one.id - 1] = replace(one, phones=(*one.phones, crowd.mobile()))
        own = [crowd.records[one.id - 1].phones[-1]]
    return replace(
        one,
        emails=(_work_email(crowd, one.given_name, one.family_name, number), *private),
        phones=(*own, f"+468{number:06d}"),
        organisations=(_employer(number),),
        addresses=(),
    )


def _married(crowd: Crowd, one: Candidate) -> Candidate:
    """Let somebody take another family name and keep an address or a phone of their own."""
    own = [phone for phone in one.phones if phone.startswith("+467")]
    if not one.emails and not own:
        crowd.records[one.id - 1] = one = replace(one, phones=(*one.phones, crowd.mobile()))
        own = [one.phones[-1]]
    keeps_email = bool(one.emails) and (not own or crowd.chance.random() < 0.5)
    copy = replace(
        one, emails=one.emails if keeps_email else (), phones=() if keeps_email else tuple(own)
    )
    return _renamed(copy, one.given_name, _family(crowd.chance))


TWINS: dict[str, Callable[[Crowd, Candidate], Candidate]] = {
    "as it stands": _as_it_stands,
    "a slip": _with_a_slip,
    "turned round": _turned_round,
    "a short form": _by_short_form,
    "an initial": _as_initial,
    "without accents": _without_accents,
    "half the name": _with_half_the_name,
    "another employer": _at_another_employer,
    "another family name": _married,
}

# Those who only look alike.


def _sibling(crowd: Crowd, one: Candidate) -> Candidate:
    """Return somebody of the same family, home and phone at home."""
    home, address = crowd.landline(), _address(crowd.chance)
    at_home = replace(one, phones=(*one.phones, home), addresses=(address,))
    crowd.records[one.id - 1] = at_home
    given = _other(crowd.chance, one.given_name)
    email = _private_email(crowd, given, one.family_name)
    other = _renamed(at_home, given, one.family_name)
    return replace(other, emails=(email,), phones=(home, crowd.mobile()), organisations=())


def _son(crowd: Crowd, one: Candidate) -> Candidate:
    """Return a son of his father's name, in the same house, with an address and a phone."""
    home, address = crowd.landline(), _address(crowd.chance)
    father = replace(one, phones=(crowd.mobile(), home), addresses=(address,))
    email = _private_email(crowd, one.given_name, one.family_name)
    son = replace(father, emails=(email,), phones=(crowd.mobile(), home), organisations=())
    if crowd.chance.random() < 0.3:
        father = replace(father, name=f"{one.name} d.ä.", given_name="", family_name="")
        son = replace(son, name=f"{one.name} d.y.", given_name="", family_name="")
    crowd.records[one.id - 1] = father
    return son


def _namesake(crowd: Crowd, one: Candidate) -> Candidate:
    """Return somebody of the same name in another town, with a life of their own."""
    number = len(crowd.records) // COLLEAGUES + 23
    email = _work_email(crowd, one.given_name, one.family_name, number)
    return replace(
        one,
        emails=(email,),
        phones=(crowd.mobile(),),
        organisations=(_employer(number),),
        addresses=(_address(crowd.chance),),
    )


def _namesake_at_work(crowd: Crowd, one: Candidate) -> Candidate:
    """Return a colleague of the same common name, whom the address tells apart."""
    chance, number = crowd.chance, len(crowd.records) // COLLEAGUES
    given, family = chance.choice(GIVEN[:12]), chance.choice(FAMILY[:12])
    both = replace(
        _renamed(one, given, family), organisations=(_employer(number),),
        emails=(_work_email(crowd, given, family, number),),
        phones=(crowd.mobile(), f"+468{number:06d}"),
    )  # fmt: skip
    crowd.records[one.id - 1] = both
    other = _work_email(crowd, given, family, number)
    return replace(
        both, emails=(other,), phones=(crowd.mobile(), f"+468{number:06d}"), addresses=()
    )


def _colleague(crowd: Crowd, one: Candidate) -> Candidate:
    """Return a colleague behind the same switchboard whose family name is the same or near."""
    chance, number = crowd.chance, len(crowd.records) // COLLEAGUES
    families = {"Jansson": "Jonsson", "Larsson": "Carlsson", "Lindberg": "Lindborg"}
    given, family = one.given_name, chance.choice((*families, one.family_name))
    both = _renamed(one, given, family)
    switchboard = f"+468{number:06d}"
    crowd.records[one.id - 1] = replace(
        both, organisations=(_employer(number),), phones=(switchboard,),
        emails=(_work_email(crowd, given, family, number),),
    )  # fmt: skip
    if family not in families:
        given = _other(chance, given)
    family = families.get(family, family)
    email = _work_email(crowd, given, family, number)
    colleague = replace(_renamed(one, given, family), emails=(email,), phones=(switchboard,))
    return replace(colleague, organisations=(_employer(number),), addresses=())


def _successor(crowd: Crowd, one: Candidate) -> Candidate:
    """Return who has taken over a post, with its phone and the address of the office."""
    chance, number = crowd.chance, len(crowd.records) // COLLEAGUES
    office = (f"kansliet@verk{number}.example",)
    phones = one.phones or (crowd.mobile(),)
    crowd.records[one.id - 1] = replace(
        one, phones=phones, emails=office, organisations=(_employer(number),)
    )
    given, family = _other(chance, one.given_name), _family(chance)
    successor = replace(_renamed(one, given, family), phones=phones, emails=office, addresses=())
    return replace(successor, organisations=(_employer(number),))


LOOKALIKES = (
    _sibling, _son, _namesake, _namesake_at_work, _colleague, _successor,
)  # fmt: skip


def _other(chance: random.Random, given: str) -> str:
    """Return a given name that is no form of this one."""
    return next(name for name in _endless(chance) if name[0] != given[0])


def _endless(chance: random.Random) -> Iterator[str]:
    while True:
        yield chance.choice(GIVEN)
