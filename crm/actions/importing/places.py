"""Where people work and what organisations lie under: found by name, or added."""

from collections.abc import Iterator

from sqlmodel import Session

from crm.actions.importing.checking import keep, refuse, warn
from crm.actions.importing.drafts import Draft, PlaceDraft
from crm.actions.importing.filling import differs
from crm.actions.importing.identity import is_called
from crm.actions.importing.known import Directory, Known
from crm.actions.importing.rows import NewRows
from crm.i18n import _
from crm.models import Membership, Organisation
from crm.text import fold
from crm.vocabulary import RecordKind

ORGANISATION = RecordKind.ORGANISATION
SHOWN_CANDIDATES = 3

Place = tuple[PlaceDraft, Known]


def find_places(draft: Draft, directory: Directory, rows: NewRows) -> list[Place]:
    """Return the organisations of a person, adding those that nobody knows.

    Where a name fits several, which one is meant is not guessed: it is reported and kept.
    """
    places = []
    for place in draft.places:
        found = _find(draft, "organisation", place.organisation, place.uid, directory, rows)
        if found:
            places.append((place, found))
        else:
            for name in ("role", "post"):
                keep(draft, name, getattr(place, name) or "")
    return places


def find_parent(draft: Draft, directory: Directory, rows: NewRows) -> Known | None:
    """Return the organisation above, adding it if nobody knows it."""
    if not draft.parent:
        return None
    return _find(draft, "parent", draft.parent, draft.parent, directory, rows)


def _find(
    draft: Draft, name: str, organisation: str, uid: str, directory: Directory, rows: NewRows
) -> Known | None:
    by_uid = directory.with_uid(ORGANISATION, uid)
    if by_uid:
        return by_uid
    found = _called(organisation, directory)
    if len(found) == 1:
        if not is_called(found[0], organisation):
            message = _("This was taken for {known}.").format(known=found[0].described)
            warn(draft, name, organisation, message)
        return found[0]
    if found:
        names = ", ".join(known.described for known in found[:SHOWN_CANDIDATES])
        message = _("The name fits several: {names}.").format(names=names)
        refuse(draft, name, organisation, message)
        return None
    row = rows.add(Organisation(name=organisation))
    added = Known(ORGANISATION, row, line=draft.line, is_stub=True)
    directory.add(added)
    return added


def _called(organisation: str, directory: Directory) -> list[Known]:
    folded = fold(organisation)
    found = directory.called(ORGANISATION, folded)
    exact = [known for known in found if is_called(known, organisation)]
    return exact or found or directory.also_called(ORGANISATION, folded)


def set_parent(
    session: Session, known: Known, draft: Draft, above: Known, directory: Directory
) -> None:
    """Put an organisation under another, unless it lies elsewhere or would lie under itself."""
    row = known.row
    assert isinstance(row, Organisation)
    if row.parent_id == above.id:
        return
    if row.parent_id is not None:
        differs(draft, "parent", draft.parent, _name_of(session, row.parent_id, directory))
    elif known.id in _line_up(session, above, directory):
        refuse(draft, "parent", draft.parent, _("An organisation cannot lie under itself."))
    else:
        row.parent_id = above.id
        known.is_changed = True


def _row(session: Session, identity: int, directory: Directory) -> Organisation | None:
    known = directory.get(ORGANISATION, identity)
    row = known.row if known else session.get(Organisation, identity)
    return row if isinstance(row, Organisation) else None


def _name_of(session: Session, identity: int, directory: Directory) -> str:
    row = _row(session, identity, directory)
    return row.name if row else ""


def _line_up(session: Session, known: Known, directory: Directory) -> set[int]:
    """Return the ids of an organisation and of all above it."""
    line: set[int] = set()
    identity: int | None = known.id
    while identity is not None and identity not in line:
        line.add(identity)
        row = _row(session, identity, directory)
        identity = row.parent_id if row else None
    return line


def add_places(known: Known, draft: Draft, places: list[Place], rows: NewRows) -> None:
    """Put a person into the organisations that the draft names, where they are not yet."""
    for place, organisation in places:
        post = rows.post(organisation.row, place.post).id if place.post else None
        membership = next(_same(known, place, organisation.id, post), None)
        if membership:
            _complete(known, membership, place)
        else:
            _add(known, place, organisation.id, post, rows)


def _same(
    known: Known, place: PlaceDraft, organisation: int, post: int | None
) -> Iterator[Membership]:
    """Give the memberships that say the same as the file, those of the very role first."""
    role = fold(place.role or "")
    fitting = [
        one
        for one in known.memberships
        if one.organisation_id == organisation
        and (not post or one.post_id in (None, post))
        and (not role or fold(one.role or "") in ("", role))
        and _may_be_same(one.start_date, place.start_date)
        and _may_be_same(one.end_date, place.end_date)
    ]
    yield from sorted(fitting, key=lambda one: fold(one.role or "") != role)


def _may_be_same(one: str | None, other: str | None) -> bool:
    """Tell whether two partial dates, or a date and none, may be one date."""
    return not one or not other or one.startswith(other) or other.startswith(one)


def _complete(known: Known, membership: Membership, place: PlaceDraft) -> None:
    for name in ("role", "start_date", "end_date"):
        value = getattr(place, name)
        if value and not getattr(membership, name) and _stays_in_order(membership, name, value):
            setattr(membership, name, value)
            known.is_changed = known.has_new_membership = True


def _stays_in_order(membership: Membership, name: str, value: str) -> bool:
    start = value if name == "start_date" else membership.start_date
    end = value if name == "end_date" else membership.end_date
    return name == "role" or not (start and end and end < start[: len(end)])


def _add(
    known: Known, place: PlaceDraft, organisation: int, post: int | None, rows: NewRows
) -> None:
    membership = Membership(
        person_id=known.id,
        organisation_id=organisation,
        post_id=post,
        role=place.role,
        start_date=place.start_date,
        end_date=place.end_date,
    )
    known.memberships.append(rows.add(membership))
    known.is_changed = known.has_new_membership = True
    if place.primary:
        known.wanted_primary = membership


def is_settled(known: Known) -> bool:
    """Make the only membership of somebody new the primary one; tell whether that was all."""
    if not known.has_new_membership:
        return True
    if known.is_new and len(known.memberships) == 1 and not known.memberships[0].end_date:
        known.memberships[0].primary = True
        return True
    return False
