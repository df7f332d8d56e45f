"""Saving what a form says of an interaction, with everybody and everything new in it."""

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from crm.actions.interactions import edit_interaction, log_interaction
from crm.book import Session
from crm.errors import Invalid, Problem
from crm.inputs import FollowUpIn, Input, InteractionEdit, InteractionIn, StatementIn
from crm.queries.records import InteractionRecord
from crm.vocabulary import REFERENCE_LETTERS, RecordKind
from tui.dialogs.custom_fields import custom_values
from tui.dialogs.form import Values
from tui.dialogs.newcomers import Newcomers, saved
from tui.dialogs.problems import under
from tui.dialogs.tagging import change_tags, tag_names
from tui.widgets.suggestions import Choice

PLAIN = ("kind", "subject", "place", "details", "atmosphere", "reference", "source")
PROMISE = ("title", "due_date", "direction")

Entry = dict[str, Any]
Part = TypeVar("Part", bound=Input)


def log(session: Session, values: Values, when: Entry) -> int:
    """Log an interaction; `when` is its start and end. Errors: as `log_interaction`."""
    newcomers = Newcomers(session)
    entry: Entry = {name: values[name] for name in PLAIN} | when
    entry["status"] = values["status"]
    entry["participants"] = _new_participants(newcomers, values)
    entry["topics"] = newcomers.references(RecordKind.TOPIC, values["topics"])
    entry["tags"] = tag_names(values["tags"])
    entry["custom"] = custom_values(values)
    entry["statements"], wrong = _statements(newcomers, values["statements"])
    entry["follow_ups"], more_wrong = _follow_ups(newcomers, values["follow_ups"])
    data = checked(InteractionIn, entry, [*wrong, *more_wrong])
    return saved(log_interaction(session, data).id)


def change(
    session: Session, record: InteractionRecord, values: Values, changed: Values, when: Entry
) -> int:
    """Change of an interaction what was changed in the form; errors: as `edit_interaction`."""
    newcomers = Newcomers(session)
    entry: Entry = {name: changed[name] for name in (*PLAIN, "status") if name in changed}
    entry |= {"custom": custom_values(changed)}
    if {"when", "time"} & changed.keys():
        entry |= when
    if {"people", "organisations"} & changed.keys():
        entry["participants"] = _kept(record, values) + _new_participants(newcomers, values)
    if "topics" in changed:
        entry["topics"] = newcomers.references(RecordKind.TOPIC, values["topics"])
    wrong: list[Problem] = []
    if "statements" in changed:
        entry["statements"], wrong = _statements(newcomers, values["statements"])
    data = checked(InteractionEdit, entry, wrong)
    edit_interaction(session, record["id"], data, version=record["version"])
    if "tags" in changed:
        change_tags(session, RecordKind.INTERACTION, record["id"], record["tags"], changed["tags"])
    return record["id"]


def each(kind: type[Part], name: str, rows: Iterable[Entry]) -> tuple[list[Part], list[Problem]]:
    """Return the rows of a part as inputs, and what is wrong with them, by their places."""
    inputs, wrong = [], []
    for index, row in enumerate(rows):
        try:
            inputs.append(kind(**row))
        except Invalid as error:
            wrong += under(f"{name}.{index}", error.problems)
    return inputs, wrong


def checked(kind: type[Part], entry: Entry, wrong: Sequence[Problem]) -> Part:
    """Return an input; errors: `Invalid` with its own problems and those of its parts."""
    problems = list(wrong)
    try:
        data = kind(**entry)
    except Invalid as error:
        problems = [*error.problems, *wrong]
    if problems:
        raise Invalid(" ".join(problem.message for problem in problems), problems)
    return data


def _new_participants(newcomers: Newcomers, values: Values) -> list[Entry]:
    people = newcomers.references(RecordKind.PERSON, values["people"])
    organisations = newcomers.references(RecordKind.ORGANISATION, values["organisations"])
    return [{"person": one} for one in people] + [{"organisation": one} for one in organisations]


def _kept(record: InteractionRecord, values: Values) -> list[Entry]:
    """Return who stays, each for the organisation they attended for, which may be several."""
    chosen = {choice.reference for choice in (*values["people"], *values["organisations"])}
    kept: list[Entry] = []
    for one in record["participants"]:
        person, organisation = one["person"], one["organisation"]
        if person and f"p{person['id']}" in chosen:
            where = {"organisation": f"o{organisation['id']}"} if organisation else {}
            kept.append({"person": f"p{person['id']}"} | where)
        elif not person and organisation and f"o{organisation['id']}" in chosen:
            kept.append({"organisation": f"o{organisation['id']}"})
    return kept


def _statements(
    newcomers: Newcomers, rows: Iterable[Values]
) -> tuple[list[StatementIn], list[Problem]]:
    entries = [
        {
            "text": row["text"],
            "stance": row["stance"],
            "speaker": _party(newcomers, row["speaker"]),
            "topic": newcomers.optional(RecordKind.TOPIC, row["topic"]),
        }
        for row in rows
    ]
    return each(StatementIn, "statements", entries)


def _follow_ups(
    newcomers: Newcomers, rows: Iterable[Values]
) -> tuple[list[FollowUpIn], list[Problem]]:
    entries = [
        {name: row[name] for name in PROMISE} | _concerned(newcomers, row["concerns"])
        for row in rows
    ]
    return each(FollowUpIn, "follow_ups", entries)


def _concerned(newcomers: Newcomers, choices: tuple[Choice, ...]) -> Entry:
    """Return whom a promise concerns; where nobody is named, those who took part may tell."""
    party = _party(newcomers, choices)
    if party is None:
        return {}
    is_person = party.startswith(REFERENCE_LETTERS[RecordKind.PERSON])
    return {"person" if is_person else "organisation": party}


def _party(newcomers: Newcomers, choices: tuple[Choice, ...]) -> str | None:
    """Return the person or organisation chosen; a new name may be the new organisation's."""
    if choices and choices[0].is_new and newcomers.knows(RecordKind.ORGANISATION, choices[0]):
        return newcomers.reference(RecordKind.ORGANISATION, choices[0])
    return newcomers.optional(RecordKind.PERSON, choices)
