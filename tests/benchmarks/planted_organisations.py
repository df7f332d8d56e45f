"""Organisations with duplicates planted among them, and others that only look like duplicates."""

import random
from collections.abc import Callable
from dataclasses import replace

from crm.matching import Candidate
from crm.text import fold
from tests.benchmarks.planted_crowd import (
    DUPLICATES,
    NEAR_MISSES,
    SEED,
    Crowd,
    Planted,
    slip,
)
from tests.benchmarks.planted_names import FAMILY, GIVEN, PLACES, TRADES

FORMS = ("AB", "AB", "AB", "Aktiebolag", "HB", "KB", "Ekonomisk förening", "AB (publ)", "")
QUARTERS = ("Nord", "Syd", "Öst", "Väst", "Mitt")
DEPARTMENTS = ("Holding", "Invest", "Fastigheter", "Service", "Sverige", "Norden", "Export")


def plant_organisations(count: int, seed: int = SEED) -> Planted:
    """Make up about so many organisations, the same each time."""
    crowd = Crowd(random.Random(seed))
    twins = list(TWINS.items())
    while len(crowd.records) < count:
        one = crowd.add(_some_organisation(crowd))
        throw = crowd.chance.random()
        if throw < DUPLICATES:
            what, change = crowd.chance.choice(twins)
            twin = crowd.add(change(crowd, one))
            crowd.pairs[one.id, twin.id] = what
        elif throw < DUPLICATES + NEAR_MISSES:
            crowd.add(crowd.chance.choice(LOOKALIKES)(crowd, one))
    crowd.chance.shuffle(crowd.records)
    return Planted(crowd.records, crowd.pairs)


def _some_organisation(crowd: Crowd) -> Candidate:
    """Make up an organisation with a name of its own in any order: registers see to that."""
    chance = crowd.chance
    place = chance.choice(PLACES)
    number = _number(crowd)
    name = _name(crowd, place)
    while not crowd.take(" ".join(sorted(fold(name).split()))):
        name = _name(crowd, place)
    domain = f"firma{number}.example"
    return Candidate(
        "organisation", 0, f"{name} {chance.choice(FORMS)}".strip(),
        emails=(f"info@{domain}",) if chance.random() < 0.5 else (),
        phones=(crowd.landline(),) if chance.random() < 0.6 else (),
        identifiers=(f"orgnr:{number}",) if chance.random() < 0.6 else (),
        addresses=(f"industrivagen {number} {fold(place)}",) if chance.random() < 0.3 else (),
        area=fold(place) if chance.random() < 0.5 else "",
    )  # fmt: skip


def _name(crowd: Crowd, place: str) -> str:
    chance = crowd.chance
    family, trade = chance.choice(FAMILY), chance.choice(TRADES)
    return chance.choice(
        (
            f"{family}s {trade} i {place}",
            f"{family} & {chance.choice(FAMILY)} {trade}",
            f"{place}s {trade} och {chance.choice(TRADES)}",
            f"{chance.choice(GIVEN)} {family} {trade}",
            f"{place} {chance.choice(GIVEN)}s {trade}",
            f"{family}{trade.lower()} {place}",
        )
    )


def _number(crowd: Crowd) -> str:
    crowd.numbers += 1
    return f"55{crowd.numbers:04d}-{crowd.numbers % 10000:04d}"


def _again(crowd: Crowd, one: Candidate) -> Candidate:
    """Write an organisation down again with some of what is known of it."""
    chance = crowd.chance
    return replace(
        one,
        emails=one.emails if chance.random() < 0.5 else (),
        phones=one.phones if chance.random() < 0.5 else (),
        identifiers=one.identifiers if chance.random() < 0.5 else (),
        area=one.area if chance.random() < 0.5 else "",
    )


def _in_other_letters(crowd: Crowd, one: Candidate) -> Candidate:
    write = crowd.chance.choice((str.upper, str.lower, lambda name: name.replace("ö", "o")))
    return replace(_again(crowd, one), name=write(one.name))


