"""Phone numbers: one stored form, what people see, what is searched, what spreadsheets do."""

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.errors import Invalid
from crm.validation import (
    format_phone,
    is_damaged_phone,
    normalise_phone,
    phone_search_forms,
    repair_phone,
    split_phones,
)
from crm.validation import phone as phone_module

written = st.text("0123456789+ -", max_size=22)
swedish = st.builds(
    "".join,
    st.tuples(
        st.sampled_from(["0", "+46", "0046", "+460", "+46 ", "+46-", "00 46 ", "46", ""]),
        st.from_regex(
            r"(8|7[0-9]|10|31|46|20|77|90|9[0-9]{2}|[1-9][0-9]{2})[ -]?([0-9] ?){4,10}",
            fullmatch=True,
        ),
    ),
)


def by_library(text: str) -> str | None:
    try:
        number = phonenumbers.parse(text, "SE")
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def refused(text: str, region: str = "SE") -> str:
    with pytest.raises(Invalid) as caught:
        normalise_phone(text, region)
    assert [problem.field for problem in caught.value.problems] == ["phone"]
    return caught.value.message


class TestNormalise:
    @pytest.mark.parametrize(
        ("given", "stored"),
        [
            ("070-123 45 67", "+46701234567"),
            ("+46 (0)70-123 45 67", "+46701234567"),
            ("00 46 70 123 45 67", "+46701234567"),
            ("+460701234567", "+46701234567"),
            ("(08) 123 456", "+468123456"),
            ("(+46) 8 123 456", "+468123456"),
            ("08/123456", "+468123456"),
            ("08–123\u00a0456", "+468123456"),
            ("08.123.456", "+468123456"),
            ("０７０１２３４５６７", "+46701234567"),
            ("+45 (-) 33 36 03 70", "+4533360370"),
            ("+39 06 698 12345", "+390669812345"),
            ("tel:+46-8-123456", "+468123456"),
            ("TEL:08123456;phone-context=+46", "+468123456"),
            ("tel:+46%208123456;ext=12;isub=1", "+468123456;ext=12"),
            ("08-123 456 ankn. 012", "+468123456;ext=012"),
            ("08-123 456 (anknytning 12)", "+468123456;ext=12"),
            ("08-123 456 x12", "+468123456;ext=12"),
            ("08-123 456, ext: 12", "+468123456;ext=12"),
            ("+468123456;ext=12", "+468123456;ext=12"),
            ("020-12 34 56", "+4620123456"),
            ("112", "112"),
        ],
    )
    def test_stores_one_form(self, given: str, stored: str) -> None:
        assert normalise_phone(given) == stored

    @pytest.mark.parametrize("number", ["112", "11414", "1177", "116117", "118118"])
    def test_keeps_short_numbers_as_they_are(self, number: str) -> None:
        assert normalise_phone(number) == number

    @pytest.mark.parametrize(
        ("given", "reason"),
        [
            ("08-70 0", "too short"),
            ("070-123 45 67 89 01 23", "too long"),
            ("070-123 45 6", "can"),
            ("+46 71 123 45 67", "can exist"),
            ("+999 123456", "not a phone number"),
            ("700 08 00", "begin with 0"),
            ("99", "begin with 0"),
            ("070-FLOWERS", "letters"),
            ("070-123 45 67 (mobil)", "letters"),
            ("08-123 45/46", "more than one"),
            ("08-123 456, 08-123 457", "more than one"),
            ("08-123456 +46701234567", "more than one"),
            ("4,67E+10", "spreadsheet"),
            ("anna@example.se", "e-mail"),
            ("*100#", "not a phone number"),
            ("-", "not a phone number"),
            ("0" * 61, "60 characters"),
        ],
    )
    def test_says_what_is_wrong(self, given: str, reason: str) -> None:
        assert reason in refused(given)

    @pytest.mark.parametrize("number", ["811228-9874", "19811228-9874", "811228+9874"])
    def test_refuses_a_personal_identity_number_without_repeating_it(self, number: str) -> None:
        with pytest.raises(Invalid) as caught:
            normalise_phone(number)
        assert "personal identity" in caught.value.message
        assert "9874" not in caught.value.message + caught.value.problems[0].value

    def test_reads_national_numbers_as_those_of_the_region(self) -> None:
        assert normalise_phone("33 36 03 70", "DK") == "+4533360370"
        assert normalise_phone("(212) 555-0123", "US") == "+12125550123"
        assert "number" in refused("070-123 45 67", "DK")

    @given(st.one_of(written, swedish))
    def test_the_pattern_agrees_with_the_library(self, text: str) -> None:
        plain = phone_module._normalise_plain(text)
        if plain is not None:
            assert plain == by_library(text)

    @given(swedish)
    def test_accepts_what_the_library_accepts_where_an_area_code_is_given(self, text: str) -> None:
        expected = by_library(text) if text.startswith(("0", "+")) else None
        try:
            assert normalise_phone(text) == expected
        except Invalid:
            assert expected is None


