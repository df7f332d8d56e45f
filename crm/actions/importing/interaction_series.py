"""The meetings of the book that are of one series, or may have been: one that stands alone too."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlmodel import col

from crm.actions.importing.intake import Intake
from crm.actions.importing.interaction_drafts import InteractionDraft
from crm.models import Interaction
from crm.queries.kinds import batched
from crm.vocabulary import InteractionStatus


class SeriesRows:
    """The meetings of the series that some records of a part of a file tell of as a whole."""

    def __init__(self, intake: Intake) -> None:
        self._session = intake.session
        self._rows = intake.rows
        self._found: defaultdict[str, list[Interaction]] = defaultdict(list)
        self._told: set[str | None] = set()

    def load(self, drafts: Iterable[InteractionDraft]) -> None:
        """Find the meetings of the series that are told as a whole, called off or answered."""
        asking: Iterable[InteractionDraft] = (
            one
            for one in drafts
            if one.record.occurrences or one.record.is_answer or one.is_called_off
        )
        self._told.clear()
        self._found.clear()
        asking = [one for one in asking if one.series]
        self._read({one.series for one in asking})
        # What stands alone itself is known by its uid already.
        of_others = (one for one in asking if one.record.is_answer or not one.stands_alone)
        self._read_alone({one.series for one in of_others})

    def of(self, draft: InteractionDraft) -> Sequence[Interaction]:
        """Return the meetings of the same series as the book stands now.

        With them comes the one that stands alone under the uid of the series.
        """
        series = draft.series
        if series in self._told:
            self._rows.store(())
            self._found[series] = []
            self._read({series})
            self._read_alone({series})
        return self._found[series]

    def planned(self, draft: InteractionDraft) -> list[Interaction]:
        """Return those that lie ahead."""
        return [one for one in self.of(draft) if one.status == InteractionStatus.PLANNED]

    def tell(self, *series: str | None) -> None:
        """Note that a meeting of some series was added or changed after `load`."""
        self._told.update(series)

    def _read(self, series: set[str]) -> None:
        for some in batched(sorted(series)):
            meetings = select(Interaction).where(col(Interaction.thread).in_(some))
            for meeting in self._session.scalars(meetings.order_by(col(Interaction.id))):
                self._found[meeting.thread or ""].append(meeting)

    def _read_alone(self, uids: set[str]) -> None:
        for some in batched(sorted(uids)):
            alone = col(Interaction.uid).in_(some), col(Interaction.thread).is_(None)
            for meeting in self._session.scalars(select(Interaction).where(*alone)):
                self._found[meeting.uid].append(meeting)
