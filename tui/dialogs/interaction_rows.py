"""What the forms for a new and for a changed interaction have in common."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from crm.dates import Prefer
from crm.i18n import _
from crm.labels import label
from crm.queries.records import CustomFieldRecord
from crm.vocabulary import (
    Direction,
    InteractionKind,
    InteractionStatus,
    RecordKind,
    Stance,
)
from tui.access import BookAccess
from tui.dialogs.closed_lists import optional_select_of, select_of
from tui.dialogs.completing import completes, completes_topics, fitting
from tui.dialogs.custom_fields import custom_rows
from tui.dialogs.repeated import Repeated
from tui.dialogs.tagging import tag_row
from tui.widgets.completion_input import Complete, CompletionInput
from tui.widgets.date_input import DateInput
from tui.widgets.form import ChoiceSelect, FormField
from tui.widgets.suggestions import Choice
from tui.widgets.text_field import NoteField, TextField

Choices = tuple[Choice, ...]
Starting = Mapping[str, Any]
"""What stands in the fields from the start, by their names."""


class WhenInput(DateInput):
    """The date of an interaction; a planned one lies ahead, any other behind."""

    def look(self, prefer: Prefer) -> None:
        """Read the words anew, as a date ahead or behind."""
        self._prefer = prefer
        self._read()
        self._echo()


def interaction_rows(
    access: BookAccess, start: Starting, *, status: str | None
) -> Iterable[FormField]:
    """Yield the rows that say what it was, when, where, with whom and on what.

    Without a status the date tells it.
    """
    kind = start.get("kind", InteractionKind.MEETING)
    yield FormField(_("Kind"), select_of(InteractionKind, kind), name="kind")
    subject = TextField(start.get("subject", ""), _("what it was about, in a few words"))
    yield FormField(_("Subject"), subject, name="subject", required=True)
    prefer: Prefer = "future" if status == InteractionStatus.PLANNED else "past"
    when = WhenInput(start.get("when", ""), prefer=prefer, spans=True, required=True)
    yield FormField(_("When"), when, name="when", required=True)
    time = TextField(start.get("time", ""), _("such as 9:30 or 13–15"))
    yield FormField(_("Time"), time, name="time")
    statuses = [(str(word), label(word)) for word in InteractionStatus]
    chosen = ChoiceSelect(statuses, value=status or "", prompt=_("as the date tells"), blank=True)
    yield FormField(_("Status"), chosen, name="status")
    yield FormField(_("Place"), TextField(start.get("place", "")), name="place")
    yield from _party_rows(access, start)
    note = NoteField(start.get("details", ""))
    yield FormField(_("Note"), note, name="details")


def _party_rows(access: BookAccess, start: Starting) -> Iterable[FormField]:
    for name, text, complete in (
        ("people", _("With"), completes(access, RecordKind.PERSON)),
        ("organisations", _("Organisations"), completes(access, RecordKind.ORGANISATION)),
        ("topics", _("Topics"), completes_topics(access)),
    ):
        choices = start.get(name, ())
        field = CompletionInput(complete, multiple=True, allow_new=True, choices=choices)
        yield FormField(text, field, name=name)


def further_rows(
    access: BookAccess, start: Starting, fields: Sequence[CustomFieldRecord]
) -> Iterable[FormField]:
    """Yield the rows that are seldom filled in."""
    for name, text in (
        ("atmosphere", _("Atmosphere")),
        ("reference", _("Diary number")),
        ("source", _("Source")),
    ):
        yield FormField(text, TextField(start.get(name, "")), name=name)
    yield tag_row(access, start.get("tags", ()))
    yield from custom_rows(fields, start.get("custom", {}))


def statement_parts(
    access: BookAccess, present: Callable[[], Choices], rows: Iterable[Starting] = ()
) -> Repeated:
    """Return the parts that say who said what; `present` are those who took part."""
    parties = _parties(access, present)

    def make(row: Starting | None) -> Iterable[FormField]:
        start = row or {}
        speaker = CompletionInput(parties, allow_new=True, choices=start.get("speaker", ()))
        yield FormField(_("Who"), speaker, name="speaker")
        topic = CompletionInput(
            completes_topics(access), allow_new=True, choices=start.get("topic", ())
        )
        yield FormField(_("Topic"), topic, name="topic")
        stance = optional_select_of(Stance, start.get("stance"))
        yield FormField(_("Stance"), stance, name="stance")
        text = NoteField(start.get("text", ""), classes="short")
        yield FormField(_("Said"), text, name="text", required=True)

    return Repeated("statements", _("Who said what"), _("+ Who said what (F2)"), make, rows)


def follow_up_parts(
    access: BookAccess, present: Callable[[], Choices], people: Callable[[], Choices]
) -> Repeated:
    """Return the parts that say what was promised; the only one of `people` is filled in."""
    parties = _parties(access, present)

    def make(_row: object) -> Iterable[FormField]:
        alone = people() if len(people()) == 1 else ()
        yield FormField(_("Promise"), TextField(), name="title", required=True)
        yield FormField(_("Due"), DateInput(), name="due_date")
        yield FormField(_("Whose"), select_of(Direction, Direction.OURS), name="direction")
        concerned = CompletionInput(parties, allow_new=True, choices=alone)
        yield FormField(_("Concerns"), concerned, name="concerns")

    return Repeated("follow_ups", _("Follow-up"), _("+ Follow-up (F3)"), make)


def _parties(access: BookAccess, present: Callable[[], Choices]) -> Complete:
    """Return what offers people and organisations, those who took part first."""
    known = completes(access, RecordKind.PERSON, RecordKind.ORGANISATION)

    async def complete(text: str) -> Sequence[Choice]:
        near = fitting(text, present())
        seen = {choice.reference for choice in near}
        return [*near, *(choice for choice in await known(text) if choice.reference not in seen)]

    return complete
