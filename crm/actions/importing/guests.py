"""Who took part in meetings and letters: found in the book, added where asked for, or proposed."""

from collections.abc import Sequence

from crm.actions.importing.attendees import (
    ORGANISATION,
    PERSON,
    Attendees,
    Who,
    described,
)
from crm.actions.importing.drafts import DetailDraft
from crm.actions.importing.intake import Intake
from crm.actions.importing.interaction_drafts import InteractionDraft
from crm.actions.importing.proposals import Proposals, has_real_name
from crm.actions.names import split_name
from crm.errors import CrmError
from crm.formats.eml_people import LIST, is_machine
from crm.formats.records import InteractionRecord, ParticipantRecord
from crm.inputs import ParticipantIn, PersonIn
from crm.models.base import NAME_LENGTH
from crm.queries.matches import match_key
from crm.queries.standings import Standings, standings_of
from crm.text import clean_line, fold, sort_key
from crm.vocabulary import Attendance, ContactType

FUNCTION_LENGTH = 100


class Guests:
    """Those whom the records of a part of a file name, and what they were on any day.

    They are found by their address. Whoever is not in the book is proposed, or added where the
    user asked for that.
    """

    def __init__(self, intake: Intake) -> None:
        self._intake = intake
        self._session = intake.session
        self._attendees = Attendees(intake.session)
        self._proposals = Proposals(intake.session, intake.tally.proposals)
        self._added: set[int] = set()
        self.standings = Standings()

    def load(self, records: Sequence[InteractionRecord]) -> None:
        """Find those whom some records name, with a fixed number of queries."""
        present = [one for record in records for one in record.participants]
        signed = [
            ParticipantRecord(name=said.name, email=said.email)
            for record in records
            for said in record.proposals
        ]
        self._added.clear()
        self._attendees.load([*present, *signed])
        found = {who for one in present if (who := self._attendees.find(one))}
        people = {who.id for who in found if who.kind == PERSON}
        whole = {who.id for who in found if who.kind == ORGANISATION}
        self.standings = standings_of(self._session, people, whole)
        if not self._proposals.is_full:
            self._attendees.load_namesakes(filter(_is_somebody, present))
            signers = {who for one in signed if (who := self._attendees.find(one))}
            self._proposals.load([who.id for who in signers if who.kind == PERSON])

    def of(self, draft: InteractionDraft) -> tuple[list[ParticipantIn], list[str]]:
        """Return those who are in the book, and those who are not as they stand in the file."""
        present: list[ParticipantIn] = []
        others: list[str] = []
        for one in draft.record.participants:
            who = self._attendees.find(one)
            if who is None and self._intake.add_people and _is_somebody(one):
                who = self._add(draft, one)
            elif who is None and _is_somebody(one):
                self._proposals.somebody_new(draft.line, one, self._attendees, None)
            if who is None:
                others.append(described(one))
            else:
                present.append(_participant(who, one))
        return present, [name for name in others if name]

    def are_new(self, present: Sequence[ParticipantIn]) -> bool:
        """Tell whether any of these were added for this part, and may not be stored yet."""
        return not self._added.isdisjoint(one.person for one in present)

    def propose(self, draft: InteractionDraft) -> None:
        """Suggest what a letter says of its writer."""
        for said in draft.record.proposals:
            self._proposals.of_signature(draft.line, said, self._attendees)

    def _add(self, draft: InteractionDraft, one: ParticipantRecord) -> Who | None:
        try:
            person = PersonIn(name=one.name, emails=[one.email])
        except CrmError as error:
            draft.warn("participants", described(one), error.message)
            return None
        name, (email,), rows = person.name, person.emails, self._intake.rows
        parts = (*split_name(name), None, None)
        (key,) = rows.add_people([(name, fold(name), sort_key(name), *parts)])
        detail = DetailDraft(ContactType.EMAIL, email, match_key(ContactType.EMAIL, email))
        rows.add_person_details([(key, detail)])
        self._added.add(key)
        who = Who(PERSON, key, name)
        self._attendees.add(who, one.email)
        self._proposals.somebody_new(draft.line, one, self._attendees, who)
        return who


def _is_somebody(one: ParticipantRecord) -> bool:
    """Tell whether a participant can be a person: a full name with an address, and no list.

    Nor is it the program that writes when a letter could not be delivered.
    """
    return has_real_name(one) and one.function != LIST and not is_machine(one.email)


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
