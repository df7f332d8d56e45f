"""Save groups of contacts as contact lists: fixed ones, which only grow by an import."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlmodel import Session, col

from crm.actions.importing.attendees import Attendees, Who, email_key
from crm.actions.importing.checking import check_name, check_text
from crm.actions.importing.intake import Intake
from crm.actions.importing.plan import FieldChange, Outcome
from crm.actions.importing.unlawful_contacts import has_lawful_uid, own_uid_sentence
from crm.actions.lists import add_list, add_member
from crm.errors import Invalid
from crm.formats.records import ListRecord, ParticipantRecord, RecordProblem
from crm.i18n import _
from crm.inputs import ContactListIn
from crm.models import ContactList, ContactListMember, RecordSource
from crm.queries.rows import key_of
from crm.text import clean_line, fold
from crm.vocabulary import RecordKind, reference

FIELD = "members"
UID_LENGTH = 255


class ListSaver:
    """Keeps the groups until all people of the file are there, and then makes lists of them."""

    def __init__(self, intake: Intake) -> None:
        self._intake = intake
        self._session = intake.session
        self._attendees = Attendees(intake.session)
        self._records: list[ListRecord] = []

    def save(self, records: Sequence[ListRecord]) -> None:
        """Keep some records until the end of the file."""
        self._records += records

    def finish(self) -> None:
        """Make lists of the groups, or add those to them who are not on them yet."""
        self._attendees.load(
            self._named(member) for record in self._records for member in record.members
        )
        for record in self._records:
            try:
                self._save(record)
            except Invalid as error:
                problem = RecordProblem(record.line, "name", record.name, error.message)
                self._note(record, Outcome.REJECTED, [*record.problems, problem])

    def _save(self, record: ListRecord) -> None:
        problems = list(record.problems)
        known = self._find(record)
        found = known or self._add(record, problems)
        if found.query or found.condition:
            message = _("“{name}” is a saved search, which fills itself: rename the group.")
            raise Invalid(message.format(name=found.name))
        members = [self._member(record, text, problems) for text in record.members]
        changes = self._join(found, [who for who in members if who])
        if not known or changes:
            self._write_down(record, found)
        if known:
            outcome = Outcome.UPDATED if changes else Outcome.UNCHANGED
            self._note(record, outcome, problems, known, changes)
        else:
            names = ", ".join([who.name for who in members if who])
            given = [FieldChange(field=FIELD, old=None, new=names)] if names else []
            self._note(record, Outcome.NEW, problems, changes=given)

    def _find(self, record: ListRecord) -> ContactList | None:
        """Return the list of the same uid, or else of the same name."""
        for same in (
            col(ContactList.uid) == clean_line(record.uid),
            col(ContactList.folded_name) == fold(clean_line(record.name)),
        ):
            if found := self._session.scalars(select(ContactList).where(same)).first():
                return found
        return None

    def _add(self, record: ListRecord, problems: list[RecordProblem]) -> ContactList:
        name = check_name(record.name) or ""
        if not fold(name).strip():
            raise Invalid(_("The record has no name."))
        note = check_text(record.note) if record.note.strip() else None
        added = add_list(self._session, ContactListIn(name=name, note=note))
        uid = clean_line(record.uid)[:UID_LENGTH]
        if not has_lawful_uid(uid):
            problems.append(RecordProblem(record.line, "uid", "", own_uid_sentence()))
        if uid:
            added.uid = self._intake.own_uids.of(uid)
        return added

    def _member(self, record: ListRecord, text: str, problems: list[RecordProblem]) -> Who | None:
        named = self._named(text)
        under_uid = self._intake.under_uid(named.uid)
        who = Who(*under_uid, named.name) if under_uid else self._attendees.find(named)
        if who is None:
            message = _("Nobody, or more than one, is called so: add them to the list by hand.")
            problems.append(RecordProblem(record.line, FIELD, text, message))
        return who

    def _named(self, text: str) -> ParticipantRecord:
        """Take a member of a group for what it may be: an address, or a uid or else a name."""
        text = clean_line(text)
        text = text[7:] if text.casefold().startswith("mailto:") else text
        if email_key(text):
            return ParticipantRecord(email=text)
        uid = self._intake.own_uids.of(text.removeprefix("urn:uuid:"))
        return ParticipantRecord(uid=uid, name=text)

    def _join(self, found: ContactList, members: Sequence[Who]) -> list[FieldChange]:
        there = _members(self._session, found)
        changes = []
        for who in dict.fromkeys(members):
            if (who.kind, who.id) not in there:
                add_member(self._session, key_of(found), who.kind, who.id)
                there.add((who.kind, who.id))
                changes.append(FieldChange(field=FIELD, old=None, new=who.name))
        return changes

    def _write_down(self, record: ListRecord, found: ContactList) -> None:
        source = RecordSource(
            imported_file_id=self._intake.file_id,
            contact_list_id=key_of(found),
            line=record.line,
            fields=FIELD,
            revision=clean_line(record.revision)[:60] or None,
        )
        self._session.add(source)
        self._session.flush()

    def _note(
        self,
        record: ListRecord,
        outcome: Outcome,
        problems: Sequence[RecordProblem],
        found: ContactList | None = None,
        changes: Sequence[FieldChange] = (),
    ) -> None:
        kind = RecordKind.LIST
        self._intake.tally.note(
            outcome,
            record.line,
            kind,
            clean_line(record.name),
            reference=reference(kind, key_of(found)) if found else None,
            changes=changes,
            problems=problems,
        )


def _members(session: Session, found: ContactList) -> set[tuple[RecordKind, int]]:
    rows = session.scalars(
        select(ContactListMember).where(col(ContactListMember.contact_list_id) == key_of(found))
    )
    return {
        (RecordKind.PERSON, row.person_id)
        if row.person_id is not None
        else (RecordKind.ORGANISATION, row.organisation_id or 0)
        for row in rows
    }
