"""Changes of a series from one meeting on: RANGE=THISANDFUTURE (RFC 5545 3.2.13)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from crm.formats.ics_meeting import Meeting, record
from crm.formats.ics_properties import Event
from crm.formats.ics_spans import Moment
from crm.formats.ics_when import between
from crm.formats.records import InteractionRecord
from crm.i18n import _


@dataclass(frozen=True, slots=True)
class Onward:
    """What the meetings of a series are like from some moment on, and how far they are moved."""

    like: Meeting
    moved: timedelta = timedelta(0)

    def after(self, changed: Meeting, moment: Moment) -> "Onward":
        """Return what the meetings are like after one that was changed."""
        if not goes_on(changed.event):
            return self
        start = moment if changed.start is None else changed.start
        if isinstance(start, datetime) != isinstance(moment, datetime):
            # From whole days to hours of them, or back, there is no distance.
            say_that_it_goes_on(changed)
            return self
        return Onward(changed, between(moment, start))

    def record(self, moment: Moment, name: str) -> InteractionRecord:
        """Return the meeting of the series that was to begin at a moment."""
        try:
            start = moment + self.moved
        except OverflowError:
            start = moment
        return record(self.like, start, name, self.like.uid)


def goes_on(event: Event) -> bool:
    """Tell whether what an entry says of one meeting is for all later ones too."""
    found = event.first("RECURRENCE-ID")
    return found is not None and found.parameter("RANGE").upper() == "THISANDFUTURE"


def say_that_it_goes_on(changed: Meeting) -> None:
    """Note that later meetings are changed too, and that ours cannot be."""
    found = changed.event.first("RECURRENCE-ID")
    if found is not None:
        message = _("The change is for later meetings of the series too: change those by hand.")
        changed.event.problems.append(found.problem(message))
