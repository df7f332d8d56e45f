"""What a line would save, in words: a row for each thing, as both interfaces show it."""

from collections.abc import Iterator
from typing import NamedTuple

from crm.dates import weekday_and_iso
from crm.i18n import _, ngettext, quoted
from crm.labels import label
from crm.queries.quick_entry.plan import Attending, Certainty, Party, Plan, Promised
from crm.quick import Role
from crm.text import sentence_case
from crm.vocabulary import RecordKind


class Row(NamedTuple):
    """A line of a preview: its title, what it says, what tells more, what it is about."""

    title: str
    text: str
    detail: str
    role: Role
    certainty: Certainty = Certainty.KNOWN


def rows_of(plan: Plan) -> list[Row]:
    """Return the rows that say everything that saving would do."""
    return list(_rows(plan))


def summary(plan: Plan) -> str:
    """Return one sentence about what is saved, for the history and the status line."""
    logged = _("Logged {name}").format(name=plan.subject)
    count = len(plan.promises)
    if not count:
        return logged
    promises = ngettext("{count} promise", "{count} promises", count).format(count=count)
    return f"{logged}, {promises}"


def _rows(plan: Plan) -> Iterator[Row]:
    yield Row(sentence_case(label(plan.kind)), plan.subject, "", Role.KIND)
    yield _when(plan)
    if plan.place:
        yield Row(_("Where"), plan.place, "", Role.PLACE)
    for number, attending in enumerate(plan.attending):
        yield _who(attending, "" if number else _("With"))
    for number, topic in enumerate(plan.topics):
        title = "" if number else _("Topics")
        yield Row(title, topic.name, _standing(topic), Role.TOPIC, topic.certainty)
    for promise in plan.promises:
        yield _promise(promise)


def _when(plan: Plan) -> Row:
    if plan.line.when:
        told = f"{label(plan.status)}, {quoted(plan.line.when.phrase)}"
    elif plan.line.mistakes:
        return Row(_("When"), "?", "", Role.DATE, Certainty.UNKNOWN)
    else:
        told = _("today, as no day is said")
    return Row(_("When"), _moments(plan), told, Role.DATE)


def _moments(plan: Plan) -> str:
    start = weekday_and_iso(plan.starts_at)
    if plan.ends_at is None:
        return start
    day, time = plan.starts_at[:10], plan.ends_at.partition("T")[2]
    end = time if time and plan.ends_at.startswith(day) else weekday_and_iso(plan.ends_at)
    return f"{start} – {end}"


def _who(attending: Attending, title: str) -> Row:
    party = attending.person or attending.organisation
    name = party.name if party else ""
    place = attending.organisation if attending.person else None
    at_hand = _("the record at hand") if attending.at_hand else ""
    said = [_standing(party), attending.role or "", _described(place), at_hand]
    detail = ", ".join(part for part in said if part)
    role = Role.PERSON if attending.person else Role.ORGANISATION
    return Row(title, name, detail, role, party.certainty if party else Certainty.KNOWN)


def _promise(promise: Promised) -> Row:
    whom = [party.name for party in (promise.person, promise.organisation) if party]
    due = _("by {date}").format(date=weekday_and_iso(promise.due_date)) if promise.due_date else ""
    detail = ", ".join([*filter(None, [due]), *whom]) or _("no day said")
    return Row(sentence_case(label(promise.direction)), promise.title, detail, Role.PROMISE)


def _described(place: Party | None) -> str:
    standing = _standing(place)
    name = place.name if place else ""
    return f"{name} ({standing})" if standing else name


def _standing(party: Party | None) -> str:
    """Say what is to be known of somebody who is not simply known."""
    if party is None or party.certainty is Certainty.KNOWN:
        return ""
    if party.certainty is Certainty.AMBIGUOUS:
        return _("which one?")
    if party.certainty is Certainty.UNKNOWN:
        return _("not known here")
    new = {
        RecordKind.PERSON: _("new person"),
        RecordKind.ORGANISATION: _("new organisation"),
        RecordKind.TOPIC: _("new topic"),
    }
    return new[party.kind]
