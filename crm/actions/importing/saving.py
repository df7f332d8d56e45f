"""Save the people and organisations of a file."""

from collections.abc import Sequence

from crm.actions.importing.alike import likenesses
from crm.actions.importing.checking import warn
from crm.actions.importing.decisions import DIFFERENT, SAME, SKIP, Decisions, fingerprint_of
from crm.actions.importing.doubts import Doubts
from crm.actions.importing.drafting import organisation_draft, person_draft
from crm.actions.importing.drafts import Draft
from crm.actions.importing.filling import Filling
from crm.actions.importing.identity import Identity, identify
from crm.actions.importing.intake import Intake
from crm.actions.importing.known import Directory, Known
from crm.actions.importing.loading import load, load_one
from crm.actions.importing.newcomers import Newcomers
from crm.actions.importing.places import (
    SHOWN_CANDIDATES,
    Place,
    add_places,
    find_parent,
    find_places,
    set_parent,
    settle,
)
from crm.actions.importing.plan import FieldChange, Outcome
from crm.actions.importing.preserving import Preserving
from crm.actions.importing.replacing import Replacing
from crm.actions.importing.seen import Seen
from crm.actions.names import split_name
from crm.formats.records import OrganisationRecord, PersonRecord
from crm.i18n import _
from crm.queries.merged import any_merged, survivors_of
from crm.store import driver_connection
from crm.titles import field_within
from crm.vocabulary import RecordKind

ORGANISATION = RecordKind.ORGANISATION
FIELDS_LENGTH = 2000


