"""Books of a given size for the measurements: the same people each time."""

import csv
import random
from pathlib import Path

import crm

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
