"""Short ways to say what two records are compared by."""

from itertools import count

from crm.matching import Candidate

_ids = count(1)
# A book that makes Anna Ek a name like any other.
CROWD_NAMES = [f"{given} {family}" for given in ("Anna", "Bo", "Eva") for family in ("Ek", "Alm")]


def person(
    name: str,
    *,
    email: str = "",
    phone: str = "",
    organisation: str = "",
    given: str = "",
    family: str = "",
) -> Candidate:
    return Candidate(
        "person",
        next(_ids),
        name,
        given,
        family,
        emails=(email,) if email else (),
        phones=(phone,) if phone else (),
        organisations=(organisation,) if organisation else (),
    )


def organisation(
    name: str, *, orgnr: str = "", parent: str = "", phone: str = "", email: str = ""
) -> Candidate:
    return Candidate(
        "organisation",
        next(_ids),
        name,
        emails=(email,) if email else (),
        phones=(phone,) if phone else (),
        organisations=(parent,) if parent else (),
        identifiers=(f"orgnr:{orgnr}",) if orgnr else (),
    )


def crowd() -> list[Candidate]:
    return [
        person(name, email=f"{place}-{number}@a.se", organisation=f"{place}{number}")
        for number, name in enumerate(CROWD_NAMES * 3)
        for place in ("x", "y")
    ]
