"""What files gave of meetings and letters before, so that the same again costs next to nothing."""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import ColumnElement, not_, select
from sqlmodel import Session, col

from crm.inputs import ParticipantIn, Reference
from crm.models import Interaction, Participant, RecordSource
from crm.queries.kinds import batched
from crm.queries.rows import key_of

ANSWER = "answer"
"""What stands first in the `fields` of a source that is an answer; next stands who answered."""
ANSWERS = ("attendance", "function")
"""What somebody says of a meeting to which they are invited, as columns of `Participant`."""

Party = tuple[Reference | None, Reference | None]
"""A person, or else an organisation that takes part as a whole."""
Answers = dict[str, str | None]


class Taken:
    """The version that was taken in last of each meeting, and those who take part in it."""

    def __init__(self) -> None:
        self.revisions: dict[int, str] = {}
        self.parties: defaultdict[int, dict[Party, Answers]] = defaultdict(dict)

    def has_all(self, identity: int, revision: str, present: Sequence[ParticipantIn]) -> bool:
        """Tell whether this very version was taken in, with all who take part and what they said.

        Whether the rest is as the file has it does not matter then: somebody changed it since.
        """
        if self.revisions.get(identity) != revision:
            return False
        parties = self.parties[identity]
        for one in present:
            known = parties.get((one.person, None if one.person else one.organisation))
            if known is None:
                return False
            given = one.model_fields_set.intersection(ANSWERS)
            if any(known[name] != getattr(one, name) for name in given):
                return False
        return True

    def forget(self, identity: int) -> None:
        """Let it be found out anew, because it has changed."""
        self.revisions.pop(identity, None)


def taken_of(session: Session, identities: Sequence[int]) -> Taken:
    """Read what was taken in of some meetings."""
    found = Taken()
    for some in batched(identities):
        sources = (
            select(col(RecordSource.interaction_id), col(RecordSource.revision))
            .where(col(RecordSource.interaction_id).in_(some), is_of_a_version())
            .order_by(col(RecordSource.id))
        )
        for identity, revision in session.execute(sources):
            found.revisions[identity or 0] = revision or ""
        present = (
            select(
                col(Participant.interaction_id), col(Participant.person_id),
                col(Participant.organisation_id), col(Participant.attendance),
                col(Participant.function),
            )
            .where(col(Participant.interaction_id).in_(some))
            .order_by(col(Participant.id))
        )  # fmt: skip
        for identity, person, organisation, *answers in session.execute(present):
            party = (person, None if person else organisation)
            found.parties[identity][party] = dict(zip(ANSWERS, answers, strict=True))
    return found


def is_of_a_version() -> ColumnElement[bool]:
    """Return the condition that a source tells how a meeting is, and not only what was answered."""
    return not_(col(RecordSource.fields).startswith(f"{ANSWER} "))


def answers_of(session: Session, interaction: Interaction) -> dict[str, str]:
    """Return the latest answer of each who answered by their reference (`p2`), as a revision."""
    answers = (
        select(col(RecordSource.fields), col(RecordSource.revision))
        .where(col(RecordSource.interaction_id) == key_of(interaction), not_(is_of_a_version()))
        .order_by(col(RecordSource.id))
    )
    found = session.execute(answers)
    return {fields.partition(" ")[2]: revision or "" for fields, revision in found}
