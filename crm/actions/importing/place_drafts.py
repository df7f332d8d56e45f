"""Make a draft of each place that a person of a file has in an organisation."""

from functools import lru_cache
from operator import attrgetter

from crm.actions.importing.checking import (
    REMEMBERED,
    Check,
    check_date,
    check_name,
    check_short,
    checked,
    checked_period,
    ends_early,
    refuse,
)
from crm.actions.importing.drafts import Draft, PlaceDraft
from crm.errors import Invalid
from crm.formats.records import MembershipRecord
from crm.i18n import _
from crm.text import fold

_SAID = attrgetter("organisation", "role", "post", "start_date", "end_date", "uid", "primary")


def place_draft(draft: Draft, record: MembershipRecord) -> PlaceDraft | None:
    """Return the draft of a place, None without an organisation; what is wrong is reported."""
    return plain_place(record) or _mended_place(draft, record)


def plain_place(record: MembershipRecord) -> PlaceDraft | None:
    """Return the draft of a place with which nothing is wrong, else None."""
    return _place_of(*_SAID(record))


# Colleagues have the same employer, and often the same role.
@lru_cache(maxsize=REMEMBERED)
def _place_of(
    organisation: str, role: str, post: str, start: str, end: str, uid: str, primary: bool | None
) -> PlaceDraft | None:
    try:
        name, uid = _given(organisation, check_name), _given(uid, check_short)
        role, post = _given(role, check_name), _given(post, check_name)
        start, end = _given(start, check_date), _given(end, check_date)
    except Invalid:
        return None
    folded = fold(name)
    if not folded.strip() or ends_early(start, end):
        return None
    said = (role or None, post or None, start or None, end or None)
    return PlaceDraft(name, folded, uid, *said, bool(primary))


def _given(text: str, check: Check) -> str:
    return (check(text) or "") if text else ""


def _mended_place(draft: Draft, record: MembershipRecord) -> PlaceDraft | None:
    organisation = checked(draft, "organisation", record.organisation, check_name)
    folded = fold(organisation)
    uid = checked(draft, "uid", record.uid, check_short) if record.uid else ""
    if not folded.strip():
        if organisation:
            refuse(draft, "organisation", organisation, _("The organisation has no name."))
        return None
    role = checked(draft, "role", record.role, check_name) or None
    post = checked(draft, "post", record.post, check_name) or None
    names = ("start_date", "end_date")
    start, end = checked_period(draft, record.start_date, record.end_date, names)
    primary = bool(record.primary)
    return PlaceDraft(organisation, folded, uid, role, post, start, end, primary)
