"""Answers to invitations (RFC 5546 3.2.3): who will come is noted on meetings that the book has.

An answer adds no meeting and changes nothing else. It is written down by whoever gave it, so that
neither an earlier answer of theirs nor the invitation, read again, takes its place.
"""

from collections.abc import Sequence
from typing import Any

from sqlmodel import Session, col, select

from crm.actions.importing.dropping import who
from crm.actions.importing.guests import Guests
from crm.actions.importing.intake import Intake
from crm.actions.importing.interaction_drafts import InteractionDraft
from crm.actions.importing.interaction_rows import REVISION_LENGTH
from crm.actions.importing.interaction_series import SeriesRows
from crm.actions.importing.interaction_updates import Update, Updating, is_later_issue, of_another
from crm.actions.importing.plan import FieldChange
from crm.actions.importing.taken import ANSWER, answers_of
from crm.actions.participants import add_participants, participants_of
from crm.actions.versions import touch
from crm.formats.records import NOT_COUNTED
from crm.history import INSERTED, origins_of
from crm.i18n import _
from crm.inputs import ParticipantIn
from crm.models import ImportedFile, Interaction, Participant, RecordSource
from crm.queries.rows import key_of
from crm.titles import field_title
from crm.vocabulary import Attendance, InteractionStatus, RecordKind, reference

FIRST = "000000"
"""The version of a meeting that was sent out once."""


class Answers:
    """Notes what people answer to invitations."""

    def __init__(
        self, intake: Intake, guests: Guests, series: SeriesRows, updating: Updating
    ) -> None:
        self._intake = intake
        self._session = intake.session
        self._guests = guests
        self._series = series
        self._updating = updating

    def take(self, draft: InteractionDraft) -> tuple[Interaction | None, Update]:
        """Note an answer on the meetings that it is to; return the first, None for none.

        An answer to a series is one to each of its meetings that lie ahead, or to those of them
        from some day on. One to an earlier version of the meeting is told and not noted.
        """
        done = Update()
        meetings = self._meant(draft)
        if meetings is None:
            message = _("The answer is to a meeting that is not in the book, so it is not noted.")
            draft.warn("participants", draft.values.get("subject", ""), message)
            return None, done
        present, _others = self._guests.of(draft)
        if self._guests.are_new(present):
            self._intake.rows.store(())
        for meeting in meetings:
            noted = self._note(meeting, draft, present)
            is_first = meeting is meetings[0]
            done.changes += noted.changes if is_first else of_another(meeting, noted.changes)
            done.left += noted.left if is_first else of_another(meeting, noted.left)
        if done.left:
            message = _("Somebody wrote otherwise in the book, which was kept: {fields}.")
            fields = field_title("participants")
            draft.warn(
                "participants", draft.values.get("subject", ""), message.format(fields=fields)
            )
        return next(iter(meetings), None), done

    def _meant(self, draft: InteractionDraft) -> list[Interaction] | None:
        """Return the meetings that an answer is to, None where the book does not know them."""
        known = self._series.of(draft)
        named = [one for one in known if _is_named(one, draft)]
        if named or draft.uid != draft.series:
            return named or None
        ahead = [one for one in known if one.status == InteractionStatus.PLANNED]
        return ahead if known else None

    def _note(
        self, meeting: Interaction, draft: InteractionDraft, present: Sequence[ParticipantIn]
    ) -> Update:
        done = Update()
        rows = {who(row): row for row in participants_of(self._session, meeting)}
        earlier = answers_of(self._session, meeting)
        issue = self._updating.revision(meeting) or ""
        version = version_answered(draft.revision, issue)
        for one in present:
            kind = RecordKind.PERSON if one.person else RecordKind.ORGANISATION
            name = reference(kind, int(one.person or one.organisation or 0))
            known = rows.get(name)
            if is_later_issue(issue, version):
                if name not in earlier:
                    _say_that_it_is_late(draft)
                continue
            if version < earlier.get(name, "") or (version < issue and _has_answered(known)):
                continue
            if known is None:
                add_participants(self._session, meeting, [one])
                done.changes.append(FieldChange(field="participants", old=None, new=name))
            elif not self._answer(done, known, one):
                continue
            self._write_down(meeting, draft, name, version)
        if done.changes:
            touch(self._session, meeting)
            self._session.flush()
            self._updating.forget(meeting)
        return done

    def _answer(self, done: Update, known: Participant, said: ParticipantIn) -> bool:
        """Take what somebody answers, unless a person wrote whether they come."""
        if known.attendance == said.attendance:
            return False
        change = FieldChange(
            field="participants.attendance", old=known.attendance, new=said.attendance
        )
        if not _is_of_a_file(self._session, known):
            done.left.append(change)
            return False
        known.attendance = said.attendance
        done.changes.append(change)
        return True

    def _write_down(
        self, meeting: Interaction, draft: InteractionDraft, name: str, version: str
    ) -> None:
        source = RecordSource(
            imported_file_id=self._intake.file_id,
            interaction_id=key_of(meeting),
            line=draft.line,
            fields=f"{ANSWER} {name}",
            revision=version[:REVISION_LENGTH] or None,
        )
        self._session.add(source)


def version_answered(said: str, issue: str) -> str:
    """Return the version of a meeting that an answer is to, as text that orders them.

    It is the SEQUENCE of the answer (RFC 5545 3.8.7.4), which need not stand there for 0 (RFC 5546
    3.2.3); but some programs never write it, whichever version they answer. So an answer without
    one is to the `issue` that the book has if it was made (DTSTAMP) no earlier than that.
    """
    count, _space, stamp = said.partition(" ")
    if count != NOT_COUNTED:
        return said
    issued, _space, made = issue.partition(" ")
    return f"{issued if issued and stamp >= made else FIRST} {stamp}".strip()


def _is_named(meeting: Interaction, draft: InteractionDraft) -> bool:
    """Tell whether an answer to one day of a series, or to all from it on, is to a meeting."""
    if meeting.uid == draft.uid or not draft.record.goes_on:
        return meeting.uid == draft.uid
    is_ahead = meeting.status == InteractionStatus.PLANNED
    return is_ahead and meeting.starts_at >= draft.values.get("starts_at", "")


def _has_answered(known: Participant | None) -> bool:
    """Tell whether a calendar that was written after an answer says what they answered."""
    return known is not None and known.attendance not in (None, Attendance.INVITED)


def _say_that_it_is_late(draft: InteractionDraft) -> None:
    message = _("The answer is to an earlier version of the meeting, so it is not noted.")
    if all(known.message != message for known in draft.problems):
        draft.warn("participants", draft.values.get("subject", ""), message)


def _is_of_a_file(session: Session, row: Participant) -> bool:
    """Tell whether a file said last whether somebody comes."""
    connection: Any = session.connection().connection.driver_connection
    batches = origins_of(connection, "participant", key_of(row))
    batch = batches.get("attendance", batches.get(INSERTED))
    known = select(col(ImportedFile.id)).where(col(ImportedFile.batch_id) == batch)
    return session.exec(known).first() is not None
