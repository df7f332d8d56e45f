"""What a book says, as a plain dictionary of facts and their values, and how that changes."""

from dataclasses import dataclass
from typing import Any

from crm import driver

Fact = tuple[Any, ...]
Facts = dict[Fact, Any]

READ: dict[str, str] = {
    "person": "SELECT id, name, note FROM person",
    "email": "SELECT person_id, value FROM contact_detail",
    "place": "SELECT person_id, organisation_id, role FROM membership",
    "other name": "SELECT person_id, name FROM other_name",
    "organisation": "SELECT id, name FROM organisation",
    "follow-up": "SELECT id, title, person_id, organisation_id, status FROM follow_up",
}
KEYED = {"person", "organisation", "follow-up"}


def facts_of(connection: driver.Connection) -> Facts:
    """Return all that the book says, without asking any of our own code."""
    facts: Facts = {}
    for noun, statement in READ.items():
        for row in connection.execute(statement):
            fact, value = ((noun, row[0]), row[1:]) if noun in KEYED else ((noun, *row), True)
            assert fact not in facts
            facts[fact] = value
    return facts


@dataclass
class Step:
    """A batch as the dictionary sees it: what it changed, from what to what."""

    changed: dict[Fact, tuple[Any, Any]]
    undoes: int | None = None

    def mentioned(self) -> set[Fact]:
        """Return the people, organisations and follow-ups that the step is about."""
        found: set[Fact] = set()
        for fact, values in self.changed.items():
            noun, number, *rest = fact
            found.add((noun if noun in KEYED else "person", number))
            if noun == "place":
                found.add(("organisation", rest[0]))
            for value in values:
                if noun == "follow-up" and value:
                    found |= {("person", value[1]), ("organisation", value[2])}
        return {mention for mention in found if mention[1] is not None}


def without(facts: Facts, person: int) -> Facts:
    """Return the facts without a person; promises to or by them stay."""
    after: Facts = {}
    for fact, value in facts.items():
        if fact[0] == "follow-up" and value[1] == person:
            after[fact] = (value[0], None, *value[2:])
        elif fact[0] in ("organisation", "follow-up") or fact[1] != person:
            after[fact] = value
    return after


def merged(facts: Facts, keep: int, gone: int) -> Facts:
    """Return the facts with one person made part of another."""
    after = {
        fact: (value[0], keep, *value[2:]) if fact[0] == "follow-up" and value[1] == gone else value
        for fact, value in facts.items()
    }
    for fact in facts:
        if fact[0] in ("email", "place", "other name") and fact[1] == gone:
            after[(fact[0], keep, *fact[2:])] = after.pop(fact)
    (name, note), (other_name, other_note) = facts["person", keep], after.pop(("person", gone))
    after["other name", keep, other_name] = True
    after.pop(("other name", keep, name), None)
    after["person", keep] = (name, both_notes(note, other_note))
    return after


def both_notes(first: str | None, second: str | None) -> str | None:
    """Return two notes as one, which says nothing twice."""
    notes = [note for note in (first, second) if note]
    if len(notes) == 2:
        short, long = sorted(notes, key=len)
        notes = [long] if short in long else notes
    return "\n\n".join(notes) or None
