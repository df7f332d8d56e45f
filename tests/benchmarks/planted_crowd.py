"""People being made up: who is called what, works where, and is reached how."""

import random
from dataclasses import dataclass, field, replace
from itertools import accumulate

from crm.matching import Candidate
from crm.text import fold
from tests.benchmarks.planted_names import FAMILY, GIVEN, MAILBOXES, PLACES

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


def _weights(names: tuple[str, ...]) -> list[float]:
    """Let the first names be the common ones (Zipf), for `random.choices`."""
    return list(accumulate(1 / (rank + 8) for rank in range(len(names))))


_GIVEN_WEIGHTS, _FAMILY_WEIGHTS = _weights(GIVEN), _weights(FAMILY)


def any_given(chance: random.Random) -> str:
    name = chance.choices(GIVEN, cum_weights=_GIVEN_WEIGHTS)[0]
    if chance.random() < 0.08:
        second = chance.choice(GIVEN)
        return f"{name}-{second}" if chance.random() < 0.5 else f"{name} {second}"
    return name


def any_family(chance: random.Random) -> str:
    name = chance.choices(FAMILY, cum_weights=_FAMILY_WEIGHTS)[0]
    return f"{name} {chance.choice(FAMILY)}" if chance.random() < 0.04 else name


def somebody(crowd: Crowd) -> Candidate:
    """Make up a person, with a job most often, whose address follows from the name."""
    chance = crowd.chance
    number = len(crowd.records) // COLLEAGUES
    employer = chance.randrange(max(0, number - 3), number + 4)
    given, family = any_given(chance), any_family(chance)
    works = chance.random() < 0.9
    switchboard = f"+468{employer:06d}"
    phones = [crowd.mobile()] if chance.random() < 0.7 else []
    phones += [switchboard] if works and chance.random() < 0.5 else []
    emails = [work_email(crowd, given, family, employer)] if works else []
    emails += (
        [private_email(crowd, given, family)] if chance.random() < (0.1 if works else 0.8) else []
    )
    return Candidate(
        "person", 0, f"{given} {family}", given, family,
        emails=tuple(emails[: 2 if chance.random() < 0.85 else 0]),
        phones=tuple(phones),
        organisations=(employer_of(employer),) if works else (),
        addresses=(any_address(chance),) if chance.random() < 0.3 else (),
    )  # fmt: skip


def employer_of(number: int) -> str:
    return f"{fold(PLACES[number % len(PLACES)])} verk {number}"


def any_address(chance: random.Random) -> str:
    return f"storgatan {chance.randrange(1, 900)} {fold(chance.choice(PLACES))}"


def work_email(crowd: Crowd, given: str, family: str, employer: int) -> str:
    return crowd.email(dotted(given, family), f"verk{employer}.example")


def private_email(crowd: Crowd, given: str, family: str) -> str:
    return crowd.email(dotted(given, family), crowd.chance.choice(MAILBOXES))


def dotted(given: str, family: str) -> str:
    return ".".join(fold(part).replace(" ", ".") for part in (given, family))


def renamed(one: Candidate, given: str, family: str) -> Candidate:
    return replace(one, name=f"{given} {family}", given_name=given, family_name=family)


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
