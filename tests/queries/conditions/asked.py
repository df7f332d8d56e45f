"""What a condition asks of a record, read from its JSON: what the database is held to."""

from collections.abc import Callable
from typing import Any

from sqlmodel import Session

from crm.actions.exporting.values import organisation_values, person_values
from crm.queries.collaborations import get_collaboration
from crm.queries.follow_ups import get_follow_up
from crm.queries.interactions import get_interaction
from crm.queries.memberships import get_post
from crm.queries.organisations import get_organisation
from crm.queries.people import get_person
from crm.settings import today
from crm.vocabulary import RecordKind

Asked = dict[str, Any]


def at(value: Any, path: str) -> Any:
    """Return what stands at a path such as `memberships.role`; a link stands for its name."""
    for part in path.split(".") if path else ():
        if isinstance(value, list):
            value = [one[part] if one else None for one in value]
        else:
            value = value[part] if value else None
    return _plain(value)


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return next((value[key] for key in ("name", "title", "label") if key in value), None)
    return value


class Record(dict[str, Any]):
    """The values of a record: those with a meaning of their own, else what the path leads to."""

    def __init__(self, record: Any, own: Asked) -> None:
        super().__init__(own)
        self.record = record

    def get(self, key: str, default: Any = None) -> Any:
        if key in self:
            return self[key]
        if key.startswith("custom."):
            return self.record["custom"].get(key.removeprefix("custom."))
        return at(self.record, key)


def person(session: Session, identity: int) -> Record:
    record = get_person(session, identity)
    current = [one for one in record["memberships"] if one["current"]]
    workplaces = [get_organisation(session, one["organisation"]["id"]) for one in current]
    row = person_values(record, today())
    classifications = [one["classification"] for one in workplaces]
    areas = [one["area"] for one in workplaces]
    return Record(
        record,
        {
            **{key: row.get(key) for key in ("email", "phone", "address", "website", "alias")},
            "organisation": at(current, "organisation"),
            "post": at(current, "post"),
            "role": [_role(session, one) for one in current],
            "start_date": at(current, "start_date"),
            "end_date": at(current, "end_date"),
            "classification": classifications,
            "organisation.classification": classifications,
            "area": areas,
            "organisation.area": areas,
        },
    )


def _role(session: Session, membership: Any) -> str | None:
    post = membership["post"] and get_post(session, membership["post"]["id"])
    return membership["role"] or (post and (post["role"] or post["label"]))


def organisation(session: Session, identity: int) -> Record:
    record = get_organisation(session, identity)
    row = organisation_values(record, today())
    current = [one for one in record["people"] if one["current"]]
    return Record(
        record,
        {
            **{key: row.get(key) for key in ("email", "phone", "address", "alias", "orgnr")},
            "people": at(current, "name"),
            "role": at(current, "role"),
            "people.name": at(record, "people.name"),
            "posts": at(record, "posts.label"),
            "identifiers": at(record, "identifiers.identifier"),
        },
    )


def interaction(session: Session, identity: int) -> Record:
    record = get_interaction(session, identity)
    present = record["participants"]
    names = [at(one, "person") or at(one, "organisation") for one in present]
    return Record(
        record,
        {
            "participants": names,
            "person": at(present, "person"),
            "organisation": at(present, "organisation"),
            "organisations": at(present, "organisation"),
        },
    )


def follow_up(session: Session, identity: int) -> Record:
    record = get_follow_up(session, identity)
    link = record["organisation"]
    about: Asked = dict(get_organisation(session, link["id"])) if link else {}
    return Record(
        record,
        {
            "organisation.classification": about.get("classification"),
            "organisation.area": about.get("area"),
        },
    )


def collaboration(session: Session, identity: int) -> Record:
    record = get_collaboration(session, identity)
    about = [get_organisation(session, one["id"]) for one in record["organisations"]]
    return Record(
        record,
        {
            "organisations.classification": [one["classification"] for one in about],
            "organisations.area": [one["area"] for one in about],
        },
    )


READERS: dict[RecordKind, Callable[[Session, int], Record]] = {
    RecordKind.PERSON: person,
    RecordKind.ORGANISATION: organisation,
    RecordKind.INTERACTION: interaction,
    RecordKind.FOLLOW_UP: follow_up,
    RecordKind.COLLABORATION: collaboration,
}
