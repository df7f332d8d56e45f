"""A record as it is shown: a header, what is known of it, and its timeline."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from crm.dates import relative, weekday_and_iso
from crm.i18n import _
from crm.labels import label
from crm.queries.records import (
    ContactRecord,
    FollowUpRecord,
    Link,
    OtherNameRecord,
    RelationshipRecord,
    TimelineEntry,
)
from crm.validation import format_phone
from crm.vocabulary import ContactType, RecordKind, reference
from tui.widgets.record import by_year
from tui.widgets.record_items import Entry, Line, Section
from tui.widgets.roles import Role

TIMELINE_LIMIT = 500
"""How many entries of each sort a page reads; older ones are found by search and lists."""

Badge = tuple[str, Role]


class Part(StrEnum):
    """What belongs to a record and can be edited or removed by itself."""

    CONTACT = "contact"
    MEMBERSHIP = "membership"
    POST = "post"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class PartLine(Line):
    """A line that stands for such a part; with the post that it is about, if any."""

    part: Part | None = None
    part_id: int = 0
    post_id: int | None = None


@dataclass(frozen=True, slots=True)
class Prefill:
    """What a new interaction or promise starts with when it is begun from this record."""

    people: tuple[int, ...] = ()
    organisations: tuple[int, ...] = ()
    topics: tuple[int, ...] = ()
    interaction: int | None = None
    collaboration: int | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One record, ready to be drawn; `facts` come first, then the timeline."""

    kind: RecordKind
    id: int
    title: str
    subtitle: str = ""
    badges: Sequence[Badge] = ()
    facts: Sequence[Section] = ()
    timeline: Sequence[Entry] = ()
    prefill: Prefill = field(default_factory=Prefill)

    @property
    def sections(self) -> list[Section]:
        """Everything under each other, for one column."""
        years = by_year(self.timeline)
        if years:
            title = _("Timeline {year}").format(year=years[0].title)
            years[0] = replace(years[0], title=title)
        return [*self.facts, *years]


def sentence_case(text: str) -> str:
    """Return a text with a capital first letter."""
    return text[:1].upper() + text[1:]


def moment(value: str | None) -> str:
    """Return a moment as it is read: `Thu 2019-04-11 09:30`."""
    return weekday_and_iso(value) if value else ""


def when(value: str | None) -> str:
    """Return a date and how far away it is: `2019-04-11, 3 weeks ago`."""
    return f"{weekday_and_iso(value)}, {relative(value)}" if value else ""


def period(start: str | None, end: str | None) -> str:
    """Return a period as it is read: `2017 –`, `– 2019-04`; nothing where nothing is known."""
    return f"{start or ''} – {end or ''}".strip() if start or end else ""


def fact(title: str, value: str | None, to: str = "", role: Role = "") -> list[Line]:
    """Return a line, or none where there is nothing to say."""
    return [Line(title, value, to, role=role)] if value else []


def links(title: str, kind: RecordKind, others: Iterable[Link]) -> list[Line]:
    """Return a line for each linked record, the title on the first."""
    return [
        Line("" if number else title, other["name"], reference(kind, other["id"]))
        for number, other in enumerate(others)
    ]


def link_to(title: str, kind: RecordKind, other: Link | None) -> list[Line]:
    """Return the line of one linked record, if there is one."""
    return links(title, kind, [other] if other else [])


def ways_to_reach(details: Sequence[ContactRecord]) -> Section:
    """Show how somebody is reached."""
    lines = [
        PartLine(
            sentence_case(label(detail["type"])),
            _shown(detail),
            detail=", ".join(part for part in _about(detail) if part),
            part=Part.CONTACT,
            part_id=detail["id"],
        )
        for detail in details
    ]
    return Section(_("Reach"), lines, _("No way to reach them is known: c adds one."))


def _shown(detail: ContactRecord) -> str:
    if detail["type"] == ContactType.PHONE:
        return format_phone(detail["value"])
    return detail["value"].replace("\n", ", ")


def _about(detail: ContactRecord) -> list[str | None]:
    return [detail["label"], detail["note"], period(detail["valid_from"], detail["valid_until"])]


def other_names(names: Iterable[OtherNameRecord]) -> list[Line]:
    """Show what somebody is or was also called."""
    return [
        Line(_("Also called"), name["name"], detail=period(name["start_date"], name["end_date"]))
        for name in names
    ]


def custom_lines(values: Mapping[str, Any]) -> list[Line]:
    """Show the values of the user's own fields."""
    return [
        line for key, value in values.items() for line in fact(sentence_case(key), _plain(value))
    ]


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return "" if value is None else str(value)


def relationships(found: Iterable[RelationshipRecord]) -> Section:
    """Show the links to other people or organisations."""
    lines = [
        PartLine(
            sentence_case(link["type"]),
            link["other"]["name"],
            reference(link["kind"], link["other"]["id"]),
            period(link["start_date"], link["end_date"]),
            part=Part.LINK,
            part_id=link["id"],
        )
        for link in found
    ]
    return Section(_("Links"), lines)


def tag_badges(tags: Iterable[str]) -> list[Badge]:
    """Show tags beside the name."""
    return [(f"#{tag}", "accent") for tag in tags]


def promise(follow_up: FollowUpRecord) -> Entry:
    """Show a promise as one entry: when, whose, what, and between whom."""
    settled = follow_up["status"] in ("done", "cancelled")
    return Entry(
        follow_up["due_date"] or _("no date"),
        "done" if follow_up["status"] == "done" else follow_up["direction"],
        follow_up["title"],
        reference(RecordKind.FOLLOW_UP, follow_up["id"]),
        who=_between(follow_up),
        role="error" if follow_up["overdue"] else "muted" if settled else "",
    )


def _between(follow_up: FollowUpRecord) -> list[str]:
    others = [link["name"] for link in (follow_up["person"], follow_up["organisation"]) if link]
    owner = follow_up["owner"]
    parts = (
        label(follow_up["direction"]),
        _standing(follow_up),
        *others,
        owner if owner not in others else "",
    )
    return [part for part in parts if part]


def _standing(follow_up: FollowUpRecord) -> str:
    """Say how far away it is, or how it was settled."""
    if follow_up["status"] not in ("open", "waiting"):
        return label(follow_up["status"])
    return relative(follow_up["due_date"]) if follow_up["due_date"] else ""


def promises(found: Iterable[FollowUpRecord], title: str = "", empty: str = "") -> Section:
    """Show promises under a heading."""
    return Section(title or _("Open promises"), [promise(one) for one in found], empty)


def timeline_entry(entry: TimelineEntry, speaker: int | None = None) -> Entry:
    """Show one thing on a timeline, with what was said there; `speaker` goes without saying."""
    said = "\n".join(
        _said(
            _unless(statement["speaker"], speaker),
            statement["topic"],
            statement["stance"],
            statement["text"],
        )
        for statement in entry["statements"]
    )
    return Entry(
        entry["date"][:10],
        entry["kind"],
        entry["title"],
        entry["reference"],
        who=[entry["detail"]] if entry["detail"] else [],
        topics=entry["topics"],
        detail=said,
    )


def _unless(speaker: Link | None, understood: int | None) -> Link | None:
    return None if speaker and speaker["id"] == understood else speaker


def _said(speaker: Link | None, topic: Link | None, stance: str | None, text: str) -> str:
    about = ", ".join(part for part in (topic["name"] if topic else "", label(stance)) if part)
    who = speaker["name"] if speaker else ""
    opening = f"{who} ({about})" if who and about else who or sentence_case(about)
    return f"{opening}: {text}" if opening else text
