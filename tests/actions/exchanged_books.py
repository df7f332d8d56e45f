"""Books to carry: one whose records say everything, and books by chance."""

from random import Random
from typing import Any

from sqlmodel import Session

from crm.actions.fields import add_field
from crm.actions.memberships import add_membership
from crm.actions.posts import add_post
from crm.actions.relationships import link
from crm.inputs import MembershipIn, PostIn, RelationshipIn
from crm.text import clean_line
from crm.vocabulary import RecordKind
from tests.people import contact, custom_field, key, organisation, person

CLASSIFICATIONS = ("agency", "municipality", "state_company", "network", "other")
DATES = (None, "2008", "2017-03", "2018-11-30")
LABELS = (None, "work", "mobile", "switchboard", "home fax", "Work")


def add_everything(session: Session) -> None:
    """Add people and organisations of which everything is said that can be."""
    _add_fields(session)
    organisation(session, "Regeringskansliet")
    almi = organisation(
        session,
        "ALMI",
        classification="state_company",
        parent="Regeringskansliet",
        area="Stockholm",
        orgnr="556481-6204",
        identifiers=[{"scheme": "lei", "identifier": "549300"}],
        website="https://almi.example/",
        founding_date="1994",
        dissolution_date="2030-01",
        **_common("ALMI Företagspartner"),
    )
    firm = organisation(session, "Örnalp")
    link_both(session, RecordKind.ORGANISATION, key(almi), key(firm), "owner of")
    bo = person(session, "Bo Al")
    anna = person(
        session,
        "Dr. Anna Ek",
        given_name="Anna",
        family_name="Ek",
        honorific_prefix="Dr.",
        language="sv",
        memberships=[
            {"organisation": "ALMI", "role": "VD", "start_date": "2018-03", "primary": True},
            {"organisation": "Örnalp", "role": "Ledamot"},
            {"organisation": "Regeringskansliet", "role": "Ämnesråd", "end_date": "2017"},
        ],
        **_common("Anna Al"),
    )
    _give_post(session, key(anna))
    link_both(session, RecordKind.PERSON, key(anna), key(bo), "assistant of")


def add_by_chance(session: Session, texts: list[str], chance: Random, count: int) -> None:
    """Add so many people, and half as many organisations, with what chance gives them."""
    _add_fields(session)
    said = [clean_line(text) for text in texts]
    places = [_add_organisation(session, said, chance, number) for number in range(count // 2)]
    for number in range(count):
        _add_person(session, said, chance, number, places)


def link_both(session: Session, kind: RecordKind, first: int, second: int, label: str) -> None:
    """Link two records."""
    link(session, kind, first, RelationshipIn(type=label), kind, second)


def _add_fields(session: Session) -> None:
    for kind in ("person", "organisation"):
        add_field(session, custom_field(f"{kind}_shoe", type="text", applies_to=[kind]))


def _give_post(session: Session, person_id: int) -> None:
    add_post(session, PostIn(label="Ordförande", organisation="Örnalp"))
    place = MembershipIn(organisation="Örnalp", post="Ordförande", end_date="2016")
    add_membership(session, person_id, place)


def _common(other_name: str) -> dict[str, Any]:
    return {
        "note": "Ringer\ngärna; ofta.",
        "tags": ["press", "vip, två"],
        "other_names": [
            {"name": other_name, "start_date": "1990", "end_date": "2001", "note": "Före."}
        ],
        "contact_details": [
            contact("email", "anna@almi.example", label="work"),
            contact("phone", "+46701740605", label="mobile", note="Inte på kvällar."),
            contact("phone", "+46854321000", label="switchboard"),
            contact("address", "Storgatan 1, 811 30 Sandviken", label="visit"),
            contact("link", "https://example.com/a?b=1", label="homepage"),
            contact("email", "old@almi.example", valid_from="2010", valid_until="2015"),
        ],
        "custom": {},
    }


def _add_organisation(session: Session, said: list[str], chance: Random, number: int) -> str:
    name = f"Bolag {number} {chance.choice(said)}".strip()
    parents = [f"o{place}" for place in range(1, number + 1)]
    organisation(
        session,
        name,
        classification=chance.choice(CLASSIFICATIONS),
        parent=chance.choice([None, *parents]),
        area=chance.choice(said) or None,
        website=chance.choice([None, "https://bolag.example/?a=1;b=2,c"]),
        founding_date=chance.choice(DATES),
        identifiers=[{"scheme": "lei", "identifier": f"L{number}"}]
        if chance.random() < 0.5
        else [],
        **_by_chance(said, chance, number, "organisation"),
    )
    return f"o{number + 1}"


def _add_person(
    session: Session, said: list[str], chance: Random, number: int, places: list[str]
) -> None:
    chosen = chance.sample(places, k=min(len(places), chance.randint(0, 2)))
    memberships = [
        {
            "organisation": place,
            "role": chance.choice(said) or "VD",
            "start_date": chance.choice(DATES),
            "primary": at == 0,
        }
        for at, place in enumerate(chosen)
    ]
    person(
        session,
        f"{chance.choice(said)} Ek {number}".strip(),
        **{key: chance.choice(said) or None for key in ("given_name", "family_name")},
        honorific_prefix=chance.choice(said) or None,
        language=chance.choice([None, "sv", "en"]),
        memberships=memberships,
        **_by_chance(said, chance, number, "person"),
    )


def _by_chance(said: list[str], chance: Random, number: int, kind: str) -> dict[str, Any]:
    text = chance.choice(said)
    details = [
        contact("email", f"{kind}{number}@almi.example", label=chance.choice(LABELS)),
        contact("phone", f"+4670174{number:04d}", label=chance.choice(LABELS)),
        contact("address", f"Gatan {number} {text}".strip(), label=chance.choice(LABELS)),
    ]
    return {
        "note": f"{text}\n\n{chance.choice(said)}".strip() or None,
        "tags": sorted({f"{number % 3}{word}" for word in chance.sample(said, 1)}),
        "other_names": [{"name": f"{text} Al {number}".strip()}] if chance.random() < 0.5 else [],
        "contact_details": [one for one in details if chance.random() < 0.6],
        "custom": {f"{kind}_shoe": text} if text else {},
    }