def _in_another_form(crowd: Crowd, one: Candidate) -> Candidate:
    bare = one.name
    for form in sorted(FORMS, key=len, reverse=True):
        bare = bare.removesuffix(f" {form}") if form else bare
    form = crowd.chance.choice(FORMS)
    name = f"AB {bare}" if crowd.chance.random() < 0.2 else f"{bare} {form}".strip()
    return replace(_again(crowd, one), name=name)


def _with_a_slip(crowd: Crowd, one: Candidate) -> Candidate:
    words = one.name.split()
    long = [place for place, word in enumerate(words) if len(word) > 5] or [0]
    place = crowd.chance.choice(long)
    words[place] = slip(crowd.chance, words[place])
    return replace(_again(crowd, one), name=" ".join(words))


def _joined(crowd: Crowd, one: Candidate) -> Candidate:
    first, _space, rest = one.name.partition(" ")
    second, space, rest = rest.partition(" ")
    return replace(_again(crowd, one), name=f"{first}{second.lower()}{space}{rest}")


def _without_the_s(crowd: Crowd, one: Candidate) -> Candidate:
    first, _space, rest = one.name.partition(" ")
    name = f"{first.removesuffix('s')} {rest}" if first.endswith("s") else f"{first}s {rest}"
    return replace(_again(crowd, one), name=name)


def _renamed(crowd: Crowd, one: Candidate) -> Candidate:
    """Give an organisation another name; its number, or where it is reached, stays."""
    number = one.identifiers or (f"orgnr:{_number(crowd)}",)
    crowd.records[one.id - 1] = replace(one, identifiers=number)
    other = _some_organisation(crowd)
    return replace(other, identifiers=number, emails=one.emails, phones=one.phones, area=one.area)


TWINS: dict[str, Callable[[Crowd, Candidate], Candidate]] = {
    "as it stands": _again,
    "other letters": _in_other_letters,
    "another form": _in_another_form,
    "a slip": _with_a_slip,
    "words joined": _joined,
    "without the s": _without_the_s,
    "another name": _renamed,
}

# Those that only look alike.


def _in_another_quarter(crowd: Crowd, one: Candidate) -> Candidate:
    """Return a sister in another part of the country, with a number of its own."""
    first, second = crowd.chance.sample(QUARTERS, 2)
    crowd.records[one.id - 1] = replace(one, name=f"{one.name} {first}")
    return _sister(crowd, one, f"{one.name} {second}")


def _sister(crowd: Crowd, one: Candidate, name: str) -> Candidate:
    return replace(
        one, name=name, identifiers=(f"orgnr:{_number(crowd)}",) if one.identifiers else (),
        emails=(), area="",
    )  # fmt: skip


def _of_the_group(crowd: Crowd, one: Candidate) -> Candidate:
    """Return another company of the group, behind the same switchboard."""
    first, _space, rest = one.name.rpartition(" ")
    department = crowd.chance.choice(DEPARTMENTS)
    return _sister(crowd, one, f"{first or rest} {department} {rest if first else ''}".strip())


def _numbered(crowd: Crowd, one: Candidate) -> Candidate:
    crowd.records[one.id - 1] = replace(one, name=f"{one.name} 1")
    return _sister(crowd, one, f"{one.name} 2")


def _in_another_town(crowd: Crowd, one: Candidate) -> Candidate:
    """Return a firm of the same trade and family in another town."""
    chance = crowd.chance
    family, trade = chance.choice(FAMILY), chance.choice(TRADES)
    here, there = chance.sample(PLACES, 2)
    crowd.records[one.id - 1] = replace(one, name=f"{family}s {trade} i {here} AB", area=fold(here))
    other = _some_organisation(crowd)
    return replace(other, name=f"{family}s {trade} i {there} AB", area=fold(there))


def _neighbour(crowd: Crowd, one: Candidate) -> Candidate:
    """Return another firm in the same house, with whose reception it shares a phone."""
    phones = one.phones or (crowd.landline(),)
    crowd.records[one.id - 1] = replace(one, phones=phones)
    return replace(_some_organisation(crowd), phones=phones, addresses=one.addresses)


LOOKALIKES = (_in_another_quarter, _of_the_group, _numbered, _in_another_town, _neighbour)
