"""Which records are exported."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from crm.errors import UsageError
from crm.i18n import _
from crm.queries.collaborations import collaboration_ids
from crm.queries.conditions import fitting_ids
from crm.queries.follow_ups import follow_up_ids, list_follow_ups
from crm.queries.interactions import interaction_ids
from crm.queries.lists import ids_on_list, kinds_on_list
from crm.queries.organisations import organisation_ids
from crm.queries.people import person_ids
from crm.queries.references import Reference, resolve_list, resolve_organisation
from crm.vocabulary import Classification, FollowUpStatus, InteractionStatus, RecordKind

KINDS: Mapping[str, RecordKind] = {
    "people": RecordKind.PERSON,
    "organisations": RecordKind.ORGANISATION,
    "interactions": RecordKind.INTERACTION,
    "follow-ups": RecordKind.FOLLOW_UP,
    "collaborations": RecordKind.COLLABORATION,
}


@dataclass(frozen=True, slots=True)
class Choice:
    """What an export is restricted to; several restrictions must all hold."""

    contact_list: Reference | None = None
    organisation: Reference | None = None
    classification: str | None = None
    tag: str | None = None
    where: str | None = None
    ids: Sequence[int] | None = None


def noun(kind: str) -> RecordKind:
    """Return the noun that a kind of export is about; errors: `UsageError`."""
    if kind not in KINDS:
        message = _("Only these can be exported: {kinds}.")
        raise UsageError(message.format(kinds=", ".join(KINDS)))
    return KINDS[kind]


def chosen_ids(
    session: Session, kind: RecordKind, choice: Choice, *, ahead: bool = False
) -> list[int]:
    """Return the ids of those chosen; `choice.ids` keep their own order.

    People and organisations come by name in Swedish order, interactions newest first, follow-ups
    by due date, collaborations by title. For people, `organisation` and `classification` are where
    they are now; of organisations, `organisation` chooses it and what lies right below it. `ahead`
    takes only meetings that are planned and open follow-ups with a due date.
    Errors: `NotFound`, `Ambiguous`, `UsageError` for a classification that there is not, for a
    condition that is wrong and for what cannot choose among records of that kind.
    """
    if kind in (RecordKind.PERSON, RecordKind.ORGANISATION):
        found = _contact_ids(session, kind, choice)
    else:
        found = _work_ids(session, kind, choice, ahead=ahead)
    if choice.contact_list is not None:
        found = _on_list(session, kind, choice.contact_list, found, ahead=ahead)
    if choice.where:
        found = fitting_ids(session, kind, choice.where, found)
    if choice.ids is not None:
        fitting = set(found)
        return [identity for identity in dict.fromkeys(choice.ids) if identity in fitting]
    return found


def _contact_ids(session: Session, kind: RecordKind, choice: Choice) -> list[int]:
    if choice.classification and choice.classification not in set(Classification):
        message = _("There is no classification {word}; known are: {words}.")
        words = ", ".join(Classification)
        raise UsageError(message.format(word=choice.classification, words=words))
    return _matching(session, kind, choice, _organisation(session, choice))


def _on_list(
    session: Session, kind: RecordKind, named: Reference, found: list[int], *, ahead: bool
) -> list[int]:
    list_id = resolve_list(session, named)
    held = kinds_on_list(session, list_id)
    if kind not in held and not ahead:
        words = {noun: word for word, noun in KINDS.items()}
        kinds = ", ".join(words.get(noun, str(noun)) for noun in held)
        raise UsageError(_("That list is of other records: {kinds}.").format(kinds=kinds))
    return ids_on_list(session, kind, list_id, found)


def _organisation(session: Session, choice: Choice) -> int | None:
    if choice.organisation is None:
        return None
    return resolve_organisation(session, choice.organisation)


def _matching(session: Session, kind: RecordKind, choice: Choice, within: int | None) -> list[int]:
    classification, tag = choice.classification, choice.tag
    if kind == RecordKind.PERSON:
        people = person_ids(session, organisation=within, classification=classification, tag=tag)
        return list(people)
    found = organisation_ids(session, classification=classification, tag=tag)
    if within is None:
        return found
    family = {within, *organisation_ids(session, parent=within)}
    return [identity for identity in found if identity in family]


def _work_ids(session: Session, kind: RecordKind, choice: Choice, *, ahead: bool) -> list[int]:
    if choice.classification or choice.tag:
        message = _("A classification or a tag chooses only people and organisations.")
        raise UsageError(message)
    within = _organisation(session, choice)
    if kind == RecordKind.INTERACTION:
        status = InteractionStatus.PLANNED if ahead else None
        return list(interaction_ids(session, organisation=within, status=status))
    if kind == RecordKind.COLLABORATION:
        return collaboration_ids(session, organisation=within)
    if not ahead:
        return follow_up_ids(session, organisation=within)
    promises = list_follow_ups(session, organisation=within, status=FollowUpStatus.OPEN)
    return [promise["id"] for promise in promises if promise["due_date"]]