class ContactSaver:
    """Finds, adds and completes people and organisations, a part of the file at a time."""

    def __init__(self, intake: Intake) -> None:
        self._intake = intake
        self._session = intake.session
        self._connection = driver_connection(intake.session)
        self._seen = Seen(self._connection)
        self._decisions = Decisions(intake.session, intake.decisions)
        self._doubts = Doubts(intake.tally, intake.described.unmapped)
        self._rows = intake.rows
        self._replacing = Replacing(intake.session, intake.described.sha256)
        self._filling = Filling(self._rows, self._replacing)
        self._preserving = Preserving(self._connection, self._rows, self._replacing)
        self._newcomers = Newcomers(intake, self._rows)
        self._directory = Directory()
        self._touched: dict[Known, None] = {}
        self._any_merged = any_merged(intake.session)

    def save(self, records: Sequence[PersonRecord | OrganisationRecord]) -> None:
        """Save some records; whoever they may mean is loaded with a fixed number of queries."""
        drafts = [draft for record in records if (draft := self._draft(record))]
        if self._any_merged:
            self._follow_merged(drafts)
        self._directory = load(self._connection, drafts, self._seen)
        self._newcomers.expect(drafts, self._directory)
        for draft in drafts:
            self._save(draft)
        self._store()

    def finish(self) -> None:
        """Report what depends on the whole file."""
        self._doubts.report()
        self._decisions.check_used()

    def _follow_merged(self, drafts: Sequence[Draft]) -> None:
        """Let those go by another's uid whom the book has as one with them."""
        for kind in (RecordKind.PERSON, ORGANISATION):
            own = [draft for draft in drafts if draft.kind == kind and draft.uid]
            survivors = survivors_of(self._session, kind, {draft.uid for draft in own})
            for draft in own:
                draft.uid = survivors.get(draft.uid, draft.uid)

    def _draft(self, record: PersonRecord | OrganisationRecord) -> Draft | None:
        has_own_uid = self._intake.own_uids.put_in(record)
        draft = (
            person_draft(record) if isinstance(record, PersonRecord) else organisation_draft(record)
        )
        draft.has_own_uid = has_own_uid
        if record.unmapped:
            self._doubts.note_left_out(record)
        if not draft.name:
            self._note(Outcome.REJECTED, draft)
            return None
        return draft

    def _save(self, draft: Draft) -> None:
        decided = self._decisions.about(draft)
        if decided and decided.kind == SKIP:
            self._note(Outcome.SKIPPED, draft)
            return
        places = find_places(draft, self._directory, self._rows) if draft.places else []
        if not decided and self._newcomers.add(draft, places):
            return
        # Keys are given in the order of the file.
        self._newcomers.store()
        if decided and decided.kind == SAME and decided.identity:
            identity = Identity(self._load(draft.kind, decided.identity))
        else:
            other_than = decided.identity if decided and decided.kind == DIFFERENT else None
            employers = [known for _place, known in places]
            identity = identify(self._directory, draft, employers, other_than)
        if identity.several:
            self._refuse(draft, identity.several)
        elif identity.known and not identity.known.is_stub:
            self._complete(identity.known, draft, places, by_uid=identity.by_uid)
        else:
            self._add(draft, identity, places, is_told=bool(decided))

    def _load(self, kind: RecordKind, identity: int) -> Known | None:
        return load_one(self._connection, self._directory, self._seen, kind, identity)

    def _complete(self, known: Known, draft: Draft, places: list[Place], *, by_uid: bool) -> None:
        self._fill(known, draft, places, by_uid=by_uid)
        self._note(Outcome.UPDATED if known.taken else Outcome.UNCHANGED, draft, known)
        self._finish_one(known, draft)

    def _add(self, draft: Draft, identity: Identity, places: list[Place], *, is_told: bool) -> None:
        """Add somebody new, or give a stub what the file says of it."""
        alike = [] if is_told else identity.alike
        known = identity.known or self._new(draft)
        known.is_stub = False
        if not identity.known:
            self._doubts.note_shared(draft, self._directory)
            for other, name in alike[:SHOWN_CANDIDATES]:
                message = _("This may be {known}, with the same {field}; it is added as new.")
                sentence = message.format(known=other.described, field=field_within(name))
                warn(draft, name, draft.name, sentence)
            if is_told:
                self._tell_apart(known, identity)
        self._fill(known, draft, places, by_uid=False)
        if alike:
            self._note(Outcome.POSSIBLE_DUPLICATE, draft, known, identity)
        else:
            self._note(Outcome.NEW, draft, known)
        self._finish_one(known, draft)

    def _new(self, draft: Draft) -> Known:
        known = self._rows.add_known(draft.kind, (draft.name, draft.folded_name), draft.uid)
        known.take("name", None, draft.name)
        if draft.kind == RecordKind.PERSON and not draft.fields.keys() & {
            "given_name",
            "family_name",
        }:
            given, family = split_name(draft.name)
            known.values["given_name"], known.values["family_name"] = given, family
        return known

    def _tell_apart(self, known: Known, identity: Identity) -> None:
        """Remember that somebody new is not those whom the record is like."""
        for other, _name in identity.alike:
            low, high = sorted((known.id, other.id))
            self._rows.add("distinct_pair", kind=str(known.kind), first_id=low, second_id=high)

    def _fill(self, known: Known, draft: Draft, places: list[Place], *, by_uid: bool) -> None:
        if draft.uid and not known.file_uid:
            known.file_uid = draft.uid
            if known.is_new and known.values["uid"] != draft.uid:
                known.set("uid", draft.uid)
        self._filling.fill(known, draft, by_uid=by_uid)
        self._directory.add(known)
        if places:
            add_places(known, draft, places, self._rows)
        if draft.parent:
            above = find_parent(draft, self._directory, self._rows)
            if above:
                set_parent(known, draft, above, self._replacing, self._organisation)
        self._filling.fill_note(known, draft)
        self._preserving.keep(known, draft)

    def _organisation(self, identity: int) -> Known | None:
        return self._load(ORGANISATION, identity)

    def _refuse(self, draft: Draft, several: Sequence[Known]) -> None:
        names = ", ".join(known.described for known in several[:SHOWN_CANDIDATES])
        message = _("The name fits several: {names}. Say which by its uid or a number.")
        warn(draft, "name", draft.name, message.format(names=names))
        self._note(Outcome.REJECTED, draft)

    def _note(
        self,
        outcome: Outcome,
        draft: Draft,
        known: Known | None = None,
        identity: Identity | None = None,
    ) -> None:
        tally = self._intake.tally
        decided = self._decisions.about(draft)
        says_nothing = outcome == Outcome.UNCHANGED and not (decided or (known and known.left))
        if says_nothing or not tally.keeps(outcome):
            tally.count(outcome, draft.problems)
            return
        is_there = known is not None and outcome in (Outcome.UPDATED, Outcome.UNCHANGED)
        tally.note(
            outcome,
            draft.line,
            draft.kind,
            draft.name,
            reference=known.reference if known and is_there else None,
            changes=_changes(known.taken) if known else (),
            left=_changes(known.left) if known else (),
            alike=likenesses(draft, identity.alike) if identity else (),
            problems=draft.problems,
            fingerprint=fingerprint_of(draft),
            decided=str(decided.kind) if decided else None,
        )

    def _finish_one(self, known: Known, draft: Draft) -> None:
        self._intake.tell(draft.line, known.kind, known.id)
        if known.taken:
            self._rows.add(
                "record_source",
                imported_file_id=self._intake.file_id,
                **{f"{known.kind}_id": known.id},
                line=draft.line,
                fields=_names(known),
                revision=draft.revision or None,
            )
            known.revision = max(known.revision, draft.revision)
        known.taken, known.left = [], []
        self._touched[known] = None

    def _store(self) -> None:
        """Store a part of the file, and settle what depends on all that it says of somebody."""
        for known in self._touched:
            settle(known)
        self._newcomers.store()
        added = self._rows.store(self._touched)
        for known in (*added, *self._touched):
            self._seen.remember(known)
            if known.file_uid not in ("", known.values["uid"]):
                self._intake.remember(known.file_uid, known.kind, known.id)
        self._touched = {}


def _changes(said: Sequence[tuple[str, str | None, str | None]]) -> list[FieldChange]:
    return [FieldChange(field=name, old=old, new=new) for name, old, new in said]


def _names(known: Known) -> str:
    """Return the fields that a record gave, parted by spaces."""
    names = dict.fromkeys([name for name, _old, _new in known.taken])
    return " ".join([name.replace(" ", "_") for name in names])[:FIELDS_LENGTH]
