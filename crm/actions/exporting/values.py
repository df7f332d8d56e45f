"""A record as plain values by column: what a row of a table holds."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from crm.dates import in_force
from crm.queries.records import (
    ContactRecord,
    MembershipRecord,
    OrganisationPersonRecord,
    OrganisationRecord,
    PersonRecord,
)
from crm.vocabulary import ContactType, RecordKind, reference

Values = dict[str, object]

PERSON_EXTRA_COLUMNS = ("post", "last_interaction", "created_at", "updated_at")
ORGANISATION_EXTRA_COLUMNS = ("people", "last_interaction", "created_at", "updated_at")
ORGNR = "orgnr"
REACHED_BY: Mapping[str, str] = {
    ContactType.EMAIL: "email",
    ContactType.PHONE: "phone",
    ContactType.ADDRESS: "address",
    ContactType.LINK: "website",
}
"""The column of each way to reach somebody."""


def person_values(record: PersonRecord, day: date) -> Values:
    """Return a person by column, at work where the primary membership of a day says."""
    current = [membership for membership in record["memberships"] if membership["current"]]
    reach = _usable(record["contact_details"], {one["id"] for one in current}, day)
    return {
        "id": reference(RecordKind.PERSON, record["id"]),
        "uid": record["uid"],
        "name": record["name"],
        "given_name": record["given_name"],
        "family_name": record["family_name"],
        "honorific_prefix": record["honorific_prefix"],
        **(_work(current[0]) if current else {}),
        **_ways_to_reach(reach),
        "language": record["language"],
        "tags": record["tags"],
        "note": record["note"],
        "alias": [other["name"] for other in record["other_names"]],
        "last_interaction": record["last_interaction"],
        "created_at": record["created_at"],
        "updated_at": record["updated_at"],
        **{f"custom:{key}": value for key, value in record["custom"].items()},
    }


def _work(membership: MembershipRecord) -> Values:
    return {
        "organisation": membership["organisation"]["name"],
        "role": membership["role"],
        "post": membership["post"] and membership["post"]["name"],
        "start_date": membership["start_date"],
        "end_date": membership["end_date"],
    }


def _usable(
    details: Iterable[ContactRecord], memberships: set[int], day: date
) -> list[ContactRecord]:
    """Return the ways to reach somebody that hold on a day."""
    return [
        detail
        for detail in details
        if in_force(detail["valid_from"], detail["valid_until"], day)
        and (detail["membership_id"] is None or detail["membership_id"] in memberships)
    ]


def _ways_to_reach(details: Iterable[ContactRecord]) -> Values:
    """Return the values of each way there is, those with a label under it too: `phone:mobile`."""
    found: dict[str, dict[str, None]] = {}
    for detail in details:
        column, value, label = REACHED_BY[detail["type"]], detail["value"], detail["label"]
        found.setdefault(column, {})[value] = None
        if label:
            found.setdefault(f"{column}:{label}", {})[value] = None
    return {column: [*values] for column, values in found.items()}


def each_once(rows: Iterable[Values], columns: Sequence[str]) -> Iterable[Values]:
    """Leave out of `phone` what stands in `phone:mobile`, where a table has both."""
    labelled = {
        column: [one for one in columns if one.startswith(f"{column}:")]
        for column in REACHED_BY.values()
        if column in columns
    }
    parted = {column: others for column, others in labelled.items() if others}
    return _parted(rows, parted) if parted else rows


def _parted(rows: Iterable[Values], parted: Mapping[str, Sequence[str]]) -> Iterator[Values]:
    for row in rows:
        for column, others in parted.items():
            elsewhere = {value for other in others for value in _listed(row.get(other))}
            if elsewhere:
                row[column] = [one for one in _listed(row.get(column)) if one not in elsewhere]
        yield row


def _listed(values: object) -> list[object]:
    return values if isinstance(values, list) else []


def organisation_values(record: OrganisationRecord, day: date) -> Values:
    """Return an organisation by column, with the ways to reach it that hold on a day."""
    reach = _ways_to_reach(_usable(record["contact_details"], set(), day))
    links = _listed(reach.get("website"))
    website = [record["website"]] if record["website"] else []
    present = [person for person in record["people"] if person["current"]]
    return {
        "id": reference(RecordKind.ORGANISATION, record["id"]),
        "uid": record["uid"],
        "name": record["name"],
        "classification": record["classification"],
        "parent": record["parent"] and record["parent"]["name"],
        **_numbers(record),
        "area": record["area"],
        **reach,
        "website": [*dict.fromkeys([*website, *links])],
        "alias": [other["name"] for other in record["other_names"]],
        "founding_date": record["founding_date"],
        "dissolution_date": record["dissolution_date"],
        "people": _names(present),
        "tags": record["tags"],
        "note": record["note"],
        "last_interaction": record["last_interaction"],
        "created_at": record["created_at"],
        "updated_at": record["updated_at"],
        **{f"custom:{key}": value for key, value in record["custom"].items()},
    }


def _names(people: Iterable[OrganisationPersonRecord]) -> list[str]:
    return [*dict.fromkeys(person["name"] for person in people)]


def _numbers(record: OrganisationRecord) -> Values:
    found: dict[str, list[str]] = {}
    for number in record["identifiers"]:
        scheme = number["scheme"]
        column = ORGNR if scheme == ORGNR else f"identifier:{scheme}"
        found.setdefault(column, []).append(number["identifier"])
    return dict(found)
