"""A line as it was read, written so short that a table of examples can hold it."""

from datetime import date

from crm.quick import Line, read_line
from crm.text import fold
from crm.vocabulary import Direction, RecordKind

TODAY = date(2019, 5, 2)
SIGNS = {Direction.OURS: "->", Direction.THEIRS: "<-", Direction.JOINT: "<->"}
PEOPLE = ("Günther Mårder", "Göran Lundwall", "Emil Högberg", "Marita Sjödin", "Leif Lundgren")
ORGANISATIONS = ("ALMI", "ALMI Invest", "Företagarna", "Nordic Flanges", "Svenska industrikommuner")
TOPICS = ("Grön omställning",)


def knows(kind: RecordKind, name: str) -> bool:
    """Know the network of the seed case: people by any of their names, others by the whole."""
    folded = fold(name)
    if kind is RecordKind.PERSON:
        return any(set(folded.split()) <= set(fold(known).split()) for known in PEOPLE)
    known_names = ORGANISATIONS if kind is RecordKind.ORGANISATION else TOPICS
    return folded in map(fold, known_names)


def said(text: str) -> str:
    """Read a line on 2 May 2019 and say what was meant."""
    return written(read_line(text, TODAY, knows=knows))


def written(line: Line) -> str:
    """Write what a line says: kind and day, “subject”, place, people, marks, promises."""
    moments = [line.when.starts_at, line.when.ends_at or ""] if line.when else []
    when = "..".join(filter(None, moments))
    parts = [
        " ".join(filter(None, (line.kind or "", when))),
        f"“{line.subject}”" if line.subject else "",
        f"in {line.place}" if line.place else "",
        _list("with ", [name.text for name in line.people]),
        _list("@", [name.text for name in line.organisations]),
        _list("#", [name.text for name in line.topics]),
        *(_promise(line, index) for index in range(len(line.promises))),
        *(f"! {mistake.message}" for mistake in line.mistakes),
    ]
    return " | ".join(part for part in parts if part)


def _list(sign: str, names: list[str]) -> str:
    return sign + ", ".join(names) if names else ""


def _promise(line: Line, index: int) -> str:
    promise = line.promises[index]
    due = f" ({promise.due_date})" if promise.due_date else ""
    parties = _list(" @", [name.text for name in promise.parties])
    return f"{SIGNS[promise.direction]} {promise.title}{due}{parties}"
