"""What Excel did to a table, undone where that is certain and said always."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.formats import OrganisationRecord, PersonRecord
from crm.formats.damage import DAY_ZERO, FIRST_DAY, LAST_DAY, is_error, mend_code, mend_date
from crm.formats.formulas import ERRORS
from tests.formats.files import WriteFile, details, read


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2019-05-02", "2019-05-02"),
        ("2019-04", "2019-04"),
        ("2019", "2019"),
        ("2019-05-02 00:00:00", "2019-05-02"),
        ("2019-05-02T13:30", "2019-05-02"),
        ("02.05.2019", "2019-05-02"),
        ("05 Mar 2024", "2024-03-05"),
        ("5-okt-2024", "2024-10-05"),
        ("16/07/2010", "2010-07-16"),
        ("07/16/2010", "2010-07-16"),
        ("05/05/2010", "2010-05-05"),
        ("0/0/00", ""),
        ("00.00.0000", ""),
        ("2/5/2019", "2/5/2019"),
        ("31.02.2019", "31.02.2019"),
        ("02.13.2019", "02.13.2019"),
        ("5 Foo 2024", "5 Foo 2024"),
        ("i fjol", "i fjol"),
        ("99999", "99999"),
    ],
)
def test_dates_with_one_reading_are_read(written: str, meant: str) -> None:
    assert mend_date(written) == (meant, None)


@given(st.integers(FIRST_DAY, LAST_DAY), st.sampled_from(["", ".0", ",00"]))
def test_every_day_count_is_its_date(count: int, rest: str) -> None:
    day, note = mend_date(f"{count}{rest}")
    assert date.fromisoformat(day) - DAY_ZERO == timedelta(days=count)
    assert day in str(note)


def test_the_day_that_excel_calls_43587() -> None:
    assert mend_date("43587")[0] == "2019-05-02"


@pytest.mark.parametrize("text", ["2-jan", "jan-19", "12/maj", "Oct-24"])
def test_a_date_without_its_year_stays_and_is_reported(text: str) -> None:
    value, note = mend_date(text)
    assert value == text
    assert "lost its year" in str(note)


@pytest.mark.parametrize(
    ("written", "meant"),
    [("5564816204.0", "5564816204"), ("5,564816204E+9", "5564816204"), ("11122.0", "11122")],
)
def test_codes_with_all_their_digits_are_restored(written: str, meant: str) -> None:
    value, note = mend_code(written)
    assert value == meant
    assert meant in str(note)


@pytest.mark.parametrize(
    "text", ["556481-6204", "0180", "111 22", "LEI529900", "", "5E", "E+9", "1E10"]
)
def test_other_codes_are_left_alone(text: str) -> None:
    assert mend_code(text) == (text, None)


def test_codes_of_other_registers_may_have_decimals() -> None:
    assert mend_code("12.0", is_whole=False) == ("12.0", None)
    assert mend_code("1.2E+05", is_whole=False)[0] == ""


@pytest.mark.parametrize("text", ["5,56E+09", "5.56482e+9", "1E+10"])
def test_codes_without_their_digits_are_not_stored(text: str) -> None:
    value, note = mend_code(text)
    assert value == ""
    assert "lost its last digits" in str(note)


@pytest.mark.parametrize("cell", [*sorted(ERRORS), "#n/a", " #REF! ", "########"])
def test_errors_of_formulas(cell: str) -> None:
    assert is_error(cell)


@pytest.mark.parametrize("cell", ["#1", "#", "##", "#N/A saknas", "N/A", "", "# Rubrik"])
def test_no_errors_of_formulas(cell: str) -> None:
    assert not is_error(cell)


def test_a_damaged_row_is_mended_and_reported(file: WriteFile) -> None:
    path = file(
        "Namn;Organisationsnummer;Kommunkod;Bildad;Telefon;Postnr;Ort;Noteringar\n"
        "ALMI;5564816204.0;180;34335;'023-123 45;79171.0;Falun;#NAMN?\n"
        'SCB;2,02E+09;0180;2-jan;="0701234567";791 71;Örebro;#1 i Sverige\n'
    )
    almi, scb = read(path)
    assert isinstance(almi, OrganisationRecord)
    assert isinstance(scb, OrganisationRecord)
    assert [(one.scheme, one.identifier) for one in almi.identifiers] == [
        ("orgnr", "5564816204"),
        ("kommunkod", "180"),
    ]
    assert (almi.founding_date, almi.note) == ("1994-01-01", "")
    assert details(almi) == [("phone", "023-123 45", ""), ("address", "79171 Falun", "")]
    assert {(one.line, one.field, one.value) for one in almi.problems} == {
        (2, "Organisationsnummer", "5564816204.0"),
        (2, "Bildad", "34335"),
        (2, "Telefon", "'023-123 45"),
        (2, "Postnr", "79171.0"),
        (2, "Noteringar", "#NAMN?"),
    }
    assert almi.raw["Organisationsnummer"] == "5564816204.0"
    assert [one.scheme for one in scb.identifiers] == ["kommunkod"]
    assert scb.unmapped == {"Organisationsnummer": "2,02E+09"}
    assert (scb.founding_date, scb.note) == ("2-jan", "#1 i Sverige")
    assert details(scb)[0] == ("phone", "0701234567", "")
    assert [one.field for one in scb.problems] == ["Bildad", "Organisationsnummer"]


def test_an_apostrophe_of_a_name_is_no_damage(file: WriteFile) -> None:
    (person,) = read(file("Namn,Telefon\n'Abd al-Rahman,+46 8 1\n"))
    assert isinstance(person, PersonRecord)
    assert (person.name, person.problems) == ("'Abd al-Rahman", [])


def test_a_postal_code_abroad_gets_its_zero_back(file: WriteFile) -> None:
    path = file("Namn,Postnr,Ort,Land\nA,1067,Dresden,Tyskland\nB,1067,Oslo,Norge\n")
    dresden, oslo = read(path)
    assert isinstance(dresden, PersonRecord)
    assert isinstance(oslo, PersonRecord)
    assert dresden.contact_details[0].value == "01067 Dresden, Tyskland"
    assert [one.value for one in dresden.problems] == ["1067"]
    assert (oslo.contact_details[0].value, oslo.problems) == ("1067 Oslo, Norge", [])


@pytest.mark.parametrize(
    ("cell", "addresses"),
    [
        ("a@b.se och c@d.se", ["a@b.se", "c@d.se"]),
        ("a@b.se ::: c@d.se", ["a@b.se", "c@d.se"]),
        ("a@b.se|c@d.se & e@f.se", ["a@b.se", "c@d.se", "e@f.se"]),
        ("a@b.se och inget mer", ["a@b.se och inget mer"]),
    ],
)
def test_several_addresses_in_a_cell(file: WriteFile, cell: str, addresses: list[str]) -> None:
    (anna,) = read(file(f"Namn;E-post\nAnna;{cell}\n"), delimiter=";")
    assert isinstance(anna, PersonRecord)
    assert [one.value for one in anna.contact_details] == addresses
