"""Save meetings of calendars and letters of mailboxes, each under the uid that its file gives."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlmodel import col

from crm.actions.importing.attendees import described
from crm.actions.importing.guests import Guests
from crm.actions.importing.intake import Intake
from crm.actions.importing.interaction_answers import Answers
from crm.actions.importing.interaction_drafts import (
    InteractionDraft,
    interaction_draft,
    with_details,
)
from crm.actions.importing.interaction_rows import FIELDS_LENGTH, REVISION_LENGTH, InteractionRows
from crm.actions.importing.interaction_series import SeriesRows
from crm.actions.importing.interaction_successions import Successions
from crm.actions.importing.interaction_updates import Updating, of_another
from crm.actions.importing.plan import FieldChange, Outcome
from crm.formats.records import InteractionRecord
from crm.i18n import _
from crm.models import Interaction, RecordSource
from crm.queries.kinds import batched
from crm.queries.rows import key_of
from crm.settings import today
from crm.vocabulary import InteractionStatus, RecordKind, reference

SHOWN = ("kind", "starts_at", "place")
DAYS = ("starts_at", "Date")
"""The fields of a meeting and of a letter that say when it took place."""
LONGEST = 200


class InteractionSaver:
    """Adds what a calendar or mailbox tells of, and brings up to it what was read before.

    Those who took part are found by their address, in the role held on that day. Whoever is not in
    the book stands in the details and is proposed, or added where the user asked for that.
    """

    def __init__(self, intake: Intake) -> None:
        self._intake = intake
        self._session = intake.session
        self._guests = Guests(intake)
        self._rows = InteractionRows(intake)
        self._series = SeriesRows(intake)
        self._updating = Updating(intake)
        self._successions = Successions(intake, self._series, self._updating)
        self._answers = Answers(intake, self._guests, self._series, self._updating)
        self._seen: set[str] = set()

    def save(self, records: Sequence[InteractionRecord]) -> None:
        """Save some records; what they refer to is found with a fixed number of queries."""
        drafts = list(map(interaction_draft, records))
        self._guests.load([draft.record for draft in drafts])
        self._rows.load(self._session, drafts)
        self._series.load(drafts)
        known = self._known(draft.uid for draft in drafts)
        self._updating.load(known.values())
        for draft in drafts:
            if draft.record.is_answer:
                self._take_answer(draft)
            else:
                self._save(draft, known)
        self._intake.rows.store(())

    def finish(self) -> None:
        """Do nothing more: each record is settled when it is saved."""

    def _known(self, uids: Iterable[str]) -> dict[str, Interaction]:
        found: dict[str, Interaction] = {}
        for some in batched(sorted({uid for uid in uids if uid})):
            rows = self._session.scalars(select(Interaction).where(col(Interaction.uid).in_(some)))
            found |= {row.uid: row for row in rows}
        return found

    def _take_answer(self, draft: InteractionDraft) -> None:
        interaction, done = self._answers.take(draft)
        self._note(draft, done.outcome, interaction, done.changes, done.left)

    def _save(self, draft: InteractionDraft, known: dict[str, Interaction]) -> None:
        removed = [*self._succeed(draft, known), *self._call_off_removed(draft)]
        interaction = known.get(draft.uid)
        if draft.uid in self._seen and draft.uid:
            self._note(draft, Outcome.UNCHANGED)
        elif interaction:
            self._update(draft, interaction, removed)
        elif self._successions.is_outdated(draft):
            self._note(draft, Outcome.UNCHANGED)
        elif not self._calls_off_series(draft):
            self._add(draft, removed)
        self._seen.add(draft.uid)

    def _succeed(self, draft: InteractionDraft, known: dict[str, Interaction]) -> list[FieldChange]:
        """Let the meeting of the book that a single one or a series was before be known as it."""
        heir, changes = self._successions.of(draft)
        if heir is None:
            return []
        if changes:
            known[heir.uid] = heir
            self._write_down(draft, heir, ("uid", "thread"), self._updating.revision(heir))
        else:
            known[draft.uid] = heir
        return changes

    def _add(self, draft: InteractionDraft, removed: Sequence[FieldChange]) -> None:
        if draft.values.get("status") == InteractionStatus.PLANNED:
            # A draft of a letter has no date until it is sent.
            draft.values.setdefault("starts_at", today().isoformat())
        if "starts_at" not in draft.values:
            _say_that_it_has_no_day(draft)
            self._note(draft, Outcome.REJECTED)
            return
        present, others = self._guests.of(draft)
        with_details(draft, others)
        self._rows.add(draft, present, self._guests.standings)
        self._series.tell(draft.series)
        self._guests.propose(draft)
        if self._intake.tally.keeps(Outcome.NEW):
            self._note(draft, Outcome.NEW, changes=[*_given(draft), *removed])
        else:
            self._intake.tally.count(Outcome.NEW, draft.problems)

    def _update(
        self, draft: InteractionDraft, interaction: Interaction, removed: Sequence[FieldChange]
    ) -> None:
        present, others = self._guests.of(draft)
        with_details(draft, others)
        if self._guests.are_new(present):
            self._intake.rows.store(())
        self._series.tell(interaction.thread)
        done = self._updating.update(interaction, draft, present)
        self._series.tell(interaction.thread, interaction.uid)
        self._guests.propose(draft)
        if done.changes:
            fields = {one["field"]: "" for one in done.changes}
            self._write_down(draft, interaction, fields, draft.revision)
        done.changes += removed
        self._note(draft, done.outcome, interaction, done.changes, done.left)

    def _calls_off_series(self, draft: InteractionDraft) -> bool:
        """Call off the meetings that lie ahead of a series that is called off as a whole."""
        if not draft.is_called_off or draft.values.get("thread") != draft.uid:
            return False
        meetings = self._series.planned(draft)
        changes: list[FieldChange] = []
        for meeting in meetings:
            changes += self._updating.call_off(meeting, draft)
            self._write_down(draft, meeting, ("status",), draft.revision)
        if meetings:
            outcome = Outcome.UPDATED if changes else Outcome.UNCHANGED
            self._note(draft, outcome, meetings[0], changes)
        return bool(meetings)

    def _call_off_removed(self, draft: InteractionDraft) -> list[FieldChange]:
        """Call off the meetings that lie ahead which a later version of their series has not."""
        changes: list[FieldChange] = []
        if not draft.record.occurrences:
            return changes
        left = set(draft.record.occurrences)
        for meeting in self._series.planned(draft):
            if meeting.uid in left or not self._updating.may_leave_out(meeting, draft):
                continue
            done = self._updating.call_off(meeting, draft)
            self._write_down(draft, meeting, ("status",), draft.revision)
            changes += of_another(meeting, done)
        return changes

    def _write_down(
        self,
        draft: InteractionDraft,
        interaction: Interaction,
        fields: Iterable[str],
        revision: str | None,
    ) -> None:
        """Note which file gave which fields, on which line and in which version."""
        source = RecordSource(
            imported_file_id=self._intake.file_id,
            interaction_id=key_of(interaction),
            line=draft.line,
            fields=" ".join(dict.fromkeys(fields))[:FIELDS_LENGTH],
            revision=(revision or "")[:REVISION_LENGTH] or None,
        )
        self._session.add(source)

    def _note(
        self,
        draft: InteractionDraft,
        outcome: Outcome,
        interaction: Interaction | None = None,
        changes: Sequence[FieldChange] = (),
        left: Sequence[FieldChange] = (),
    ) -> None:
        kind = RecordKind.INTERACTION
        self._intake.tally.note(
            outcome,
            draft.line,
            kind,
            draft.subject,
            reference=reference(kind, key_of(interaction)) if interaction else None,
            changes=changes,
            left=left,
            problems=draft.problems,
        )


def _say_that_it_has_no_day(draft: InteractionDraft) -> None:
    """Say why a meeting or letter cannot be noted, unless its reader has said it."""
    if draft.is_called_off:
        message = _("The meeting is called off, and is not in the book.")
        draft.warn("starts_at", "", message)
    elif all(problem.field not in DAYS for problem in draft.problems):
        message = _("It does not say when it took place, so it cannot be noted.")
        draft.warn("starts_at", "", message)


def _given(draft: InteractionDraft) -> list[FieldChange]:
    """Return what tells a new meeting or letter from others."""
    people = ", ".join(filter(None, map(described, draft.record.participants)))
    said = {name: draft.values.get(name) for name in SHOWN} | {"participants": people[:LONGEST]}
    return [FieldChange(field=name, old=None, new=value) for name, value in said.items() if value]
