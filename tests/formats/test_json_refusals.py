"""JSON that is wrong gets one sentence, and a wrong record is rejected alone."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm.errors import CrmError, FormatError, UsageError
from crm.formats import RejectedRecord, json_reader
from tests.formats.files import WriteFile, people, read
from tests.formats.json_files import PERSON, describe, write
from tests.rounds import rounds


@pytest.mark.parametrize(
    ("entry", "field"),
    [
        (5, ""),
        ("Anna", ""),
        ([], ""),
        (None, ""),
        ({"name": ["Anna"]}, "name"),
        ({"name": True}, "name"),
        ({"name": "A", "memberships": {}}, "memberships"),
        ({"name": "A", "memberships": ["ALMI"]}, "memberships"),
        (
            {"name": "A", "memberships": [{"organisation": 5, "primary": "yes"}]},
            "memberships.primary",
        ),
        ({"name": "A", "contact_details": ["a@b.se"]}, "contact_details"),
        ({"name": "A", "contact_details": [{"value": []}]}, "contact_details.value"),
        ({"name": "A", "tags": [["x"]]}, "tags"),
        ({"name": "A", "custom": []}, "custom"),
        ({"name": "A", "custom": {"k": []}}, "custom:k"),
        ({"name": "A", "email": [["x"]]}, "email"),
        ({"name": "A", "id": []}, "id"),
        ({"name": "A", "kind": []}, "kind"),
        ({"name": "A", "parent": []}, "parent"),
    ],
)
def test_a_wrong_type_rejects_that_record_alone(file: WriteFile, entry: object, field: str) -> None:
    rejected, anna = read(write(file, [entry, {"name": "Anna"}]))
    assert isinstance(rejected, RejectedRecord)
    assert [one.field for one in rejected.problems] == [field]
    assert people([anna])[0].name == "Anna"


def test_too_many_keys_reject_the_record(file: WriteFile) -> None:
    (rejected,) = read(write(file, [{f"k{number}": 1 for number in range(1001)}]))
    assert isinstance(rejected, RejectedRecord)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('[\n{"name": "A"},\n{"name": }\n]', 3),
        ('[\n{"name": "A"}\n', 3),
        ('[{"name": "A"},]', 1),
        ('[{"name": "A"}] x', 1),
        ('{"people": [{"name": "A"}]', 1),
        ('{"people"\n[]}', 2),
        ("{\n5: 6}", 2),
        ("\n\nname,ort", 3),
        ('[{"a": NaN}]', 1),
        ("   ", 1),
        pytest.param("[" * 100_000, 1, id="nested lists"),
        pytest.param('[{"a": ' + "[" * 200_000, 1, id="lists nested in an entry"),
        ('["' + "x" * 50, 1),
    ],
)
def test_bad_json_is_refused_with_its_line(file: WriteFile, text: str, line: int) -> None:
    path = file(text, "a.json")
    for use in (read, describe):
        with pytest.raises(FormatError, match=f"is not JSON from line {line}:"):
            use(path)


@pytest.mark.parametrize("value", [{}, {"SCB": {"org_nr": "1"}}, {"format": "x"}])
def test_an_object_without_records_is_refused(file: WriteFile, value: object) -> None:
    with pytest.raises(FormatError, match="holds no people or organisations"):
        read(write(file, value))


@pytest.mark.parametrize("value", [["Anna", 5], {"people": ["Anna"]}])
def test_a_list_without_objects_is_refused_as_a_whole(file: WriteFile, value: object) -> None:
    with pytest.raises(FormatError, match="holds no people or organisations"):
        describe(write(file, value))


def test_objects_of_which_no_key_is_a_name_are_refused_as_a_whole(file: WriteFile) -> None:
    path = write(file, [{"code": "2184", "county": "Gävleborg"}, {"kommun": "Hudiksvall"}])
    with pytest.raises(FormatError, match=r"with --map COLUMN=name \(code, county, kommun\)"):
        describe(path)
    assert describe(path, mapping={"kommun": "organisation"}).unmapped == ("code",)


def test_a_file_beyond_measure_is_refused(file: WriteFile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_reader, "SIZE_LIMIT", 10)
    with pytest.raises(FormatError):
        read(write(file, [PERSON]))


def test_a_mapping_for_a_key_that_no_record_has(file: WriteFile) -> None:
    with pytest.raises(UsageError, match="no column called x"):
        describe(write(file, [{"name": "A"}]), mapping={"x": "email"})


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["name", "memberships", "tags", "custom", "organisation", "id", "x"])
            | st.text(max_size=3),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@settings(max_examples=rounds(50, 150))
@given(VALUES)
def test_any_json_gives_records_or_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, value: object
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.json"
    path.write_text(json.dumps(value))
    try:
        read(path)
    except CrmError as error:
        assert error.exit_code == 7
