"""A single meeting that becomes a series, and a series that becomes a single meeting.

A calendar gives both under one uid (RFC 5545 3.8.4.7), and the book has each day of a series under
a uid of its own. The day that both have is one meeting: it goes over to the uid that it has now.
"""

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlmodel import col

from crm.actions.importing.intake import Intake
from crm.actions.importing.interaction_drafts import InteractionDraft
from crm.actions.importing.interaction_series import SeriesRows
from crm.actions.importing.interaction_updates import Updating
from crm.actions.importing.plan import FieldChange
from crm.actions.versions import touch
from crm.formats.records import InteractionRecord
from crm.models import Interaction

DAY_LENGTH = len("2019-04-11")


class Successions:
    """Finds what of the book a new version of a meeting or series takes the place of."""

    def __init__(self, intake: Intake, series: SeriesRows, updating: Updating) -> None:
        self._session = intake.session
        self._series = series
        self._updating = updating
        self._outdated: set[str] = set()

    def is_outdated(self, draft: InteractionDraft) -> bool:
        """Tell whether the book has a later version of its series, which need not have this day."""
        return draft.series in self._outdated

    def of(self, draft: InteractionDraft) -> tuple[Interaction | None, list[FieldChange]]:
        """Return the meeting that goes over to another uid, with what changed, None for none."""
        if not draft.record.occurrences:
            return None, []
        return self._of_series(draft) if draft.stands_alone else self._of_single(draft)

    def _of_single(self, draft: InteractionDraft) -> tuple[Interaction | None, list[FieldChange]]:
        """Let the meeting that stood alone be the day of the series on which it is."""
        meetings = self._series.of(draft)
        single = next((one for one in meetings if one.uid == draft.series and not one.thread), None)
        if single is None:
            return None, []
        if not self._updating.may_leave_out(single, draft):
            self._outdated.add(draft.series)
            return None, []
        uid = _uid_at(draft.record, single.starts_at)
        if not uid or self._is_taken(uid):
            return None, []
        return single, self._hand_over(single, uid, draft.series)

    def _of_series(self, draft: InteractionDraft) -> tuple[Interaction | None, list[FieldChange]]:
        """Let the meeting of the former series be the single one, where it is on its day."""
        former = [one for one in self._series.of(draft) if one.thread == draft.series]
        if not former or self._is_taken(draft.uid):
            return None, []
        heir = _at(former, draft)
        if heir and self._updating.may_leave_out(heir, draft):
            return heir, self._hand_over(heir, draft.uid, None)
        if draft.revision <= (self._updating.revision(former[-1]) or ""):
            self._outdated.add(draft.series)
        return heir, []

    def _is_taken(self, uid: str) -> bool:
        known = select(col(Interaction.id)).where(col(Interaction.uid) == uid)
        return self._session.scalars(known).first() is not None

    def _hand_over(self, meeting: Interaction, uid: str, thread: str | None) -> list[FieldChange]:
        change = FieldChange(field="thread", old=meeting.thread, new=thread)
        self._series.tell(meeting.thread, thread)
        meeting.uid, meeting.thread = uid, thread
        touch(self._session, meeting)
        self._session.flush()
        self._updating.forget(meeting)
        return [change]


def _uid_at(whole: InteractionRecord, moment: str) -> str:
    """Return the uid of the meeting of a series that was to be at a moment, or else is then."""
    to_begin = whole.occurrences | whole.slots
    for begins in (to_begin, whole.occurrences):
        uids = {at: uid for uid, at in reversed(begins.items())}
        if uid := uids.get(_nearest(uids, moment)):
            return uid
    return ""


def _at(former: Sequence[Interaction], draft: InteractionDraft) -> Interaction | None:
    """Return the meeting of a former series whose place a single one has, or else its day."""
    in_place = [one for one in former if one.uid in draft.record.slots]
    days = {one.starts_at: one for one in reversed(former)}
    return next(iter(in_place), days.get(_nearest(days, draft.values.get("starts_at", ""))))


def _nearest(moments: Iterable[str], moment: str) -> str:
    """Return the same moment, or else the first on the same day, or nothing."""
    found = [one for one in moments if one[:DAY_LENGTH] == moment[:DAY_LENGTH] and one]
    return moment if moment in found else min(found, default="")
