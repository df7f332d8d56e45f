"""What somebody decided about records that may be known already, remembered from file to file."""

import hashlib
import json
from collections.abc import Mapping
from typing import NamedTuple

from sqlmodel import Session, select

from crm.actions.importing.drafts import Draft
from crm.errors import Invalid, UsageError
from crm.i18n import _
from crm.models import ImportDecision
from crm.queries.kinds import owner_column
from crm.queries.references import resolve
from crm.vocabulary import ImportDecisionKind, RecordKind, reference

CONTACTS = (RecordKind.PERSON, RecordKind.ORGANISATION)
SAME, DIFFERENT, SKIP = ImportDecisionKind


class Decision(NamedTuple):
    """What a record of a file is: the same as somebody, somebody different, or to be skipped.

    `kind` is a word of `ImportDecisionKind`: `same`, `different` or `skip`. `reference` says as
    whom (`p12`, or anything else that is a reference): needed for the same; for a different one it
    may name whom the record was taken for.
    """

    kind: str
    reference: str = ""


class Remembered(NamedTuple):
    """A decision as it is stored: `identity` is the key of whom it names."""

    kind: ImportDecisionKind
    identity: int | None = None


def fingerprint_of(draft: Draft) -> str:
    """Return what a decision about a record is remembered by, in whatever file it stands.

    It is the SHA-256 of its uid, or else of its name, numbers, addresses and organisations.
    """
    own_uid = "" if draft.has_own_uid else draft.uid
    tells: object = own_uid or [
        draft.folded_name,
        sorted(draft.keys),
        sorted(place.folded for place in draft.places),
    ]
    text = json.dumps([draft.kind, tells], ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def decide(
    session: Session, kind: RecordKind | str, fingerprint: str, decision: Decision
) -> Remembered:
    """Remember a decision, in place of an earlier one about the same record.

    `kind` and `fingerprint` are those of an entry of a plan. Errors: `UsageError` for a record that
    is the same as nobody named, `NotFound` and `Ambiguous` for the reference, `Invalid` for a
    person who is to be an organisation or the other way round.
    """
    noun, word = RecordKind(kind), _word(decision)
    row = session.exec(
        select(ImportDecision).where(
            ImportDecision.kind == noun, ImportDecision.fingerprint == fingerprint
        )
    ).first() or ImportDecision(kind=noun, fingerprint=fingerprint, decision=word)
    remembered = Remembered(word, _named(session, noun, decision))
    row.decision = remembered.kind
    setattr(row, owner_column(ImportDecision, noun).key, remembered.identity)
    session.add(row)
    session.flush()
    return remembered


def _word(decision: Decision) -> ImportDecisionKind:
    try:
        return ImportDecisionKind(decision.kind)
    except ValueError:
        words = ", ".join(ImportDecisionKind)
        message = _("A record is one of {words}, not {word}.")
        raise UsageError(message.format(words=words, word=decision.kind)) from None


def _named(session: Session, kind: RecordKind, decision: Decision) -> int | None:
    if not decision.reference:
        if decision.kind == SAME:
            raise UsageError(_("Say as whom the record is the same, such as p12."))
        return None
    found = resolve(session, decision.reference, CONTACTS)
    if found.kind != kind:
        message = _("{reference} is of another kind than the record in the file.")
        raise Invalid(message.format(reference=found.reference))
    return found.id


class Decisions:
    """The decisions that hold for a file: those remembered, and those given for its lines."""

    def __init__(self, session: Session, given: Mapping[int, Decision]) -> None:
        self._session = session
        self._given = given
        self._unused = set(given)
        self._remembered = {
            (row.kind, row.fingerprint): _remembered(row)
            for row in session.exec(select(ImportDecision))
        }

    def about(self, draft: Draft) -> Remembered | None:
        """Return what was decided about a record, remembering what was given for its line."""
        given = self._given.get(draft.line)
        if given:
            self._unused.discard(draft.line)
            fingerprint = fingerprint_of(draft)
            known = self._remembered.get((draft.kind, fingerprint))
            if not _is_as(given, known, draft.kind):
                known = decide(self._session, draft.kind, fingerprint, given)
                self._remembered[draft.kind, fingerprint] = known
            return known
        if not self._remembered:
            return None
        return self._remembered.get((draft.kind, fingerprint_of(draft)))

    def check_used(self) -> None:
        """Refuse a decision about a line on which no record begins; errors: `UsageError`."""
        if self._unused:
            lines = ", ".join(map(str, sorted(self._unused)))
            message = _("No person or organisation begins on line {lines}; see --dry-run.")
            raise UsageError(message.format(lines=lines))


def _remembered(row: ImportDecision) -> Remembered:
    return Remembered(ImportDecisionKind(row.decision), row.person_id or row.organisation_id)


def _is_as(given: Decision, known: Remembered | None, kind: RecordKind) -> bool:
    if known is None or known.kind != given.kind:
        return False
    named = reference(kind, known.identity) if known.identity else ""
    return not given.reference or given.reference == named
