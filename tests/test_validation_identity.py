"""Organisation numbers, and personal identity numbers, which are refused."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn

from crm.errors import Invalid
from crm.validation import find_personal_identity_number, normalise_orgnr

VECTORS = Path(__file__).parents[1] / "../shared/data/corpora/validators"


def vectors(path: str) -> list[dict[str, Any]]:
    file = VECTORS / path
    if not file.exists():
        pytest.skip("the shared test vectors are not here")
    cases: list[dict[str, Any]] = json.loads(file.read_text("utf-8"))
    return cases


def refused(text: str) -> str:
    with pytest.raises(Invalid) as caught:
        normalise_orgnr(text)
    assert [problem.field for problem in caught.value.problems] == ["orgnr"]
    return caught.value.message


class TestOrganisationNumber:
    @pytest.mark.parametrize(
        "given",
        ["556016-0680", "5560160680", "165560160680", "16556016-0680", "556016 0680",
         "556016–0680", "５５６０１６-０６８０", "SE556016068001", "se 5560160680 01"],
    )  # fmt: skip
    def test_stores_one_form(self, given: str) -> None:
        assert normalise_orgnr(given) == "556016-0680"

    @pytest.mark.parametrize(
        ("given", "reason"),
        [
            ("556016-0681", "check digit"),
            ("55601606", "ten digits"),
            ("Volvo AB", "ten digits"),
            ("٥٥٦٠١٦-٠٦٨٠", "ten digits"),
            ("551399-0001", "third digit"),
        ],
    )
    def test_says_what_is_wrong(self, given: str, reason: str) -> None:
        assert reason in refused(given)

    @pytest.mark.parametrize(
        "given", ["811228-9874", "19811228-9874", "8112289874", "198112289874", "811228+9874"]
    )
    def test_refuses_a_personal_identity_number_without_repeating_it(self, given: str) -> None:
        with pytest.raises(Invalid) as caught:
            normalise_orgnr(given)
        assert "personal identity" in caught.value.message
        assert "9874" not in caught.value.message + caught.value.problems[0].value

    def test_agrees_with_the_published_vectors(self) -> None:
        for case in vectors("organisationsnummer+meta/testdata__list.json"):
            if case["type"] == "Enskild firma":
                assert "personal identity" in refused(case["input"])
            elif case["valid"]:
                assert normalise_orgnr(case["input"]) == case["long_format"]
            else:
                assert "check digit" in refused(case["input"])

    @given(st.from_regex(r"[235789][0-9][2-9][0-9]{6}", fullmatch=True))
    def test_accepts_every_number_with_a_right_check_digit(self, digits: str) -> None:
        digits += luhn.calc_check_digit(digits)
        assert normalise_orgnr(digits) == f"{digits[:6]}-{digits[6:]}"


class TestPersonalIdentityNumber:
    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("Anna, född 811228-9874, vald 2018", "811228-9874"),
            ("pnr:19811228-9874.", "19811228-9874"),
            ("8112289874", "8112289874"),
            ("198112289874", "198112289874"),
            ("811228 9874", "811228 9874"),
            ("811228+9874", "811228+9874"),
            ("samordningsnummer 701063-2391", "701063-2391"),
            ("000229-2399", "000229-2399"),
            ("ab811228-9874-4c3e och 19811228-9874", "811228-9874"),
        ],
    )
    def test_is_found_in_free_text(self, text: str, found: str) -> None:
        assert find_personal_identity_number(text) == found

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "Org.nr 556016-0680 och 202100-5489",
            "811228-9873",
            "811328-9874",
            "810229-1004",
            "ring 0701011238 eller +46701011238",
            "mötet 20240315-1430 och 240315-1436",
            "diarienummer KN2019/01234, 2019-04-12",
            "IBAN SE45 5000 0000 0583 9825 7466",
            "urn:uuid:ab811228-9874-4c3e-9b1f-0123456789ab",
            "MD5 0f8112289874ab8112289874ab811228",
            "x" * 1000,
            "9" * 100_000,
        ],
    )
    def test_is_not_seen_in_other_numbers(self, text: str) -> None:
        assert find_personal_identity_number(text) is None

    def test_agrees_with_the_published_vectors(self) -> None:
        for case in vectors("personnummer+meta/testdata__list.json"):
            for form in ("long_format", "short_format", "separated_format", "separated_long"):
                text = case[form]
                if case["valid"]:
                    assert find_personal_identity_number(text, bare=True) == text
                    assert "personal identity" in refused(text)
                elif " " not in text:
                    assert find_personal_identity_number(text, bare=True) is None

    def test_leaves_the_published_organisation_numbers_alone(self) -> None:
        for case in vectors("personnummer+meta/testdata__orgnumber.json"):
            assert find_personal_identity_number(case["separated_format"]) is None
            assert find_personal_identity_number(case["short_format"]) is None

    @given(st.dates(date(1900, 1, 1), date(2009, 12, 31)), st.integers(1, 999))
    def test_every_right_number_written_out_is_found(self, born: date, serial: int) -> None:
        digits = f"{born:%y%m%d}{serial:03}"
        written = f"{born:%Y%m%d}-{serial:03}{luhn.calc_check_digit(digits)}"
        assert find_personal_identity_number(f"({written})") == written

    @given(st.text("0123456789-+ "))
    def test_takes_any_text(self, text: str) -> None:
        found = find_personal_identity_number(text)
        assert found is None or found in text
