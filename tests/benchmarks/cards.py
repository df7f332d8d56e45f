"""Reading of cards against vobject, the library that other programs read them with.

The cards are like those a telephone exports: a dozen properties, and a picture in every third.
"""

import base64
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from crm.formats import ReadOptions
from crm.formats.vcard_output import folded
from crm.formats.vcard_reader import read
from tests.benchmarks.books import FAMILY, GIVEN, PLACES, ROLES, SEED
from tests.benchmarks.measuring import Figure, Measurement, absent

CARDS, RUNS = 2_000, 5
PICTURE_EVERY, PICTURE_SIZE = 3, 8_000
PROPERTIES = ("org", "title", "email", "tel", "url", "note", "rev", "x-ablabel", "photo")
LABELLED = ("email", "tel", "adr", "url")
# Ours takes at most a tenth of the time.
GOAL = 0.1


def write_cards(path: Path, count: int) -> None:
    """Write cards as a telephone does."""
    chance = random.Random(SEED)
    with path.open("wb") as stream:
        for number in range(count):
            stream.writelines(folded(line) for line in card_lines(number, chance))


def card_lines(number: int, chance: random.Random) -> list[str]:
    """Return the unfolded lines of one card."""
    given, family, place = (chance.choice(words) for words in (GIVEN, FAMILY, PLACES))
    picture = chance.randbytes(PICTURE_SIZE) if number % PICTURE_EVERY == 0 else b""
    return [
        "BEGIN:VCARD",
        "VERSION:3.0",
        "PRODID:-//Apple Inc.//iPhone OS 17.4//EN",
        f"N:{family};{given};;;",
        f"FN:{given} {family}",
        f"ORG:{place} kommun;Näringsliv",
        f"TITLE:{chance.choice(ROLES)}",
        f"EMAIL;type=INTERNET;type=WORK;type=pref:person{number}@kommun.example",
        f"TEL;type=CELL;type=VOICE;type=pref:070-{1_000_000 + number:07d}",
        "TEL;type=WORK;type=VOICE:0226-64 50 00",
        f"item1.ADR;type=WORK;type=pref:;;Kungsgatan {number % 90};{place};;774 81;Sverige",
        "item1.X-ABADR:se",
        "item2.URL;type=pref:https://kommun.example/",
        "item2.X-ABLabel:_$!<HomePage>!$_",
        "NOTE:Träffades på Industridagen\\, Sandviken.\\nIntresserad av kompetensförsörjning.",
        *([f"PHOTO;ENCODING=b;TYPE=JPEG:{base64.b64encode(picture).decode()}"] if picture else []),
        "REV:2019-05-02T12:00:00Z",
        "END:VCARD",
    ]


def measure_cards(folder: Path, count: int = CARDS) -> Measurement | None:
    """Compare the reading of a file with vobject, up to the same fields, in CPU time.

    Returns None where vobject is not installed.
    """
    try:
        vobject = import_module("vobject")
    except ImportError:
        return None
    path = folder / "cards.vcf"
    write_cards(path, count)
    mine, theirs = [], []
    for _ in range(RUNS):
        mine.append(_milliseconds(lambda: sum(1 for _record in read(path, ReadOptions()))))
        theirs.append(_milliseconds(lambda: _read_with(vobject, path)))
    return Measurement(f"{count} cards", "vobject", min(mine), min(theirs), GOAL)


def figures(folder: Path) -> Iterator[Figure]:
    """Give how fast cards are read."""
    found = measure_cards(folder)
    yield found.figure if found else absent(f"{CARDS} cards", "vobject")


def _read_with(library: Any, path: Path) -> int:
    """Read cards with vobject and take out of them what our records have."""
    count = 0
    with path.open(encoding="utf-8", newline="") as stream:
        for card in library.readComponents(stream):
            values = [card.fn.value, card.n.value.family, card.n.value.given]
            values += [one.value for name in PROPERTIES for one in card.contents.get(name, ())]
            values += [one.params for name in LABELLED for one in card.contents.get(name, ())]
            values += [str(one.value) for one in card.contents.get("adr", ())]
            count += bool(values)
    return count


def _milliseconds(work: Any) -> float:
    start = time.process_time()
    work()
    return 1000 * (time.process_time() - start)


def main() -> int:
    """Print how much faster cards are read."""
    with tempfile.TemporaryDirectory() as name:
        found = measure_cards(Path(name))
    if found is None:
        print("Cards are not compared: install vobject, as with pip install samverkan[bench].")
        return 0
    times = f"{found.milliseconds:.0f} ms, {found.floor} {found.floor_milliseconds:.0f} ms"
    print(f"{found.name}: {times}, {1 / found.ratio:.1f} times as fast (goal {1 / GOAL:.0f})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
