"""How somebody is reached: what is shown, what is copied, and what it opens."""

from collections.abc import Mapping, Sequence
from urllib.parse import quote, urlsplit

from crm.i18n import _
from crm.labels import label
from crm.queries.records import ContactRecord, DocumentRecord, MembershipRecord
from crm.settings import today
from crm.text import sentence_case
from crm.validation import format_phone
from crm.vocabulary import ContactType
from tui.pages.page import Part, PartLine, period
from tui.widgets.record_items import Line, Section

ALLOWED_SCHEMES = ("mailto", "tel", "http", "https")
"""What may be opened outside the program; an address may come from a stranger's file."""


def openable(address: str) -> str:
    """Return an address that may be opened, or nothing."""
    if not address.isprintable() or " " in address:
        return ""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    if parts.scheme.lower() not in ALLOWED_SCHEMES:
        return ""
    return address if parts.netloc or parts.scheme.lower() in ("mailto", "tel") else ""


def address_of(detail: ContactRecord) -> str:
    """Return what a way to reach opens: a letter, a call or a page; nothing for a street."""
    value = detail["value"]
    if detail["type"] == ContactType.EMAIL:
        return openable(f"mailto:{quote(value, safe='@+')}")
    if detail["type"] == ContactType.PHONE:
        return openable(f"tel:{value}")
    return openable(value) if detail["type"] == ContactType.LINK else ""


def ways_to_reach(
    details: Sequence[ContactRecord], memberships: Sequence[MembershipRecord] = ()
) -> Section:
    """Show how somebody is reached, those that no longer serve last."""
    work = {one["id"]: one for one in memberships}
    lines = [_way(detail, work) for detail in details]
    lines.sort(key=lambda line: line.role == "muted")
    return Section(_("Reach"), lines, _("No way to reach them is known: c adds one."))


def _way(detail: ContactRecord, work: Mapping[int, MembershipRecord]) -> PartLine:
    membership = work.get(detail["membership_id"] or 0)
    until = detail["valid_until"]
    today_text = today().isoformat()
    is_past = (until is not None and until < today_text[: len(until)]) or (
        membership is not None and not membership["current"]
    )
    place = membership["organisation"]["name"] if membership else ""
    about = (
        detail["label"],
        place,
        detail["note"],
        period(detail["valid_from"], until),
    )
    return PartLine(
        sentence_case(label(detail["type"])),
        _shown(detail),
        detail=", ".join(part for part in about if part),
        role="muted" if is_past else "",
        address=address_of(detail),
        copied=detail["value"] if detail["type"] == ContactType.ADDRESS else "",
        part=Part.CONTACT,
        part_id=detail["id"],
    )


def _shown(detail: ContactRecord) -> str:
    if detail["type"] == ContactType.PHONE:
        return format_phone(detail["value"])
    return detail["value"].replace("\n", ", ")


def website(value: str | None) -> list[Line]:
    """Return the line of a website, if there is one."""
    return [Line(_("Website"), value, address=openable(value))] if value else []


def documents(found: Sequence[DocumentRecord]) -> Section:
    """Show the files and addresses kept with a record."""
    return Section(
        _("Documents"),
        [Line(one["title"], one["location"], address=openable(one["location"])) for one in found],
    )
