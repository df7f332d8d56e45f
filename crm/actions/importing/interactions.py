"""Save meetings of calendars and letters of mailboxes, each under the uid that its file gives."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlmodel import col

from crm.actions.importing.attendees import (
    ORGANISATION,
    PERSON,
    Attendees,
    Who,
    described,
)
from crm.actions.importing.intake import Intake
from crm.actions.importing.interaction_drafts import (
    InteractionDraft,
    interaction_draft,
    with_details,
)
from crm.actions.importing.interaction_updates import Updating
from crm.actions.importing.plan import FieldChange, Outcome
from crm.actions.importing.proposals import Proposals, has_real_name
from crm.actions.labels import attach_tags
from crm.actions.participants import add_participants
from crm.actions.people import add_person
from crm.actions.statements import add_topics
from crm.actions.versions import apply, key_of
from crm.errors import CrmError
from crm.formats.records import InteractionRecord, ParticipantRecord
from crm.i18n import _
from crm.inputs import ParticipantIn, PersonIn
from crm.models import Document, Interaction, RecordSource
from crm.models.base import NAME_LENGTH
from crm.queries.kinds import batched
from crm.queries.topics import find_topic
from crm.settings import today
from crm.text import clean_line
from crm.vocabulary import Attendance, InteractionStatus, RecordKind, reference

FUNCTION_LENGTH = 100
LIST = "list"
FIELDS_LENGTH = 2000
SHOWN = ("kind", "starts_at", "place")
LONGEST = 200


class InteractionSaver:
    """Adds what a calendar or mailbox tells of, and brings up to it what was read before.

    Those who took part are found by their address, in the role held on that day. Whoever is not in
    the book stands in the details and is proposed, or added where the user asked for that.
    """

    def __init__(self, intake: Intake) -> None:
        self._intake = intake
        self._session = intake.session
        self._attendees = Attendees(intake.session)
        self._proposals = Proposals(intake.session, intake.tally.proposals)
        self._updating = Updating(intake)
        self._seen: set[str] = set()

    def save(self, records: Sequence[InteractionRecord]) -> None:
        """Save some records; those who took part are found with a fixed number of queries."""
        signed = [
            ParticipantRecord(name=said.name, email=said.email)
            for record in records
            for said in record.proposals
        ]
        self._attendees.load([*(one for record in records for one in record.participants), *signed])
        known = self._known(record.uid for record in records)
        for record in records:
            draft = interaction_draft(record)
            removed = self._call_off_removed(draft)
            interaction = known.get(draft.uid)
            if draft.uid in self._seen and draft.uid:
                self._note(draft, Outcome.UNCHANGED)
            elif interaction:
                self._update(draft, interaction, removed)
            elif not self._calls_off_series(draft):
                self._add(draft, removed)
            self._seen.add(draft.uid)

    def finish(self) -> None:
        """Do nothing more: each record is settled when it is saved."""

    def _known(self, uids: Iterable[str]) -> dict[str, Interaction]:
        found: dict[str, Interaction] = {}
        for some in batched(sorted({uid for uid in uids if uid})):
            rows = self._session.scalars(select(Interaction).where(col(Interaction.uid).in_(some)))
            found |= {row.uid: row for row in rows}
        return found

    def _add(self, draft: InteractionDraft, removed: Sequence[FieldChange]) -> None:
        present, others = self._participants(draft)
        with_details(draft, others)
        if draft.values.get("status") == InteractionStatus.PLANNED:
            # A draft of a letter has no date until it is sent.
            draft.values.setdefault("starts_at", today().isoformat())
        if "starts_at" not in draft.values:
            message = _("It does not say when it took place, so it cannot be noted.")
            if draft.is_called_off:
                message = _("The meeting is called off, and is not in the book.")
            draft.warn("starts_at", "", message)
            self._note(draft, Outcome.REJECTED)
            return
        interaction = Interaction(kind="", subject=_("(no subject)"), starts_at="")
        apply(interaction, {"source": self._intake.source, **draft.values})
        if draft.uid:
            interaction.uid = draft.uid
        self._session.add(interaction)
        self._session.flush()
        add_participants(self._session, interaction, present)
        self._add_labels(draft, interaction)
        self._add_documents(draft, interaction)
        self._propose(draft)
        self._write_down(draft, interaction, draft.values)
        self._note(draft, Outcome.NEW, changes=[*_given(draft), *removed])

    def _update(
        self, draft: InteractionDraft, interaction: Interaction, removed: Sequence[FieldChange]
    ) -> None:
        present, others = self._participants(draft)
        with_details(draft, others)
        done = self._updating.update(interaction, draft, present)
        self._propose(draft)
        if done.changes:
            self._write_down(draft, interaction, {one["field"]: "" for one in done.changes})
        done.changes += removed
        self._note(draft, done.outcome, interaction, done.changes, done.left)

    def _calls_off_series(self, draft: InteractionDraft) -> bool:
        """Call off the meetings that lie ahead of a series that is called off as a whole."""
        if not draft.is_called_off or draft.values.get("thread") != draft.uid:
            return False
        meetings = self._planned(draft)
        changes: list[FieldChange] = []
        for meeting in meetings:
            changes += self._updating.call_off(meeting, draft)
            self._write_down(draft, meeting, {"status": ""})
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
        for meeting in self._planned(draft):
            if meeting.uid in left or self._updating.is_older(meeting, draft):
                continue
            done = self._updating.call_off(meeting, draft)
            self._write_down(draft, meeting, {"status": ""})
            which = reference(RecordKind.INTERACTION, key_of(meeting))
            changes += [{**one, "field": f"{which}.{one['field']}"} for one in done]
        return changes

    def _planned(self, draft: InteractionDraft) -> Sequence[Interaction]:
        """Return the meetings of the same series that are planned."""
        planned = select(Interaction).where(
            col(Interaction.thread) == draft.values.get("thread"),
            col(Interaction.status) == InteractionStatus.PLANNED,
        )
        return self._session.scalars(planned).all()

    # Who took part

    def _participants(self, draft: InteractionDraft) -> tuple[list[ParticipantIn], list[str]]:
        """Return those who are in the book, and those who are not as they stand in the file."""
        present: list[ParticipantIn] = []
        others: list[str] = []
        for one in draft.record.participants:
            who = self._attendees.find(one)
            if who is None and self._intake.add_people and _is_somebody(one):
                who = self._add_person(draft, one)
            elif who is None and _is_somebody(one):
                self._proposals.somebody_new(draft.line, one, self._attendees, None)
            if who is None:
                others.append(described(one))
            else:
                present.append(_participant(who, one))
        return present, [name for name in others if name]

    def _add_person(self, draft: InteractionDraft, one: ParticipantRecord) -> Who | None:
        try:
            person = add_person(self._session, PersonIn(name=one.name, emails=[one.email]))
        except CrmError as error:
            draft.warn("participants", described(one), error.message)
            return None
        who = Who(PERSON, key_of(person), person.name)
        self._attendees.add(who, one.email)
        self._proposals.somebody_new(draft.line, one, self._attendees, who)
        return who

    # What goes with it

    def _propose(self, draft: InteractionDraft) -> None:
        for said in draft.record.proposals:
            self._proposals.of_signature(draft.line, said, self._attendees)

    def _add_labels(self, draft: InteractionDraft, interaction: Interaction) -> None:
        """Put it on the topics that the book knows; other categories become tags."""
        if not draft.record.topics:
            return
        names = [clean_line(name)[:NAME_LENGTH] for name in draft.record.topics]
        topics = {name: find_topic(self._session, name) for name in names if name}
        add_topics(self._session, interaction, [key for key in topics.values() if key])
        tags = [name for name, key in topics.items() if key is None]
        attach_tags(self._session, RecordKind.INTERACTION, key_of(interaction), tags)

    def _add_documents(self, draft: InteractionDraft, interaction: Interaction) -> None:
        for link in dict.fromkeys(map(clean_line, draft.links)):
            title = link.rstrip("/").rpartition("/")[2][:NAME_LENGTH] or link[:NAME_LENGTH]
            row = Document(interaction_id=key_of(interaction), title=title, location=link)
            self._session.add(row)

    def _write_down(
        self, draft: InteractionDraft, interaction: Interaction, fields: Iterable[str]
    ) -> None:
        """Note which file gave which fields, on which line and in which version."""
        source = RecordSource(
            imported_file_id=self._intake.file_id,
            interaction_id=key_of(interaction),
            line=draft.line,
            fields=" ".join(dict.fromkeys(fields))[:FIELDS_LENGTH],
            revision=draft.revision[:60] or None,
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
            draft.values.get("subject", ""),
            reference=reference(kind, key_of(interaction)) if interaction else None,
            changes=changes,
            left=left,
            problems=draft.problems,
        )


def _given(draft: InteractionDraft) -> list[FieldChange]:
    """Return what tells a new meeting or letter from others."""
    people = ", ".join(filter(None, map(described, draft.record.participants)))
    said = {name: draft.values.get(name) for name in SHOWN} | {"participants": people[:LONGEST]}
    return [FieldChange(field=name, old=None, new=value) for name, value in said.items() if value]


def _is_somebody(one: ParticipantRecord) -> bool:
    """Tell whether a participant can be a person: a full name with an address, and no list."""
    return has_real_name(one) and one.function != LIST


def _participant(who: Who, one: ParticipantRecord) -> ParticipantIn:
    given: dict[str, object] = {}
    if one.attendance in set(Attendance):
        given["attendance"] = one.attendance
    if function := clean_line(one.function)[:FUNCTION_LENGTH]:
        given["function"] = function
    if role := clean_line(one.role)[:NAME_LENGTH]:
        given["role"] = role
    owner = "organisation" if who.kind == ORGANISATION else "person"
    return ParticipantIn(**{owner: who.id}, **given)  # type: ignore[arg-type]
