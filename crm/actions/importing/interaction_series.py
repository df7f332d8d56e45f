"""Meetings of series that lie ahead: a later version may call them off, or have them no more."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlmodel import col

from crm.actions.importing.intake import Intake
from crm.actions.importing.interaction_drafts import InteractionDraft
from crm.models import Interaction
from crm.queries.kinds import batched
from crm.vocabulary import InteractionStatus


class Planned:
    """The planned meetings of the series that some records of a part of a file may call off."""

    def __init__(self, intake: Intake) -> None:
        self._session = intake.session
        self._rows = intake.rows
        self._found: defaultdict[str, list[Interaction]] = defaultdict(list)
        self._told: set[str | None] = set()

    def load(self, drafts: Iterable[InteractionDraft]) -> None:
        """Find the meetings of the series that are told as a whole or called off."""
        asking = (one for one in drafts if one.record.occurrences or one.is_called_off)
        self._told.clear()
        self._found = self._read({one.series for one in asking} - {""})

    def of(self, draft: InteractionDraft) -> Sequence[Interaction]:
        """Return the meetings of the same series that are planned as the book stands now."""
        thread = draft.series
        if thread in self._told:
            self._rows.store(())
            return self._read({thread})[thread]
        return [one for one in self._found[thread] if one.status == InteractionStatus.PLANNED]

    def tell(self, *threads: str | None) -> None:
        """Note that a meeting of some series was added or changed after `load`."""
        self._told.update(threads)

    def _read(self, threads: set[str]) -> defaultdict[str, list[Interaction]]:
        found: defaultdict[str, list[Interaction]] = defaultdict(list)
        for some in batched(sorted(threads)):
            planned = select(Interaction).where(
                col(Interaction.thread).in_(some),
                col(Interaction.status) == InteractionStatus.PLANNED,
            )
            for meeting in self._session.scalars(planned.order_by(col(Interaction.id))):
                found[meeting.thread or ""].append(meeting)
        return found
