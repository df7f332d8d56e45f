"""How much memory commands take at most, each in a process of its own."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.measuring import MARGIN, Figure

GOAL = 150
COMMANDS = (
    "find anna ber",
    "show p1",
    "person list",
    "person list --limit 50",
    "org list",
    "interaction list",
    "follow-up list --open",
    "agenda",
    "timeline o1",
    "history --limit 100",
    "log call Samtal --with p1",
    "person add Ny",
    "undo",
    "export people.csv --as csv",
    "export people.vcf --as vcard",
    "doctor",
)
"""Commands, of which some write to a folder of their own."""

# What the kernel tells of a process counts what the one that began it held: here that is little.
WATCH = """
import os, sys
quiet = [(os.POSIX_SPAWN_OPEN, stream, os.devnull, os.O_WRONLY, 0) for stream in (1, 2)]
words = [sys.executable, "-m", "crm", *sys.argv[1:]]
process = os.posix_spawn(sys.executable, words, os.environ, file_actions=quiet)
_, status, usage = os.wait4(process, 0)
print(usage.ru_maxrss)
sys.exit(os.waitstatus_to_exitcode(status))
"""


def memory_figures(path: Path, folder: Path, people: int) -> Iterator[Figure]:
    """Give the most memory that each command takes with a book."""
    for command in COMMANDS:
        words = [str(folder / word) if "." in word else word for word in command.split()]
        most = peak_memory(["--db", str(path), *words])
        said = command.partition(" --as")[0]
        yield Figure(
            f"memory, crm {said}, {people:,}",
            f"{most:.0f} MB at most",
            f"{GOAL} MB",
            most <= GOAL * MARGIN,
            people=people,
            cost=most,
            unit="MB",
        )
    for word in ("people.csv", "people.vcf"):
        (folder / word).unlink()


def peak_memory(arguments: list[str]) -> float:
    """Return the most memory that a command ever holds, in megabytes."""
    words = [sys.executable, "-S", "-c", WATCH, *arguments]
    printed = subprocess.run(words, stdout=subprocess.PIPE, check=True, text=True).stdout
    return int(printed) / 1024
