"""People with duplicates planted among them, and others who only look like duplicates.

What is planted follows what happens to address books, not what the scorer looks at: slips of the
keyboard, names turned round, short forms, initials, another employer, another family name. Beside
them stand siblings, fathers and sons, namesakes, colleagues behind one switchboard and successors,
who are not the same. Everything follows from the seed.
"""

import random
from collections.abc import Callable
from dataclasses import replace

from crm.matching import Candidate
from tests.benchmarks.planted_crowd import (
    COLLEAGUES,
    DUPLICATES,
    NEAR_MISSES,
    SEED,
    Crowd,
    Planted,
    any_family,
    employer_of,
    renamed,
    slip,
    somebody,
    work_email,
)
from tests.benchmarks.planted_lookalikes import LOOKALIKES
from tests.benchmarks.planted_names import GIVEN, MAILBOXES, SHORT_FORMS


def plant_people(count: int, seed: int = SEED) -> Planted:
    """Make up about so many people, the same each time."""
    crowd = Crowd(random.Random(seed))
    twins = list(TWINS.items())
    lookalikes = list(LOOKALIKES)
    while len(crowd.records) < count:
        one = crowd.add(somebody(crowd))
        throw = crowd.chance.random()
        if throw < DUPLICATES:
            what, change = crowd.chance.choice(twins)
            twin = crowd.add(change(crowd, one))
            crowd.pairs[one.id, twin.id] = what
        elif throw < DUPLICATES + NEAR_MISSES:
            crowd.add(crowd.chance.choice(lookalikes)(crowd, one))
    crowd.chance.shuffle(crowd.records)
    return Planted(crowd.records, crowd.pairs)


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


def _as_it_stands(crowd: Crowd, one: Candidate) -> Candidate:
    return _again(crowd, one)


def _with_a_slip(crowd: Crowd, one: Candidate) -> Candidate:
    chance = crowd.chance
    if chance.random() < 0.4:
        return renamed(_again(crowd, one), slip(chance, one.given_name), one.family_name)
    return renamed(_again(crowd, one), one.given_name, slip(chance, one.family_name))


def _turned_round(crowd: Crowd, one: Candidate) -> Candidate:
    copy = renamed(_again(crowd, one), one.family_name, one.given_name)
    if crowd.chance.random() < 0.5:
        name = f"{one.family_name}, {one.given_name}"
        copy = replace(copy, name=name, given_name="", family_name="")
    return copy


def _by_short_form(crowd: Crowd, one: Candidate) -> Candidate:
    forms = SHORT_FORMS.get(one.given_name)
    if not forms:
        return _as_initial(crowd, one)
    return renamed(_again(crowd, one), crowd.chance.choice(forms), one.family_name)


def _as_initial(crowd: Crowd, one: Candidate) -> Candidate:
    dot = crowd.chance.choice((".", ""))
    return renamed(_again(crowd, one), one.given_name[0] + dot, one.family_name)


def _without_accents(crowd: Crowd, one: Candidate) -> Candidate:
    spellings = crowd.chance.choice(
        ({"å": "aa", "ä": "ae", "ö": "oe", "ü": "ue"}, {"ö": "ø", "ä": "æ"})
    )
    name = one.name.lower()
    for letter, written in spellings.items():
        name = name.replace(letter, written)
    given, _space, family = name.title().rpartition(" ")
    return renamed(_again(crowd, one), given, family)


def _with_half_the_name(crowd: Crowd, one: Candidate) -> Candidate:
    given = one.given_name.replace("-", " ").split()
    if len(given) == 1:
        return renamed(
            _again(crowd, one), f"{given[0]} {crowd.chance.choice(GIVEN)}", one.family_name
        )
    return renamed(
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
        emails=(work_email(crowd, one.given_name, one.family_name, number), *private),
        phones=(*own, f"+468{number:06d}"),
        organisations=(employer_of(number),),
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
    return renamed(copy, one.given_name, any_family(crowd.chance))


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
