from typing import Any

import pytest
from sqlmodel import Session

from crm.actions.fields import add_field, edit_field, remove_field, require_field, set_custom
from crm.errors import Conflict, Invalid, NotFound
from crm.queries.labels import get_fields_for, list_fields
from tests.people import custom_field, meeting, organisation, person


def field(session: Session, key: str, **fields: Any) -> None:
    add_field(session, custom_field(key, **fields))


@pytest.mark.parametrize(
    ("type", "given", "stored"),
    [
        ("text", " Blå \x00dörr ", "Blå dörr"),
        ("text", 12, "12"),
        ("text", True, "yes"),
        ("number", "12", 12),
        ("number", "3,5", 3.5),
        ("number", "-1 234,5", -1234.5),
        ("number", "1 234 567", 1234567),
        ("number", 7.25, 7.25),
        ("date", "2019-04", "2019-04"),
        ("date", "20190411", "2019-04-11"),
        ("yes/no", "Ja", True),
        ("yes/no", "no", False),
        ("yes/no", False, False),
        ("choice", "GRON", "grön"),
    ],
)
def test_a_value_is_read_by_its_type(
    session: Session, type: str, given: object, stored: object
) -> None:
    field(session, "f", type=type, choices=["grön", "röd"] if type == "choice" else [])
    row = person(session, "Anna Berg", custom={"F": given})
    assert row.custom == {"f": stored}
    assert isinstance(row.custom["f"], type_of(stored))


def type_of(value: object) -> type[object]:
    return type(value)


@pytest.mark.parametrize(
    ("type", "given"),
    [
        ("number", "tolv"),
        ("number", "1e9"),
        ("number", "12 34"),
        ("number", float("nan")),
        ("number", float("inf")),
        ("number", 2**60),
        ("number", True),
        ("number", "٣"),
        ("date", "i våras"),
        ("date", "2019-02-30"),
        ("yes/no", "kanske"),
        ("yes/no", 2),
        ("choice", "blå"),
        ("text", "x" * 100_001),
        ("text", "pnr 811218-9876"),
    ],
)
def test_a_value_of_another_type_is_refused(session: Session, type: str, given: object) -> None:
    field(session, "f", type=type, choices=["grön"] if type == "choice" else [])
    with pytest.raises(Invalid) as refusal:
        person(session, "Anna Berg", custom={"f": given})
    assert refusal.value.problems[0].field == "custom.f"


@pytest.mark.parametrize("empty", [None, "", "  ", "\x00"])
def test_an_empty_value_empties_the_field(session: Session, empty: str | None) -> None:
    field(session, "f")
    row = person(session, "Anna Berg", custom={"f": "något"})
    set_custom(session, row, {"f": empty})
    assert row.custom == {}


def test_all_problems_come_at_once_and_nothing_is_set(session: Session) -> None:
    field(session, "n", type="number")
    field(session, "t")
    row = person(session, "Anna Berg")
    with pytest.raises(Invalid) as refusal:
        set_custom(session, row, {"t": "bra", "n": "fel", "okänd": "x"})
    assert [problem.field for problem in refusal.value.problems] == ["custom.n", "custom.okänd"]
    assert "n, t" in refusal.value.message
    assert row.custom == {}


def test_a_field_holds_for_its_nouns_alone(session: Session) -> None:
    field(session, "diarienummer", applies_to=["interaction"])
    assert get_fields_for(session, "person") == []
    with pytest.raises(Invalid, match="add it first"):
        person(session, "Anna Berg", custom={"diarienummer": "1"})
    held = meeting(session, "2019")
    set_custom(session, held, {"diarienummer": "N2019/1"})
    assert held.custom == {"diarienummer": "N2019/1"}


@pytest.mark.parametrize(
    "fields",
    [
        {"key": ""},
        {"key": "två ord"},
        {"key": "1a"},
        {"key": "a.b"},
        {"key": 'a"b'},
        {"key": "name"},
        {"key": "Due_Date"},
        {"key": "x" * 61},
        {"key": "f", "type": "choice"},
        {"key": "f", "type": "choice", "choices": [""]},
        {"key": "f", "choices": ["a"]},
        {"key": "f", "applies_to": ["topic"]},
        {"key": "f", "applies_to": []},
        {"key": "f", "type": "colour"},
    ],
)
def test_what_makes_no_field_is_refused(session: Session, fields: dict[str, Any]) -> None:
    with pytest.raises(Invalid):
        add_field(session, custom_field(**fields))


def test_a_key_is_taken_once(session: Session) -> None:
    field(session, "färg")
    with pytest.raises(Invalid, match="already"):
        field(session, "FÄRG")


def test_fields_come_in_the_order_they_were_given(session: Session) -> None:
    field(session, "zebra", label="Zebra?")
    field(session, "apa", type="choice", choices=["ja", "Ja", "nej"])
    shown = [(each["key"], each["label"], each["choices"]) for each in list_fields(session)]
    assert shown == [("zebra", "Zebra?", []), ("apa", "apa", ["ja", "nej"])]


class TestEditing:
    def test_values_follow_a_new_key(self, session: Session) -> None:
        field(session, "f")
        anna = person(session, "Anna Berg", custom={"f": "x"})
        almi = organisation(session, "ALMI", custom={"f": "y"})
        other = person(session, "Emil Högberg")
        edited = edit_field(session, "f", new_key="färg", label="Färg")
        assert (edited.key, edited.label) == ("färg", "Färg")
        assert (anna.custom, almi.custom) == ({"färg": "x"}, {"färg": "y"})
        assert (anna.version, other.version) == (2, 1)
        assert require_field(session, "Färg") is edited

    def test_a_choice_in_use_stays(self, session: Session) -> None:
        field(session, "f", type="choice", choices=["grön", "röd"])
        person(session, "Anna Berg", custom={"f": "röd"})
        with pytest.raises(Invalid, match="1 record "):
            edit_field(session, "f", choices=["grön"])
        edited = edit_field(session, "f", choices=["röd", "blå"])
        assert edited.choices == ["röd", "blå"]

    def test_a_noun_in_use_stays(self, session: Session) -> None:
        field(session, "f")
        person(session, "Anna Berg", custom={"f": "röd"})
        with pytest.raises(Invalid):
            edit_field(session, "f", applies_to=["organisation"])
        assert edit_field(session, "f", applies_to=["person"]).applies_to == ["person"]

    def test_an_edit_of_nobody_or_of_old_is_refused(self, session: Session) -> None:
        field(session, "färg")
        with pytest.raises(NotFound) as refusal:
            edit_field(session, "farge")
        assert refusal.value.nearest == ("färg",)
        edit_field(session, "färg", label="Kulör", version=1)
        with pytest.raises(Conflict):
            edit_field(session, "färg", label="Färg", version=1)
        assert edit_field(session, "färg", label=" ").label == "färg"


def test_removing_a_field_empties_it_everywhere(session: Session) -> None:
    field(session, "f")
    field(session, "g")
    anna = person(session, "Anna Berg", custom={"f": "x", "g": "y"})
    remove_field(session, "f")
    assert anna.custom == {"g": "y"}
    assert [each["key"] for each in list_fields(session)] == ["g"]
    with pytest.raises(NotFound):
        remove_field(session, "f")
