"""Where people work and what organisations lie under: found by name, or added."""

from collections.abc import Callable, Iterator

from crm.actions.importing.checking import keep, refuse, warn
from crm.actions.importing.drafts import Draft, PlaceDraft
from crm.actions.importing.filling import differs
from crm.actions.importing.identity import is_called
from crm.actions.importing.known import Directory, Known, KnownMembership
from crm.actions.importing.lookups import organisations_meant
from crm.actions.importing.replacing import Replacing
from crm.actions.importing.rows import Rows
from crm.actions.memberships import primary_among
from crm.i18n import _
from crm.text import fold
from crm.vocabulary import RecordKind

ORGANISATION = RecordKind.ORGANISATION
SHOWN_CANDIDATES = 3

Place = tuple[PlaceDraft, Known]


def find_places(draft: Draft, directory: Directory, rows: Rows) -> list[Place]:
    """Return the organisations of a person, adding those that nobody knows.

    Where a name fits several, which one is meant is not guessed: it is reported and kept.
    """
    places = []
    for place in draft.places:
        named = (place.organisation, place.folded, place.uid)
        found = _find(draft, "organisation", named, directory, rows)
        if found:
            places.append((place, found))
        else:
            for name in ("role", "post"):
                keep(draft, name, getattr(place, name) or "")
    return places


def find_parent(draft: Draft, directory: Directory, rows: Rows) -> Known | None:
    """Return the organisation above, adding it if nobody knows it."""
    if not draft.parent:
        return None
    named = (draft.parent, fold(draft.parent), draft.parent)
    return _find(draft, "parent", named, directory, rows)


def _find(
    draft: Draft, name: str, named: tuple[str, str, str], directory: Directory, rows: Rows
) -> Known | None:
    """Return the organisation of a name, folded name and uid, or None where several are meant."""
    organisation, folded, uid = named
    by_uid = directory.with_uid(ORGANISATION, uid)
    if by_uid:
        return by_uid
    found = _called(organisation, folded, directory)
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
    added = rows.add_known(ORGANISATION, (organisation, folded))
    added.is_stub = True
    directory.add(added)
    return added


def _called(organisation: str, folded: str, directory: Directory) -> list[Known]:
    found = organisations_meant(folded, "", directory)
    if len(found) < 2:
        return found
    exact = [known for known in found if is_called(known, organisation)]
    return exact or found


def set_parent(
    known: Known,
    draft: Draft,
    above: Known,
    replacing: Replacing,
    find: Callable[[int], Known | None],
) -> None:
    """Put an organisation under another, unless it lies elsewhere or would lie under itself.

    `find` gives an organisation by its key.
    """
    parent = known.values["parent_id"]
    if parent == above.id:
        return
    present = find(parent) if parent is not None else None
    stored = present.name if present else ""
    if parent is not None and not replacing.may_replace(known, "parent_id", draft):
        differs(known, draft, "parent", draft.parent, stored)
    elif known.id in _line_up(above, find):
        refuse(draft, "parent", draft.parent, _("An organisation cannot lie under itself."))
    else:
        known.set("parent_id", above.id)
        known.take("parent", stored or None, above.name)


def _line_up(known: Known, find: Callable[[int], Known | None]) -> set[int]:
    """Return the ids of an organisation and of all above it."""
    line: set[int] = set()
    one: Known | None = known
    while one is not None and one.id not in line:
        line.add(one.id)
        above = one.values["parent_id"]
        one = find(above) if above is not None else None
    return line


def add_places(known: Known, draft: Draft, places: list[Place], rows: Rows) -> None:
    """Put a person into the organisations that the draft names, where they are not yet.

    What two places say of one organisation is not said of one membership, unless one of them says
    nothing that the other does not.
    """
    told: list[KnownMembership] = []
    for place, organisation in places:
        post = rows.post(organisation.id, place.post) if place.post else None
        fitting = _same(known, place, organisation.id, post)
        free = (one for one in fitting if one not in told or _says_all(one, place, post))
        membership = next(free, None)
        if membership:
            _complete(known, membership, place, post)
        else:
            membership = _add(known, place, organisation, post, rows)
        told.append(membership)


def _same(
    known: Known, place: PlaceDraft, organisation: int, post: int | None
) -> Iterator[KnownMembership]:
    """Give the memberships that say the same as the file, those of the very role first."""
    if not known.memberships:
        return
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


def _says_all(membership: KnownMembership, place: PlaceDraft, post: int | None) -> bool:
    """Tell whether a membership says everything already that a place does."""
    said = (post, fold(place.role or ""), place.start_date, place.end_date)
    stored = (
        membership.post_id,
        fold(membership.role or ""),
        membership.start_date,
        membership.end_date,
    )
    return all(not one or one == other for one, other in zip(said, stored, strict=True))


def _complete(
    known: Known, membership: KnownMembership, place: PlaceDraft, post: int | None
) -> None:
    if post and not membership.post_id:
        membership.post_id = post
        membership.changed.add("post_id")
        known.take("post", None, place.post)
    for name in ("role", "start_date", "end_date"):
        value = getattr(place, name)
        if value and not getattr(membership, name) and _stays_in_order(membership, name, value):
            setattr(membership, name, value)
            membership.changed.add(name)
            known.take(name, None, value)
            known.has_new_membership = True


def _stays_in_order(membership: KnownMembership, name: str, value: str) -> bool:
    start = value if name == "start_date" else membership.start_date
    end = value if name == "end_date" else membership.end_date
    return name == "role" or not (start and end and end < start[: len(end)])


def _add(
    known: Known, place: PlaceDraft, organisation: Known, post: int | None, rows: Rows
) -> KnownMembership:
    membership = rows.add_membership(
        known,
        organisation_id=organisation.id,
        post_id=post,
        role=place.role,
        start_date=place.start_date,
        end_date=place.end_date,
    )
    said = ", ".join(filter(None, (organisation.name, place.role or place.post)))
    known.take("membership", None, said)
    known.has_new_membership = True
    if place.primary:
        known.wanted_primary = membership
    return membership


def settle(known: Known) -> None:
    """See to it that one membership of a person is primary, if the file added or changed one."""
    if not known.has_new_membership:
        return
    one = known.memberships[0]
    if len(known.memberships) == 1 and not one.is_stored and not one.end_date:
        # By far the most are so.
        one.primary = True
    else:
        _settle_all(known)
    known.has_new_membership = False


def _settle_all(known: Known) -> None:
    chosen = primary_among(known.memberships, known.wanted_primary)
    for membership in known.memberships:
        if membership.primary != (membership is chosen):
            membership.primary = membership is chosen
            membership.changed.add("primary")
