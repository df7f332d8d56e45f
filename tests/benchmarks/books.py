"""Books of a given size for the measurements: the same people each time."""

import csv
import random
from pathlib import Path

from sqlmodel import Session, func, insert, select

import crm
from crm.actions.people import add_person
from crm.actions.topics import add_topic
from crm.inputs import PersonIn, TopicIn
from crm.models import Interaction, Participant, Statement

GIVEN = [
    "Anna",
    "Lars",
    "Maria",
    "Mikael",
    "Karin",
    "Anders",
    "Eva",
    "Johan",
    "Åsa",
    "Per",
    "Elin",
    "Ola",
    "Kerstin",
    "Björn",
    "Sara",
]
FAMILY = [
    "Andersson",
    "Johansson",
    "Karlsson",
    "Nilsson",
    "Mårder",
    "Lundwall",
    "Sjödin",
    "Berg",
    "Åkesson",
    "Öberg",
]
PLACES = [
    "Avesta",
    "Sandviken",
    "Hofors",
    "Gnosjö",
    "Älmhult",
    "Degerfors",
    "Olofström",
    "Örnsköldsvik",
]
ROLES = ["VD", "Kommunalråd", "Näringslivschef", "Statssekreterare", "Handläggare", "Platschef"]
SEED = 20190411


def write_people(path: Path, count: int) -> None:
    """Write a CSV file of people with organisations, roles, e-mail addresses and phones."""
    chance = random.Random(SEED)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["name", "organisation", "role", "email", "phone"])
        for number in range(count):
            family = f"{chance.choice(FAMILY)}{chance.choice(['', '', '-Ek', '-Lind'])}"
            organisation = f"{chance.choice(PLACES)} kommun {number // 40}"
            writer.writerow(
                [
                    f"{chance.choice(GIVEN)} {family}",
                    organisation,
                    chance.choice(ROLES),
                    f"person{number}@kommun{number // 40}.example",
                    f"070-{1000000 + number:07d}",
                ]
            )


def make_book(folder: Path, count: int) -> Path:
    """Make a book of so many people by importing a file, as a user would."""
    source, path = folder / "people.csv", folder / "book.db"
    write_people(source, count)
    with crm.open(path, actor="benchmark") as book:
        crm.import_file(book, source)
    return path


def add_busy_person(session: Session, count: int) -> int:
    """Add somebody who took part in so many meetings, said something in each; return the id."""
    person = add_person(session, PersonIn(name="Ännu Upptagen"))
    topic = add_topic(session, TopicIn(name="möten"))
    assert person.id is not None
    first = (session.exec(select(func.max(Interaction.id))).one() or 0) + 1
    numbers = range(first, first + count)
    meetings = [
        {
            "id": number,
            "uid": f"busy-{number}",
            "kind": "meeting",
            "status": "held",
            "subject": f"Möte {number}",
            "starts_at": f"20{number % 25:02}-{number % 12 + 1:02}-{number % 28 + 1:02}",
            "custom": {},
        }
        for number in numbers
    ]
    present = [
        {"interaction_id": number, "person_id": person.id, "attendance": "attended"}
        for number in numbers
    ]
    said = [
        {
            "interaction_id": number,
            "person_id": person.id,
            "topic_id": topic.id,
            "text": f"Det som sades på möte {number}, i en mening eller två.",
        }
        for number in numbers
    ]
    for table, rows in ((Interaction, meetings), (Participant, present), (Statement, said)):
        session.exec(insert(table), params=rows)
    return person.id
