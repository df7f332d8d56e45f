"""Make a draft of each place that a person of a file has in an organisation."""

from functools import lru_cache

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


def place_draft(draft: Draft, record: MembershipRecord) -> PlaceDraft | None:
    """Return the draft of a place, None without an organisation; what is wrong is reported."""
    return plain_place(record) or _mended_place(draft, record)


def plain_place(record: MembershipRecord) -> PlaceDraft | None:
    """Return the draft of a place with which nothing is wrong, else None."""
    try:
        name, folded = _named(record.organisation)
        uid = _given(record.uid, check_short)
        role, post = _given(record.role, check_name), _given(record.post, check_name)
        start, end = _given(record.start_date, check_date), _given(record.end_date, check_date)
    except Invalid:
        return None
    if not folded.strip() or ends_early(start or "", end or ""):
        return None
    return PlaceDraft(name, folded, uid or "", role, post, start, end, bool(record.primary))


# Colleagues have the same employer.
@lru_cache(maxsize=REMEMBERED)
def _named(organisation: str) -> tuple[str, str]:
    name = check_name(organisation) or ""
    return name, fold(name)


def _given(text: str, check: Check) -> str | None:
    return check(text) or None if text else None


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
