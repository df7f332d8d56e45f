"""Answers to invitations: METHOD:REPLY, which tells only of whoever answers (RFC 5546 3.2.3)."""

from dataclasses import replace

from crm.formats.ics_meeting import occurrence_uid
from crm.formats.ics_onward import goes_on
from crm.formats.ics_people import company
from crm.formats.ics_properties import Event
from crm.formats.ics_spans import local
from crm.formats.ics_versions import answered_revision, identity, occurrence_name, uid_of
from crm.formats.ics_when import moment_of
from crm.formats.ics_zones import Zones
from crm.formats.records import InteractionRecord
from crm.text import clean_line


def answer(event: Event, zones: Zones) -> InteractionRecord:
    """Return what somebody answers, to one meeting of a series or to all of it.

    Raises ValueError for one that names a meeting by a date that cannot be read.
    """
    moment = moment_of(event, "RECURRENCE-ID", zones)
    if moment is None and event.first("RECURRENCE-ID"):
        raise ValueError(event.text("RECURRENCE-ID"))
    name = "" if moment is None else occurrence_name(moment)
    # Some programs repeat who else is invited, and for those nobody answers.
    answering = [one for one in event.all("ATTENDEE") if _has_answered(one.parameter("PARTSTAT"))]
    told = company(replace(event, properties={"ATTENDEE": answering}))
    return InteractionRecord(
        line=event.line,
        uid=occurrence_uid(uid_of(event), name),
        thread=identity(uid_of(event)),
        subject=clean_line(event.text("SUMMARY")),
        participants=[replace(one, function="") for one in told.people.values()],
        starts_at="" if moment is None else local(moment),
        revision=answered_revision(event),
        problems=event.problems,
        is_answer=True,
        goes_on=goes_on(event),
    )


def answer_name(event: Event) -> str:
    """Name an answer by the meeting it is to and by whoever answers."""
    attendee = event.first("ATTENDEE")
    who = attendee.raw.casefold() if attendee else ""
    return f"{event.text('RECURRENCE-ID')}\n{who}"


def _has_answered(status: str) -> bool:
    return status.upper() not in ("", "NEEDS-ACTION")
