"""Whom a part of a file may mean is found by bounded lookups, whatever the book holds."""

import pytest

from crm.actions.importing import lookups
from crm.book import Book
from tests.actions.importing import counts, organisations, people, person, take_in, warned

HEAD = "name,organisation,email,phone\n"
NAMESAKES = HEAD + "".join(f"Anna Ek,Nämnd {n},anna{n}@b.example,\n" for n in range(6))


@pytest.fixture(params=[1, 3, 1000])
def parts(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read files in parts of so many records."""
    monkeypatch.setattr("crm.actions.importing.savers.PART_LENGTH", request.param)


@pytest.fixture(params=[2, 100])
def most_namesakes(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Find colleagues of a common name by the name, or by the organisation."""
    monkeypatch.setattr(lookups, "MOST_NAMESAKES", request.param)


@pytest.mark.usefixtures("parts", "most_namesakes")
def test_a_colleague_with_a_common_name_is_found(book: Book) -> None:
    assert take_in(book, NAMESAKES)["new"] == 6
    report = take_in(book, HEAD + "Anna Ek,Nämnd 4,,070-123 45 67\nAnna Ek,Nämnd 9,,\n")
    assert counts(report) == {"records": 2, "new": 1, "updated": 1}
    (found,) = [one for one in people(book) if len(one["contact_details"]) == 2]
    assert found["memberships"][0]["organisation"]["name"] == "Nämnd 4"


@pytest.mark.usefixtures("parts")
def test_the_one_of_whom_only_the_common_name_is_known_is_found(book: Book) -> None:
    take_in(book, NAMESAKES + "Anna Ek,,,\n")
    report = take_in(book, "name,language\nAnna Ek,sv\n")
    assert counts(report) == {"records": 1, "updated": 1}
    (found,) = [one for one in people(book) if one["language"]]
    assert (found["contact_details"], found["memberships"]) == ([], [])


@pytest.mark.usefixtures("parts")
def test_whoever_has_a_number_that_very_many_have_is_found_by_name(book: Book) -> None:
    text = HEAD + "".join(f"Anna{n} Ek{n},ALMI,,08-709 89 00\n" for n in range(30))
    assert take_in(book, text)["new"] == 30
    report = take_in(book, HEAD + "Anna7 Ek7,,,08-709 89 00\nAnna99 Ek99,,,08-709 89 00\n")
    assert counts(report) == {"records": 2, "new": 1, "unchanged": 1}


@pytest.mark.usefixtures("parts")
def test_two_rows_far_apart_are_one_person_with_one_primary_membership(book: Book) -> None:
    rows = "".join(f"Bo{n} Al{n},Nämnd {n},,\n" for n in range(4))
    text = f"{HEAD}Anna Ek,ALMI,anna@ek.example,\n{rows}Anna Ek,Unizon,anna@ek.example,\n"
    assert counts(take_in(book, text)) == {"records": 6, "new": 5, "updated": 1}
    found = person(book, "Anna Ek")
    assert [one["primary"] for one in found["memberships"]] == [True, False]
    assert found["version"] == 1
    assert take_in(book, text)["batch"] is None


@pytest.mark.usefixtures("parts")
def test_an_employer_that_is_described_further_down_is_new_there(book: Book) -> None:
    text = (
        "kind,name,organisation,uid,area\n"
        "person,Anna Ek,ALMI,,\nperson,Bo Al,ALMI,,\norganisation,ALMI,,u-1,Falun\n"
    )
    assert counts(take_in(book, text)) == {"records": 3, "new": 3}
    (almi,) = organisations(book)
    assert (almi["uid"], almi["area"], len(almi["people"])) == ("u-1", "Falun", 2)
    assert take_in(book, text)["batch"] is None


@pytest.mark.usefixtures("parts")
def test_two_uids_far_apart_in_one_file_are_two_people(book: Book) -> None:
    rows = "".join(f"u-{n},Bo Al,bo@al.example\n" for n in range(5))
    text = "uid,name,email\n" + rows
    assert take_in(book, text)["new"] == 5
    assert take_in(book, text)["batch"] is None


@pytest.mark.usefixtures("parts")
def test_whoever_is_known_by_another_name_is_found(book: Book) -> None:
    take_in(book, "name,alias,organisation\nAnna Berg,Anna Ek,ALMI\n")
    report = take_in(book, "name,organisation\nAnna Ek,ALMI\n")
    assert counts(report) == {"records": 1, "unchanged": 1}
    assert warned(report) == []
