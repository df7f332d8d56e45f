"""People who only look like somebody else: relatives, namesakes, colleagues, successors."""

import random
from collections.abc import Iterator
from dataclasses import replace

from crm.matching import Candidate
from tests.benchmarks.planted_crowd import (
    COLLEAGUES,
    Crowd,
    any_address,
    any_family,
    employer_of,
    private_email,
    renamed,
    work_email,
)
from tests.benchmarks.planted_names import FAMILY, GIVEN


def _sibling(crowd: Crowd, one: Candidate) -> Candidate:
    """Return somebody of the same family, home and phone at home."""
    home, address = crowd.landline(), any_address(crowd.chance)
    at_home = replace(one, phones=(*one.phones, home), addresses=(address,))
    crowd.records[one.id - 1] = at_home
    given = _other(crowd.chance, one.given_name)
    email = private_email(crowd, given, one.family_name)
    other = renamed(at_home, given, one.family_name)
    return replace(other, emails=(email,), phones=(home, crowd.mobile()), organisations=())


def _son(crowd: Crowd, one: Candidate) -> Candidate:
    """Return a son of his father's name, in the same house, with an address and a phone."""
    home, address = crowd.landline(), any_address(crowd.chance)
    father = replace(one, phones=(crowd.mobile(), home), addresses=(address,))
    email = private_email(crowd, one.given_name, one.family_name)
    son = replace(father, emails=(email,), phones=(crowd.mobile(), home), organisations=())
    if crowd.chance.random() < 0.3:
        father = replace(father, name=f"{one.name} d.ä.", given_name="", family_name="")
        son = replace(son, name=f"{one.name} d.y.", given_name="", family_name="")
    crowd.records[one.id - 1] = father
    return son


def _namesake(crowd: Crowd, one: Candidate) -> Candidate:
    """Return somebody of the same name in another town, with a life of their own."""
    number = len(crowd.records) // COLLEAGUES + 23
    email = work_email(crowd, one.given_name, one.family_name, number)
    return replace(
        one,
        emails=(email,),
        phones=(crowd.mobile(),),
        organisations=(employer_of(number),),
        addresses=(any_address(crowd.chance),),
    )


def _namesake_at_work(crowd: Crowd, one: Candidate) -> Candidate:
    """Return a colleague of the same common name, whom the address tells apart."""
    chance, number = crowd.chance, len(crowd.records) // COLLEAGUES
    given, family = chance.choice(GIVEN[:12]), chance.choice(FAMILY[:12])
    both = replace(
        renamed(one, given, family), organisations=(employer_of(number),),
        emails=(work_email(crowd, given, family, number),),
        phones=(crowd.mobile(), f"+468{number:06d}"),
    )  # fmt: skip
    crowd.records[one.id - 1] = both
    other = work_email(crowd, given, family, number)
    return replace(
        both, emails=(other,), phones=(crowd.mobile(), f"+468{number:06d}"), addresses=()
    )


def _colleague(crowd: Crowd, one: Candidate) -> Candidate:
    """Return a colleague behind the same switchboard whose family name is the same or near."""
    chance, number = crowd.chance, len(crowd.records) // COLLEAGUES
    families = {"Jansson": "Jonsson", "Larsson": "Carlsson", "Lindberg": "Lindborg"}
    given, family = one.given_name, chance.choice((*families, one.family_name))
    both = renamed(one, given, family)
    switchboard = f"+468{number:06d}"
    crowd.records[one.id - 1] = replace(
        both, organisations=(employer_of(number),), phones=(switchboard,),
        emails=(work_email(crowd, given, family, number),),
    )  # fmt: skip
    if family not in families:
        given = _other(chance, given)
    family = families.get(family, family)
    email = work_email(crowd, given, family, number)
    colleague = replace(renamed(one, given, family), emails=(email,), phones=(switchboard,))
    return replace(colleague, organisations=(employer_of(number),), addresses=())


def _successor(crowd: Crowd, one: Candidate) -> Candidate:
    """Return who has taken over a post, with its phone and the address of the office."""
    chance, number = crowd.chance, len(crowd.records) // COLLEAGUES
    office = (f"kansliet@verk{number}.example",)
    phones = one.phones or (crowd.mobile(),)
    crowd.records[one.id - 1] = replace(
        one, phones=phones, emails=office, organisations=(employer_of(number),)
    )
    given, family = _other(chance, one.given_name), any_family(chance)
    successor = replace(renamed(one, given, family), phones=phones, emails=office, addresses=())
    return replace(successor, organisations=(employer_of(number),))


LOOKALIKES = (
    _sibling, _son, _namesake, _namesake_at_work, _colleague, _successor,
)  # fmt: skip


def _other(chance: random.Random, given: str) -> str:
    """Return a given name that is no form of this one."""
    return next(name for name in _endless(chance) if name[0] != given[0])


def _endless(chance: random.Random) -> Iterator[str]:
    while True:
        yield chance.choice(GIVEN)