class TestFormat:
    @pytest.mark.parametrize(
        ("stored", "shown"),
        [
            ("+46701234567", "070-123 45 67"),
            ("+468123456", "08-12 34 56"),
            ("+4533360370", "+45 33 36 03 70"),
            ("+468123456;ext=12", "08-12 34 56 ext. 12"),
            ("112", "112"),
            ("+999123", "+999123"),
            ("something else", "something else"),
            ("", ""),
        ],
    )
    def test_shows_numbers_as_people_write_them(self, stored: str, shown: str) -> None:
        assert format_phone(stored) == shown

    def test_is_national_in_the_region_alone(self) -> None:
        assert format_phone("+46701234567", "DK") == "+46 70 123 45 67"
        assert format_phone("+4533360370", "DK") == "33 36 03 70"

    @given(st.from_regex(r"\+46[0-9]{1,12}", fullmatch=True))
    def test_shows_every_swedish_number_as_the_library_does(self, stored: str) -> None:
        try:
            parsed = phonenumbers.parse(stored)
        except phonenumbers.NumberParseException:
            assert format_phone(stored) == stored
        else:
            style = phonenumbers.PhoneNumberFormat.NATIONAL
            assert format_phone(stored) == phonenumbers.format_number(parsed, style)

    @given(swedish)
    def test_what_is_shown_is_read_back_as_what_is_stored(self, text: str) -> None:
        try:
            stored = normalise_phone(text)
        except Invalid:
            return
        assert normalise_phone(format_phone(stored)) == stored


class TestSearchForms:
    @pytest.mark.parametrize(
        "given",
        [
            "070-123 45 67",
            "+46701234567",
            "+46701234567;ext=1",
            "0046701234567",
            "+46 (0)701234567",
        ],
    )
    def test_every_spelling_gives_the_same_digits(self, given: str) -> None:
        assert phone_search_forms(given) == ["46701234567", "0701234567", "701234567"]

    @pytest.mark.parametrize(
        ("given", "forms"),
        [
            ("112", ["112"]),
            ("46701234567", ["46701234567"]),
            ("+4533360370", ["4533360370", "033360370", "33360370"]),
            ("+358401234567", ["358401234567", "0401234567", "401234567"]),
            ("+12125550123", ["12125550123", "02125550123", "2125550123"]),
            ("anna", []),
            ("", []),
        ],
    )
    def test_gives_the_digits_with_and_without_the_country(
        self, given: str, forms: list[str]
    ) -> None:
        assert phone_search_forms(given) == forms

    def test_knows_where_every_country_code_ends(self) -> None:
        for code, regions in phonenumbers.COUNTRY_CODE_TO_REGION_CODE.items():
            assert regions
            assert phone_search_forms(f"+{code}123456")[2] == "123456", code


class TestCells:
    @pytest.mark.parametrize(
        ("cell", "pieces"),
        [
            ("070-123 45 67", ["070-123 45 67"]),
            ("08-12 34 56 / 070-123 45 67", ["08-12 34 56", "070-123 45 67"]),
            ("08-12 34 56; 070-123 45 67;", ["08-12 34 56", "070-123 45 67"]),
            ("08-12 34 56 eller 070-123 45 67", ["08-12 34 56", "070-123 45 67"]),
            ("0701234567,0701234568", ["0701234567", "0701234568"]),
            ("0701234567\r\n0701234568", ["0701234567", "0701234568"]),
            ("0701234567 ::: 0701234568", ["0701234567", "0701234568"]),
            ("+468123456;ext=5 ; 112", ["+468123456;ext=5", "112"]),
            ("08-123 45/46", ["08-123 45/46"]),
            ("08/123456", ["08/123456"]),
            ("08-123456, saknas", ["08-123456, saknas"]),
            ("  ", []),
        ],
    )
    def test_splits_only_what_are_numbers_by_themselves(self, cell: str, pieces: list[str]) -> None:
        assert split_phones(cell) == pieces

    def test_leaves_a_very_long_cell_alone(self) -> None:
        cell = ("0701234567," * 100_000).strip(",")
        assert split_phones(cell) == [cell]

    @pytest.mark.parametrize(
        ("given", "repaired"),
        [
            ("87000800", "087000800"),
            ("701234567", "0701234567"),
            ("701234567.0", "0701234567"),
            ("46701234567", "+46701234567"),
            ("46123456", "046123456"),
            ("4,6701234567E+10", "+46701234567"),
            ("7.01234567e8", "0701234567"),
        ],
    )
    def test_gives_back_what_a_spreadsheet_took(self, given: str, repaired: str) -> None:
        value, note = repair_phone(given)
        assert value == repaired
        assert note is not None
        assert given in note
        assert repaired in note

    @pytest.mark.parametrize(
        "given",
        ["070-123 45 67", "+46701234567", "112", "468123456", "5", "(8) 700", "", "87000800x"],
    )  # fmt: skip
    def test_leaves_alone_what_is_right_or_uncertain(self, given: str) -> None:
        assert repair_phone(given) == (given, None)

    def test_repairs_no_number_of_another_region(self) -> None:
        assert repair_phone("87000800", "DK") == ("87000800", None)

    @pytest.mark.parametrize(
        "given", ["4,67E+10", "4.67E+10", "4.67012e+10", "1E10", "4,670123E+8"]
    )
    def test_says_when_digits_are_gone(self, given: str) -> None:
        value, note = repair_phone(given)
        assert value == given
        assert is_damaged_phone(given)
        assert "spreadsheet" in str(note)
        assert "spreadsheet" in refused(given)
