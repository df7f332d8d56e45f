"""What two records will have once they are one."""

from typing import Any

import pytest
from sqlmodel import Session

from crm.actions.labels import add_field
from crm.actions.people import merge_people
from crm.errors import Invalid
from crm.inputs import CustomFieldIn
from crm.queries.merging import MergedField, preview_merge
from crm.queries.people import get_person
from tests.people import attend, key, meeting, organisation, person


def fields_of(session: Session, *prefer: str, kind: str = "person") -> dict[str, MergedField]:
    """Return the fields of the preview of the first two records."""
    preview = preview_merge(session, kind, 1, 2, prefer)
    return {field["field"]: field for field in preview["fields"]}


@pytest.fixture
def two(session: Session) -> Session:
    add_field(session, CustomFieldIn(key="diet"))
    organisation(session, "ALMI")
    person(
        session, "Göran Lundwall", language="sv", emails=["goran@almi.se"], note="Kort.",
        memberships=[{"organisation": "ALMI", "role": "VD"}], custom={"diet": "fisk"},
    )  # fmt: skip
    other = person(
        session, "Goran Lundvall", language="en", honorific_prefix="Dr", phones=["070-123 45 67"],
        custom={"diet": "vegan"}, note="Lång.",
    )  # fmt: skip
    attend(session, meeting(session, "2019-04-11"), other)
    return session


@pytest.mark.parametrize(
    ("field", "outcome", "result"),
    [
        ("name", "kept_in_conflict", "Göran Lundwall"),
        ("honorific_prefix", "taken", "Dr"),
        ("language", "kept_in_conflict", "sv"),
        ("custom.diet", "kept_in_conflict", "fisk"),
        ("contact_details", "both", "goran@almi.se; 070-123 45 67"),
        ("memberships", "kept", "VD, ALMI"),
        ("note", "both", "Kort.; Lång."),
        ("participant", "taken", "1"),
    ],
)
def test_says_of_each_field_what_will_be(
    two: Session, field: str, outcome: str, result: str
) -> None:
    found = fields_of(two)[field]
    assert (found["outcome"], found["result"]) == (outcome, result)


def test_the_merged_record_is_as_was_said(two: Session) -> None:
    prefer = ("name", "language", "custom.diet")
    said = fields_of(two, *prefer)
    merge_people(two, 1, 2, prefer=prefer)
    record: Any = get_person(two, 1)
    for field in ("name", "given_name", "family_name", "language", "honorific_prefix"):
        assert said[field]["result"] == record[field], field
    assert record["custom"]["diet"] == said["custom.diet"]["result"] == "vegan"
    assert [name["name"] for name in record["other_names"]] == ["Göran Lundwall"]


def test_a_value_that_is_not_taken_stands_in_the_note(two: Session) -> None:
    merge_people(two, 1, 2)
    note = get_person(two, 1)["note"] or ""
    assert "Also said of Goran Lundvall:\nLanguage: en\ndiet: vegan" in note
    assert note.endswith("Lång.")


def test_a_field_that_cannot_be_chosen_is_refused(two: Session) -> None:
    with pytest.raises(Invalid, match="note"):
        preview_merge(two, "person", 1, 2, ["note"])
    with pytest.raises(Invalid):
        preview_merge(two, "topic", 1, 2)


def test_organisations_are_previewed_too(session: Session) -> None:
    organisation(session, "ALMI", classification="other", area="Umeå")
    child = organisation(session, "Almi AB", classification="company", area="Luleå", parent="ALMI")
    assert child.parent_id == 1
    fields = fields_of(session, "area", kind="organisation")
    assert fields["classification"]["outcome"] == "taken"
    assert (fields["area"]["outcome"], fields["area"]["result"]) == ("taken_in_conflict", "Luleå")
    assert fields["parent"]["other"] == ""


def test_nothing_is_changed_by_looking(two: Session) -> None:
    before = get_person(two, 1)
    preview_merge(two, "person", 1, 2, ["name"])
    two.expire_all()
    assert get_person(two, 1) == before
    assert key(person(two, "Anna")) == 3
