"""Save the people and organisations of a file."""

from collections import Counter
from collections.abc import Sequence

from crm.actions.importing.checking import warn
from crm.actions.importing.drafting import organisation_draft, person_draft
from crm.actions.importing.drafts import Draft, Key
from crm.actions.importing.filling import fill, fill_note
from crm.actions.importing.identity import Identity, identify
from crm.actions.importing.intake import Intake
from crm.actions.importing.known import Directory, Known
from crm.actions.importing.loading import load
from crm.actions.importing.places import (
    SHOWN_CANDIDATES,
    Place,
    add_places,
    find_parent,
    find_places,
    is_settled,
    set_parent,
)
from crm.actions.importing.plan import Outcome
from crm.actions.importing.rows import NewRows
from crm.actions.memberships import settle_primary
from crm.actions.names import split_name
from crm.actions.versions import touch
from crm.formats.records import OrganisationRecord, PersonRecord
from crm.i18n import _, ngettext
from crm.models import Organisation, Person
from crm.vocabulary import RecordKind


class ContactSaver:
    """Finds, adds and completes people and organisations: who is known, and the rows that wait."""

    def __init__(self, intake: Intake) -> None:
        self.session = intake.session
        self.tally = intake.tally
        self._directory = Directory()
        self._rows = NewRows(intake.session)
        self._unknown_columns = frozenset(intake.described.unmapped)
        self._left_out: Counter[str] = Counter()
        self._first_lines: dict[str, int] = {}
        self._touched: dict[Known, None] = {}
        self._shared: Counter[Key] = Counter()
        self._shared_lines: dict[Key, int] = {}

    def save(self, records: Sequence[PersonRecord | OrganisationRecord]) -> None:
        """Save some records; whoever they may mean is loaded with a fixed number of queries."""
        drafts = [draft for record in records if (draft := self._draft(record))]
        load(self.session, self._directory, drafts)
        for draft in drafts:
            self._save(draft)
        self._store()

    def finish(self) -> None:
        """Report what was left out, and the values that many have."""
        self._report_left_out()
        self._report_shared()

    def _draft(self, record: PersonRecord | OrganisationRecord) -> Draft | None:
        draft = (
            person_draft(record) if isinstance(record, PersonRecord) else organisation_draft(record)
        )
        for header in record.unmapped:
            self._left_out[header] += 1
            self._first_lines.setdefault(header, record.line)
        if not draft.name:
            self._note(Outcome.REJECTED, draft)
            return None
        return draft

    def _note(self, outcome: Outcome, draft: Draft, known: Known | None = None) -> None:
        reference = known.reference if known else None
        self.tally.note(
            outcome,
            draft.line,
            draft.kind,
            draft.name,
            reference=reference,
            problems=draft.problems,
        )

    def _save(self, draft: Draft) -> None:
        places = find_places(draft, self._directory, self._rows)
        identity = identify(self._directory, draft, [known for _place, known in places])
        if identity.several:
            self._reject(draft, identity.several)
            return
        is_new = identity.known is None or identity.known.is_stub
        known = identity.known or self._add(draft, identity)
        changed_before, known.is_changed, known.is_stub = known.is_changed, False, False
        self._fill(known, draft, places)
        if is_new:
            self._note(Outcome.POSSIBLE_DUPLICATE if identity.alike else Outcome.NEW, draft)
        else:
            self._note(Outcome.UPDATED if known.is_changed else Outcome.UNCHANGED, draft, known)
        known.is_changed |= changed_before
        self._touched[known] = None

    def _fill(self, known: Known, draft: Draft, places: list[Place]) -> None:
        if draft.uid and not known.file_uid:
            known.file_uid = draft.uid
            known.row.uid = draft.uid if known.is_new else known.row.uid
        fill(known, draft, self._directory, self._rows)
        add_places(known, draft, places, self._rows)
        above = find_parent(draft, self._directory, self._rows)
        if above:
            set_parent(self.session, known, draft, above, self._directory)
        fill_note(known, draft)

    def _reject(self, draft: Draft, several: Sequence[Known]) -> None:
        names = ", ".join(known.described for known in several[:SHOWN_CANDIDATES])
        message = _("The name fits several: {names}. Say which by its uid or a number.")
        warn(draft, "name", draft.name, message.format(names=names))
        self._note(Outcome.REJECTED, draft)

    def _add(self, draft: Draft, identity: Identity) -> Known:
        self._report_alike(draft, identity)
        return Known(draft.kind, self._rows.add(_new_row(draft)), line=draft.line)

    def _report_alike(self, draft: Draft, identity: Identity) -> None:
        for key in draft.keys:
            if self._directory.is_widely_held(key):
                self._shared[key] += 1
                self._shared_lines.setdefault(key, draft.line)
        if not identity.alike:
            return
        for known, name in identity.alike[:SHOWN_CANDIDATES]:
            message = _("This may be {known}, with the same {field}; it was added as new.")
            sentence = message.format(known=known.described, field=name)
            warn(draft, name, draft.name, sentence)

    def _store(self) -> None:
        """Store a part of the file, and settle what depends on the whole of it."""
        unsettled = [known for known in self._touched if not is_settled(known)]
        for known in self._touched:
            if known.is_changed and not known.is_new:
                touch(self.session, known.row)
            known.is_changed = known.has_new_membership = False
        self._touched = {}
        self._rows.store()
        for known in unsettled:
            settle_primary(self.session, known.id, known.wanted_primary)
        self.session.flush()

    def _report_left_out(self) -> None:
        for header, count in self._left_out.items():
            if header in self._unknown_columns:
                message = ngettext(
                    "{count} value of this column was left out: say what it is with "
                    "--map COLUMN=FIELD, or COLUMN=ignore.",
                    "{count} values of this column were left out: say what it is with "
                    "--map COLUMN=FIELD, or COLUMN=ignore.",
                    count,
                )
            else:
                message = ngettext(
                    "{count} value had no place in its record and was left out.",
                    "{count} values had no place in their records and were left out.",
                    count,
                )
            self.tally.warn(self._first_lines[header], header, "", message.format(count=count))

    def _report_shared(self) -> None:
        for (scheme, value), count in self._shared.items():
            message = ngettext(
                "Many have this {field}; {count} new record was told apart by its name.",
                "Many have this {field}; {count} new records were told apart by their names.",
                count,
            )
            line = self._shared_lines[scheme, value]
            self.tally.warn(line, scheme, value, message.format(field=scheme, count=count))


def _new_row(draft: Draft) -> Person | Organisation:
    if draft.kind == RecordKind.ORGANISATION:
        return Organisation(name=draft.name)
    person = Person(name=draft.name)
    if not draft.fields.keys() & {"given_name", "family_name"}:
        person.given_name, person.family_name = split_name(draft.name)
    return person
