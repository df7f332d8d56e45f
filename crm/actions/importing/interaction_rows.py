"""The rows of new meetings and letters, which are stored a part of a file at a time."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlmodel import Session

from crm.actions.importing.intake import Intake
from crm.actions.importing.interaction_drafts import InteractionDraft
from crm.actions.importing.rows import NO_VALUES
from crm.inputs import ParticipantIn, Reference
from crm.models.base import NAME_LENGTH, new_uid
from crm.queries.standing import days_of
from crm.queries.standings import Standings
from crm.queries.topics import find_topics
from crm.text import clean_line, fold
from crm.vocabulary import Attendance, InteractionStatus

FIELDS_LENGTH = 2000
REVISION_LENGTH = 60
COLUMNS = (
    *("kind", "subject", "status", "starts_at", "ends_at", "place", "details", "reference"),
    *("source", "thread"),
)


class InteractionRows:
    """Adds the rows of new interactions and of all that goes with them."""

    def __init__(self, intake: Intake) -> None:
        self._intake = intake
        self._rows = intake.rows
        self._topics: dict[str, int] = {}

    def load(self, session: Session, drafts: Iterable[InteractionDraft]) -> None:
        """Find the topics that some drafts name, with a fixed number of queries."""
        names = {name for draft in drafts for name in _topic_names(draft)}
        self._topics = find_topics(session, names)

    def add(
        self, draft: InteractionDraft, present: Sequence[ParticipantIn], standings: Standings
    ) -> int:
        """Add an interaction with those who took part, and return its key."""
        rows = self._rows
        said = {"status": str(InteractionStatus.HELD), **draft.values, "subject": draft.subject}
        record = {"version": 1, "created_at": rows.moment, "updated_at": rows.moment}
        columns = dict.fromkeys(COLUMNS) | {"source": self._intake.source} | said
        uid = draft.uid or new_uid()
        key = rows.add("interaction", uid=uid, custom=NO_VALUES, **record, **columns)
        for values in _participants(said, present, standings):
            rows.add("participant", interaction_id=key, **values)
        self._add_labels(draft, key)
        for link in dict.fromkeys(map(clean_line, draft.links)):
            title = link.rstrip("/").rpartition("/")[2][:NAME_LENGTH] or link[:NAME_LENGTH]
            document = {"interaction_id": key, "title": title, "location": link}
            rows.add("document", uid=new_uid(), **record, **document)
        rows.add(
            "record_source",
            imported_file_id=self._intake.file_id,
            interaction_id=key,
            line=draft.line,
            fields=" ".join(draft.values)[:FIELDS_LENGTH],
            revision=draft.revision[:REVISION_LENGTH] or None,
        )
        return key

    def _add_labels(self, draft: InteractionDraft, key: int) -> None:
        """Put it on the topics that the book knows; other categories become tags."""
        topics: dict[int, None] = {}
        tags: dict[int, None] = {}
        for name in _topic_names(draft):
            if topic := self._topics.get(fold(name)):
                topics[topic] = None
            elif fold(name).strip():
                tags[self._rows.tag(name)] = None
        for topic in topics:
            self._rows.add("interaction_topic", interaction_id=key, topic_id=topic)
        for tag in tags:
            self._rows.add("tagging", tag_id=tag, interaction_id=key)


def _topic_names(draft: InteractionDraft) -> list[str]:
    names = [clean_line(name)[:NAME_LENGTH] for name in draft.record.topics]
    return [name for name in names if name]


def _participants(
    said: dict[str, str], present: Sequence[ParticipantIn], standings: Standings
) -> Iterator[dict[str, Any]]:
    """Give the columns of those who took part, each once, as `add_participants` freezes them."""
    days = days_of(said["starts_at"], said.get("ends_at"))
    held = said["status"] == InteractionStatus.HELD
    usual = Attendance.ATTENDED if held else Attendance.INVITED
    once: dict[tuple[Reference | None, Reference | None], ParticipantIn] = {}
    for one in present:
        once.setdefault((one.person, one.organisation), one)
    for (person, organisation), one in once.items():
        if person is None:
            standing = standings.of_organisation(int(organisation or 0), days)
        else:
            standing = standings.of_person(int(person), days)
        given = one.model_fields_set
        yield {
            "person_id": person,
            "organisation_id": standing.organisation_id,
            "organisation_name": standing.organisation_name,
            "membership_id": standing.membership_id,
            "role": one.role if "role" in given else standing.role,
            "attendance": str(one.attendance if "attendance" in given else usual),
            "function": one.function,
        }
