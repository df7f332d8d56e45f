"""Noting what happened between us and them: who took part, what was said, what was promised."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session, col, delete, select

from crm.actions.follow_ups import add_follow_up
from crm.actions.labels import attach_tags, set_custom
from crm.actions.participants import (
    add_participants,
    refreeze_participants,
    replace_participants,
)
from crm.actions.statements import add_statements, add_topics, replace_statements, replace_topics
from crm.actions.versions import apply, changing, check_uid, check_version, touch
from crm.dates import first_day
from crm.errors import Invalid
from crm.i18n import _
from crm.inputs import InteractionEdit, InteractionIn
from crm.models import (
    Document,
    FollowUp,
    Interaction,
    InteractionTopic,
    Participant,
    RecordSource,
    Statement,
    Tagging,
)
from crm.models.base import Row
from crm.queries.kinds import owner_column
from crm.queries.rows import key_of, require
from crm.settings import today
from crm.vocabulary import InteractionStatus, RecordKind

LISTS = {"uid", "custom", "participants", "topics", "statements", "follow_ups", "tags"}
OWNED: tuple[type[Row], ...] = (
    *(Participant, Statement, InteractionTopic, Tagging, Document, RecordSource),
)


def log_interaction(
    session: Session, entry: InteractionIn, *, create_topics: bool = True
) -> Interaction:
    """Note an interaction with everything in it, and return its row.

    Everybody is kept in the role and organisation held on the first day. Whoever spoke took part;
    the topics of what was said are topics of the interaction. Without a status it is planned where
    it begins after today, else held. An unknown topic is added, or `NotFound` where
    `create_topics` is off. Errors: `NotFound` and `Ambiguous` for references; `Invalid`.
    """
    check_uid(session, Interaction, entry.uid)
    interaction = Interaction(**_own_fields(entry.given()))
    interaction.status = entry.status or _usual_status(entry.starts_at)
    interaction.uid = entry.uid or interaction.uid
    set_custom(session, interaction, entry.custom)
    session.add(interaction)
    session.flush()
    add_participants(session, interaction, entry.participants)
    add_topics(session, interaction, entry.topics, create=create_topics)
    add_statements(session, interaction, entry.statements, create_topics=create_topics)
    attach_tags(session, RecordKind.INTERACTION, key_of(interaction), entry.tags)
    for promise in entry.follow_ups:
        add_follow_up(session, promise.model_copy(update={"interaction": key_of(interaction)}))
    return interaction


def edit_interaction(
    session: Session,
    interaction_id: int,
    changes: InteractionEdit,
    *,
    version: int | None = None,
    create_topics: bool = True,
    refreeze: bool = False,
) -> Interaction:
    """Change what is named of an interaction; lists replace what was there.

    Participants who stay keep the role and organisation frozen when they were added, also where
    the date changes, unless `refreeze` asks for those held on the (new) day. Whoever spoke stays.
    Errors: `NotFound`, `Ambiguous`, `Invalid`; `Conflict` where `version` is not the stored one.
    """
    interaction = require(session, Interaction, interaction_id)
    check_version(interaction, version)
    given = changes.given()
    with changing(session, interaction):
        apply(interaction, _own_fields(given))
        _refuse_backwards(interaction)
        if "custom" in given:
            set_custom(session, interaction, changes.custom)
        if refreeze:
            refreeze_participants(session, interaction)
        _replace_lists(session, interaction, changes, create_topics)
    return interaction


def delete_interaction(
    session: Session, interaction_id: int, *, version: int | None = None
) -> None:
    """Delete an interaction with who took part and what was said.

    Promises made there stay, without their evidence. Errors: `NotFound`, `Conflict`.
    """
    interaction = require(session, Interaction, interaction_id)
    check_version(interaction, version)
    for model in OWNED:
        owner = owner_column(model, RecordKind.INTERACTION)
        session.exec(delete(model).where(owner == interaction_id))
    evidence = select(FollowUp).where(col(FollowUp.interaction_id) == interaction_id)
    for follow_up in session.exec(evidence):
        follow_up.interaction_id = None
        touch(session, follow_up)
    session.flush()
    session.delete(interaction)
    session.flush()


def _own_fields(given: Mapping[str, Any]) -> dict[str, Any]:
    return {field: value for field, value in given.items() if field not in LISTS}


def _usual_status(starts_at: str) -> InteractionStatus:
    if first_day(starts_at) > today():
        return InteractionStatus.PLANNED
    return InteractionStatus.HELD


def _refuse_backwards(interaction: Interaction) -> None:
    end = interaction.ends_at
    if end and end < interaction.starts_at[: len(end)]:
        raise Invalid.field("ends_at", _("The interaction ends before it starts."), end)


def _replace_lists(
    session: Session, interaction: Interaction, changes: InteractionEdit, create_topics: bool
) -> None:
    given = changes.given()
    if "participants" in given:
        keep_speakers = "statements" not in given
        replace_participants(
            session, interaction, changes.participants, keep_speakers=keep_speakers
        )
    if "topics" in given:
        replace_topics(session, interaction, changes.topics, create=create_topics)
    if "statements" in given:
        replace_statements(session, interaction, changes.statements, create_topics=create_topics)
