"""A record as it is shown: a header, what is known of it, and its timeline."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from crm.i18n import _
from crm.labels import label
from crm.queries.records import (
    FollowUpRecord,
    Link,
    OtherNameRecord,
    RelationshipRecord,
)
from crm.text import sentence_case
from crm.vocabulary import RecordKind, reference
from tui.widgets.record import by_year
from tui.widgets.record_items import Anchor, Entry, Item, Line, More, Section, Words
from tui.widgets.roles import Role

MOST_PROMISES = 100
"""How many open promises a page shows; the room of promises has them all."""

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
    """One record, ready to be drawn: what is known of it, and beside that what happened.

    `beside` and the timeline stand at the right where there is room, and the `rest` under the
    facts; else all under each other. `parts` is whether the page takes in the parts of an
    organisation, or None where there are none.
    """

    kind: RecordKind
    id: int
    title: str
    subtitle: str = ""
    badges: Sequence[Badge] = ()
    facts: Sequence[Section] = ()
    beside: Sequence[Section] = ()
    rest: Sequence[Section] = ()
    timeline: Sequence[Item] = ()
    prefill: Prefill = field(default_factory=Prefill)
    parts: bool | None = None

    @property
    def known(self) -> list[Section]:
        """What stands at the left of a wide screen."""
        return [*self.facts, *self.rest]

    @property
    def story(self) -> list[Section]:
        """What stands at the right of a wide screen."""
        return [*self.beside, *by_year(self.timeline)]

    @property
    def sections(self) -> list[Section]:
        """Everything under each other, for one column."""
        years = by_year(self.timeline)
        if years:
            title = _("Timeline {year}").format(year=years[0].title)
            years[0] = replace(years[0], title=title)
        return [*self.facts, *self.beside, *self.rest, *years]

    def continued(self, more: More, items: Sequence[Item]) -> "Page":
        """Return the page with what comes next in the place of a line that stood for it."""
        return replace(
            self,
            facts=_sections_continued(self.facts, more, items),
            beside=_sections_continued(self.beside, more, items),
            rest=_sections_continued(self.rest, more, items),
            timeline=_continued(self.timeline, more, items),
        )


def _continued(given: Sequence[Item], more: More, items: Sequence[Item]) -> Sequence[Item]:
    place = next((number for number, item in enumerate(given) if item is more), None)
    return given if place is None else [*given[:place], *items, *given[place + 1 :]]


def _sections_continued(
    sections: Sequence[Section], more: More, items: Sequence[Item]
) -> list[Section]:
    return [replace(one, items=_continued(one.items, more, items)) for one in sections]


def moment(value: str | None) -> str:
    """Return a moment as it is read: `Thu 2019-04-11 09:30`."""
    if not value:
        return ""
    from crm.dates import weekday_and_iso

    return weekday_and_iso(value)


def when(value: str | None) -> str:
    """Return a date and how far away it is: `2019-04-11, 3 weeks ago`."""
    if not value:
        return ""
    from crm.dates import relative

    return f"{moment(value)}, {relative(value)}"


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


def topic_anchor(topic: Link) -> Anchor:
    """Return a topic that leads to its page, such as `#kapital`."""
    return Anchor(f"#{topic['name']}", reference(RecordKind.TOPIC, topic["id"]), "accent")


def topics_section(topics: Sequence[Link]) -> Section:
    """Show topics beside each other, each leading to its page."""
    anchors = [topic_anchor(topic) for topic in topics]
    return Section(_("Topics"), [Line("", "", detail=anchors)] if anchors else [])


def link_to(title: str, kind: RecordKind, other: Link | None) -> list[Line]:
    """Return the line of one linked record, if there is one."""
    return links(title, kind, [other] if other else [])


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


def promise(follow_up: FollowUpRecord, understood: Sequence[Link | str] = ()) -> Entry:
    """Show a promise as one entry: when, whose, what, and between whom.

    What is `understood` goes without saying: a party to it, or its direction.
    """
    settled = follow_up["status"] in ("done", "cancelled")
    return Entry(
        follow_up["due_date"] or _("no date"),
        "done" if follow_up["status"] == "done" else follow_up["direction"],
        follow_up["title"],
        reference(RecordKind.FOLLOW_UP, follow_up["id"]),
        who=_between(follow_up, understood),
        role="error" if follow_up["overdue"] else "muted" if settled else "",
    )


def _between(follow_up: FollowUpRecord, understood: Sequence[Link | str]) -> Words:
    sides = (
        (RecordKind.PERSON, follow_up["person"]),
        (RecordKind.ORGANISATION, follow_up["organisation"]),
    )
    others = [(kind, one) for kind, one in sides if one]
    owner = follow_up["owner"]
    direction = follow_up["direction"]
    parts = (
        "" if direction in understood else label(direction),
        _standing(follow_up),
        *(
            Anchor(one["name"], reference(kind, one["id"]))
            for kind, one in others
            if one not in understood
        ),
        owner if owner not in [one["name"] for _kind, one in others] else "",
    )
    return [part for part in parts if part]


def _standing(follow_up: FollowUpRecord) -> str:
    """Say how far away it is, or how it was settled."""
    if follow_up["status"] not in ("open", "waiting"):
        return label(follow_up["status"])
    from crm.dates import relative

    return relative(follow_up["due_date"]) if follow_up["due_date"] else ""


def promises(
    found: Iterable[FollowUpRecord],
    title: str = "",
    empty: str = "",
    understood: Sequence[Link | str] = (),
) -> Section:
    """Show promises under a heading."""
    entries = [promise(one, understood) for one in found]
    return Section(title or _("Open promises"), entries, empty)


def promises_both_ways(
    found: Sequence[FollowUpRecord], understood: Sequence[Link | str] = ()
) -> list[Section]:
    """Show what we promised, what they did, and what was promised together."""
    directions = (
        ("ours", _("We have promised")),
        ("theirs", _("They have promised")),
        ("joint", _("Promised together")),
    )
    return [
        promises(
            [one for one in found if one["direction"] == direction],
            title,
            understood=[direction, *understood],
        )
        for direction, title in directions
    ]
