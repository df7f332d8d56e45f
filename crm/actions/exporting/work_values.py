"""An interaction, a follow-up or a collaboration as plain values by column."""

from crm.actions.exporting.values import Values
from crm.queries.lines.promises import UNSETTLED
from crm.queries.records import CollaborationRecord, FollowUpRecord, InteractionRecord, Link
from crm.vocabulary import RecordKind, reference

INTERACTION_COLUMNS = (
    *("id", "uid", "kind", "status", "subject", "starts_at", "ends_at", "place", "participants"),
    *("organisations", "topics", "details", "atmosphere", "reference", "source", "tags"),
)
FOLLOW_UP_COLUMNS = (
    *("id", "uid", "title", "direction", "owner", "due_date", "status", "done_on", "priority"),
    *("organisation", "person", "interaction", "collaboration", "quote", "repeats", "overdue"),
)
COLLABORATION_COLUMNS = (
    *("id", "uid", "title", "status", "organisations", "lead", "agreed_on", "review_on"),
    *("open_follow_ups", "purpose", "tags"),
)
WORK_EXTRA_COLUMNS = ("created_at", "updated_at")


def interaction_values(record: InteractionRecord) -> Values:
    """Return an interaction by column."""
    participants = record["participants"]
    people = [one["person"]["name"] for one in participants if one["person"]]
    organisations = [one["organisation"]["name"] for one in participants if one["organisation"]]
    return {
        "id": reference(RecordKind.INTERACTION, record["id"]),
        "uid": record["uid"],
        "kind": record["kind"],
        "status": record["status"],
        "subject": record["subject"],
        "starts_at": record["starts_at"],
        "ends_at": record["ends_at"],
        "place": record["place"],
        "participants": [*dict.fromkeys(people)],
        "organisations": [*dict.fromkeys(organisations)],
        "topics": [topic["name"] for topic in record["topics"]],
        "details": record["details"],
        "atmosphere": record["atmosphere"],
        "reference": record["reference"],
        "source": record["source"],
        "tags": record["tags"],
        "created_at": record["created_at"],
        "updated_at": record["updated_at"],
        **{f"custom:{key}": value for key, value in record["custom"].items()},
    }


def follow_up_values(record: FollowUpRecord) -> Values:
    """Return a follow-up by column."""
    return {
        "id": reference(RecordKind.FOLLOW_UP, record["id"]),
        "uid": record["uid"],
        "title": record["title"],
        "direction": record["direction"],
        "owner": record["owner"],
        "due_date": record["due_date"],
        "status": record["status"],
        "done_on": record["done_on"],
        "priority": record["priority"],
        "organisation": _name(record["organisation"]),
        "person": _name(record["person"]),
        "interaction": _name(record["interaction"]),
        "collaboration": _name(record["collaboration"]),
        "quote": record["quote"],
        "repeats": record["repeats"],
        "overdue": record["overdue"],
        "created_at": record["created_at"],
        "updated_at": record["updated_at"],
        **{f"custom:{key}": value for key, value in record["custom"].items()},
    }


def collaboration_values(record: CollaborationRecord) -> Values:
    """Return a collaboration by column."""
    return {
        "id": reference(RecordKind.COLLABORATION, record["id"]),
        "uid": record["uid"],
        "title": record["title"],
        "status": record["status"],
        "organisations": [organisation["name"] for organisation in record["organisations"]],
        "lead": record["lead"],
        "agreed_on": record["agreed_on"],
        "review_on": record["review_on"],
        "open_follow_ups": sum(one["status"] in UNSETTLED for one in record["follow_ups"]),
        "purpose": record["purpose"],
        "tags": record["tags"],
        "created_at": record["created_at"],
        "updated_at": record["updated_at"],
        **{f"custom:{key}": value for key, value in record["custom"].items()},
    }


def _name(link: Link | None) -> str | None:
    return link["name"] if link else None
