"""A meeting that is in the book already: what a later version of its file may change.

What an earlier version gave gives way to a later one; what a person typed stands, and is reported
where the file says otherwise. An older version changes nothing, and nothing is emptied; but whom
the organiser no longer invites leaves.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlmodel import col

from crm.actions.importing.dropping import dropped, who
from crm.actions.importing.intake import Intake
from crm.actions.importing.interaction_drafts import FIELDS, InteractionDraft
from crm.actions.importing.plan import FieldChange, Outcome
from crm.actions.importing.taken import ANSWERS, Taken, answers_of, is_of_a_version, taken_of
from crm.actions.participants import add_participants, participants_of
from crm.actions.versions import touch
from crm.i18n import _
from crm.inputs import ParticipantIn
from crm.models import Interaction, Participant, RecordSource
from crm.queries.rows import key_of
from crm.queries.sources import Origins, origin_of, origins_of_record
from crm.text import clean_line, shorten
from crm.titles import field_title, field_titles
from crm.vocabulary import Attendance, InteractionStatus, RecordKind, reference

SHOWN_LENGTH = 60


@dataclass(slots=True)
class Update:
    """What came of it: the changes made, and what the file says otherwise and the book keeps."""

    changes: list[FieldChange] = field(default_factory=list)
    left: list[FieldChange] = field(default_factory=list)

    @property
    def outcome(self) -> Outcome:
        """Whether anything changed."""
        return Outcome.UPDATED if self.changes else Outcome.UNCHANGED


class Updating:
    """Brings meetings up to the version that a file has."""

    def __init__(self, intake: Intake) -> None:
        self._session = intake.session
        self._taken = Taken()

    def load(self, known: Collection[Interaction]) -> None:
        """Read what files gave of some meetings by now, with a fixed number of queries."""
        self._taken = taken_of(self._session, [key_of(one) for one in known])

    def update(
        self, interaction: Interaction, draft: InteractionDraft, present: Sequence[ParticipantIn]
    ) -> Update:
        """Take what the file says if it is no older than what was read before."""
        done = Update()
        if self._taken.has_all(key_of(interaction), draft.revision, present):
            return done
        stored = self.revision(interaction)
        if stored and draft.revision and draft.revision < stored:
            return done
        origins = origins_of_record(self._session, RecordKind.INTERACTION, key_of(interaction))
        is_same = stored is not None and stored == draft.revision
        self._join(done, interaction, draft, present, origins)
        if is_later_issue(draft.revision, stored):
            for row in dropped(self._session, interaction, draft.record, present):
                done.changes.append(FieldChange(field="participants", old=who(row), new=None))
                self._session.delete(row)
        if not is_same or done.changes:
            self._take(done, interaction, draft, origins)
        if done.left:
            fields = field_titles(change["field"] for change in done.left)
            message = _("Somebody wrote otherwise in the book, which was kept: {fields}.")
            draft.warn("", interaction.subject, message.format(fields=fields))
        if done.changes:
            touch(self._session, interaction)
            self._session.flush()
        return done

    def call_off(self, interaction: Interaction, draft: InteractionDraft) -> list[FieldChange]:
        """Call off a meeting as its series is, unless a person said how it stands."""
        done = Update()
        origins = origins_of_record(self._session, RecordKind.INTERACTION, key_of(interaction))
        cancelled = str(InteractionStatus.CANCELLED)
        self._take_one(done, interaction, "status", cancelled, origins)
        if done.left:
            message = _("Somebody wrote otherwise in the book, which was kept: {fields}.")
            draft.warn("status", interaction.subject, message.format(fields=field_title("status")))
        if done.changes:
            touch(self._session, interaction)
        self.forget(interaction)
        return done.changes

    def may_leave_out(self, interaction: Interaction, draft: InteractionDraft) -> bool:
        """Tell whether a meeting is gone that a version of its series has not: of no older one.

        A meeting that stands alone was a series only if it was sent out anew since.
        """
        stored = self.revision(interaction)
        if draft.stands_alone:
            return is_later_issue(draft.revision, stored)
        return not draft.revision or draft.revision >= (stored or "")

    def forget(self, interaction: Interaction) -> None:
        """Let it be found out anew what was taken in of a meeting, because it has changed."""
        self._taken.forget(key_of(interaction))

    def revision(self, interaction: Interaction) -> str | None:
        """Return the latest version that was taken in, "" for one that had none to tell."""
        statement = (
            select(col(RecordSource.revision))
            .where(col(RecordSource.interaction_id) == key_of(interaction), is_of_a_version())
            .order_by(col(RecordSource.id).desc())
        )
        row = self._session.execute(statement).first()
        return None if row is None else row[0] or ""

    def _take(
        self, done: Update, interaction: Interaction, draft: InteractionDraft, origins: Origins
    ) -> None:
        moved = draft.values.get("starts_at", interaction.starts_at) != interaction.starts_at
        for column in FIELDS:
            value = draft.values.get(column)
            is_alone = column == "thread" and value == interaction.uid
            if value is not None and not is_alone:
                self._take_one(done, interaction, column, value, origins)
        if moved and "ends_at" not in draft.values and interaction.ends_at:
            self._take_one(done, interaction, "ends_at", None, origins)

    def _take_one(
        self,
        done: Update,
        interaction: Interaction,
        column: str,
        value: str | None,
        origins: Origins,
    ) -> None:
        stored = getattr(interaction, column)
        if stored == value:
            return
        change = FieldChange(field=column, old=_short(stored), new=_short(value))
        if stored and origin_of(origins, column) is None:
            done.left.append(change)
        else:
            setattr(interaction, column, value)
            done.changes.append(change)

    def _join(
        self,
        done: Update,
        interaction: Interaction,
        draft: InteractionDraft,
        present: Sequence[ParticipantIn],
        origins: Origins,
    ) -> None:
        """Let those take part who do not yet; what they answered is taken unless a person said."""
        rows = participants_of(self._session, interaction)
        people: dict[object, Participant] = {row.person_id: row for row in rows if row.person_id}
        whole: dict[object, Participant] = {
            row.organisation_id: row for row in rows if row.person_id is None
        }
        was_touched = origin_of(origins, "version") is None
        answers = answers_of(self._session, interaction)
        new: list[ParticipantIn] = []
        for one in present:
            known = people.get(one.person) if one.person else whole.get(one.organisation)
            if known is None:
                new.append(one)
                continue
            answer = answers.get(who(known), "")
            is_open = not answer or is_later_issue(draft.revision, answer)
            if not was_touched and draft.revision >= answer:
                done.changes += _answered(known, one, is_open=is_open)
        for row in add_participants(self._session, interaction, new):
            done.changes.append(FieldChange(field="participants", old=None, new=who(row)))


def of_another(meeting: Interaction, changes: Iterable[FieldChange]) -> list[FieldChange]:
    """Return the changes of another meeting than the one a record is about: `i3.status`."""
    which = reference(RecordKind.INTERACTION, key_of(meeting))
    return [{**one, "field": f"{which}.{one['field']}"} for one in changes]


def is_later_issue(revision: str, stored: str | None) -> bool:
    """Tell whether the organiser sent the meeting out anew, as SEQUENCE counts (RFC 5545 3.8.7.4).

    An answer of somebody invited is of the same issue, and names nobody else.
    """
    return bool(stored) and revision.partition(" ")[0] > str(stored).partition(" ")[0]


def _answered(known: Participant, said: ParticipantIn, *, is_open: bool) -> list[FieldChange]:
    """Take what somebody answered since, `is_open` if they may not have answered yet.

    The program of whoever invites need not have seen an answer that the book has.
    """
    changes = []
    for name in ANSWERS:
        old, new = getattr(known, name), getattr(said, name)
        is_taken_back = new == Attendance.INVITED and not is_open
        if name in said.model_fields_set and new != old and not is_taken_back:
            setattr(known, name, new)
            changes.append(FieldChange(field=f"participants.{name}", old=old, new=new))
    return changes


def _short(value: str | None) -> str | None:
    return shorten(clean_line(value), SHOWN_LENGTH) if value else None
