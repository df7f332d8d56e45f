"""The same questions asked of khard, which reads a folder of cards for each of them."""

import random
import shutil
import statistics
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import crm
from crm.formats.vcard_output import folded
from tests.benchmarks.books import SEED
from tests.benchmarks.cards import card_lines
from tests.benchmarks.measuring import Figure, Measurement, absent, process_cpu

CARDS = 10_000
RUNS = 3
GOAL = 1 / 20
"""Ours takes at most a twentieth of the time."""
QUESTIONS = (
    ("the list", ("person", "list"), ("list",)),
    ("a name", ("find", "Mårder"), ("email", "Mårder")),
)
"""What is asked, and how it is asked of us and of khard."""


def figures(folder: Path) -> Iterator[Figure]:
    """Give what the list of everybody and the search for a name cost."""
    khard = shutil.which("khard") or shutil.which("khard", path=str(Path(sys.executable).parent))
    if khard is None:
        yield absent(f"{CARDS:,} cards", "khard")
        return
    book, settings = make_cards(folder, CARDS)
    for name, ours, theirs in QUESTIONS:
        mine = [sys.executable, "-m", "crm", "--db", str(book), *ours]
        yield compare(name, mine, [khard, "-c", str(settings), *theirs], folder).figure


def make_cards(folder: Path, count: int) -> tuple[Path, Path]:
    """Write so many cards without pictures, and a book of the same people.

    Return the book, and the settings with which khard reads the cards.
    """
    cards, one_file = folder / "cards", folder / "cards.vcf"
    cards.mkdir()
    chance = random.Random(SEED)
    with one_file.open("wb") as stream:
        for number in range(count):
            lines = [
                f"UID:{number}-card" if line.startswith("PRODID") else line
                for line in card_lines(number, chance)
                if not line.startswith("PHOTO")
            ]
            card = b"".join(folded(line) for line in lines)
            (cards / f"{number}.vcf").write_bytes(card)
            stream.write(card)
    settings = folder / "khard.conf"
    settings.write_text(f"[addressbooks]\n[[cards]]\npath = {cards}\n", encoding="utf-8")
    book = folder / "khard.db"
    with crm.open(book, actor="benchmark") as opened:
        crm.import_file(opened, one_file)
    return book, settings


def compare(name: str, mine: Sequence[str], theirs: Sequence[str], home: Path) -> Measurement:
    """Ask both in turn, and compare their medians in CPU time."""
    surroundings = {"HOME": str(home), "XDG_CONFIG_HOME": str(home), "PYTHONUTF8": "1"}
    costs = [
        (process_cpu(mine, surroundings), process_cpu(theirs, surroundings)) for _ in range(RUNS)
    ]
    ours, others = (statistics.median(side) for side in zip(*costs, strict=True))
    return Measurement(f"{name}, {CARDS:,} cards", "khard", ours, others, GOAL)
