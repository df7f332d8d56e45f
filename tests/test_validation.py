"""E-mail addresses, web addresses and postal codes; the laws that all kinds keep."""

import json
import subprocess
import sys
from pathlib import Path

import email_validator
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from crm.errors import Invalid
from crm.text import clean_line
from crm.validation import email as email_module
from crm.validation import (
    is_damaged_phone,
    normalise_email,
    normalise_link,
    normalise_orgnr,
    normalise_phone,
    normalise_postal_code,
    phone_search_forms,
    repair_phone,
    split_phones,
)

EMAIL_VECTORS = (
    Path(__file__).parents[1] / "../shared/data/corpora/validators/email/email_vectors.json"
)
anything = st.text(st.characters(exclude_categories=()), max_size=300)
NORMALISERS = {
    "email": normalise_email,
    "phone": normalise_phone,
    "orgnr": normalise_orgnr,
    "link": normalise_link,
}


def by_library(address: str) -> str | None:
    try:
        return email_validator.validate_email(address, check_deliverability=False).normalized
    except email_validator.EmailNotValidError:
        return None


def by_us(address: str) -> str | None:
    try:
        return normalise_email(address)
    except Invalid:
        return None


def refused(kind: str, text: str) -> str:
    with pytest.raises(Invalid) as caught:
        NORMALISERS[kind](text)
    assert [problem.field for problem in caught.value.problems] == [kind]
    return caught.value.message


class TestEveryKind:
    @pytest.mark.parametrize("kind", NORMALISERS)
    @given(text=st.one_of(anything, st.text("+0123456789 -/().@aåx;=:[]<>%#.,\x00\ud800")))
    def test_returns_a_stable_form_or_raises_invalid(self, kind: str, text: str) -> None:
        try:
            stored = NORMALISERS[kind](text)
        except Invalid as error:
            assert error.problems[0].field == kind
        else:
            assert NORMALISERS[kind](stored) == stored == clean_line(stored)

    @pytest.mark.parametrize("kind", NORMALISERS)
    @pytest.mark.parametrize("text", ["", " ", "\x00", "\ud800", "{value}", "9" * 100_000])
    def test_refuses_in_one_sentence_what_is_nothing(self, kind: str, text: str) -> None:
        message = refused(kind, text)
        assert message.endswith(".")
        assert len(message) < 200

    @given(anything)
    def test_helpers_take_any_text(self, text: str) -> None:
        assert normalise_postal_code(normalise_postal_code(text)) == normalise_postal_code(text)
        assert all(form.isdigit() for form in phone_search_forms(text))
        assert is_damaged_phone(text) in (True, False)
        assert repair_phone(text)[0] or not text
        assert bool(split_phones(text)) == bool(clean_line(text))


class TestEmail:
    @pytest.mark.parametrize(
        ("given", "stored"),
        [
            (" Anna.Ek@Example.SE ", "Anna.Ek@example.se"),
            ("INFO@example.se", "info@example.se"),
            ("mailto:anna@example.se?subject=Hej", "anna@example.se"),
            ("MAILTO:anna%2Bnyhet@example.se", "anna+nyhet@example.se"),
            ("<anna@example.se>", "anna@example.se"),
            ("åsa@räksmörgås.se", "åsa@räksmörgås.se"),
            ("asa@xn--rksmrgs-5wao1o.se", "asa@räksmörgås.se"),
            ("anna\u200b@example.se", "anna@example.se"),
        ],
    )
    def test_stores_one_form(self, given: str, stored: str) -> None:
        assert normalise_email(given) == stored

    @pytest.mark.parametrize(
        ("given", "reason"),
        [
            ("https://example.se", "web address"),
            ("www.example.se", "web address"),
            ("anna", "no @"),
            ("anna@example", "such as example.se"),
            ("anna@example.se, bo@example.se", "one by one"),
            ("Anna Ek <anna@example.se>", "address alone"),
            ("anna@foretag.local", "reserved"),
            ("anna..ek@example.se", "spelt"),
            ("a" * 250 + "@example.se", "254"),
        ],
    )
    def test_says_what_is_wrong(self, given: str, reason: str) -> None:
        assert reason in refused("email", given)

    def test_agrees_with_the_library_on_its_own_vectors(self) -> None:
        if not EMAIL_VECTORS.exists():
            pytest.skip("the shared test vectors are not here")
        groups = json.loads(EMAIL_VECTORS.read_text("utf-8"))["groups"]
        addresses = [case["email"] for group in groups for case in group["cases"]]
        assert len(addresses) > 200
        for address in addresses:
            line = clean_line(address)
            if not line.startswith("<"):
                assert by_us(address) == by_library(line), address

    @given(
        st.from_regex(
            r"[A-Za-z0-9._!#$+-]{1,20}@([A-Za-z0-9-]{1,8}\.){0,3}([A-Za-z0-9-]{1,6}|local|TEST)",
            fullmatch=True,
        )
    )
    @example("WebMaster@a.b")
    @example("a@" + "b" * 63 + ".se")
    @example("a@" + "b" * 64 + ".se")
    @example("a@b.xn--p1ai")
    def test_the_pattern_agrees_with_the_library(self, address: str) -> None:
        assert by_us(address) == by_library(address)

    def test_knows_the_names_that_the_library_knows(self) -> None:
        from email_validator.rfc_constants import CASE_INSENSITIVE_MAILBOX_NAMES

        assert set(email_validator.SPECIAL_USE_DOMAIN_NAMES) == email_module._RESERVED
        assert set(CASE_INSENSITIVE_MAILBOX_NAMES) == email_module._ROLES


class TestLink:
    @pytest.mark.parametrize(
        ("given", "stored"),
        [
            ("www.Example.se", "https://www.example.se"),
            ("//example.se/a", "https://example.se/a"),
            ("HTTP://Example.se/Sida?Q=1#A", "http://example.se/Sida?Q=1#A"),
            ("example.se:8080/a", "https://example.se:8080/a"),
            ("https://räksmörgås.se/ä", "https://räksmörgås.se/ä"),
            ("https://medium.com/@anna", "https://medium.com/@anna"),
            ("192.0.2.1", "https://192.0.2.1"),
        ],
    )
    def test_stores_one_form(self, given: str, stored: str) -> None:
        assert normalise_link(given) == stored

    @pytest.mark.parametrize(
        ("given", "reason"),
        [
            ("javascript:alert(1)", "http"),
            ("java\x00script:alert(1)", "http"),
            ("data:text/html,x", "http"),
            ("file:///etc/passwd", "http"),
            ("ftp://example.se", "http"),
            ("mailto:anna@example.se", "e-mail"),
            ("anna@example.se", "e-mail"),
            ("https://bank.se@example.com", "not a web address"),
            ("https:\\\\example.se", "characters"),
            ("https://example.se/a b", "characters"),
            ("https://example.se/<script>", "characters"),
            ("https://", "not a web address"),
            ("http:example.se", "not a web address"),
            ("https://-a.se", "not a web address"),
            ("https://a..se", "not a web address"),
            ("https://example.se:99999", "not a web address"),
            ("https://[::1", "not a web address"),
            ("localhost", "not a web address"),
            ("example.se/" + "a" * 2000, "2000"),
        ],
    )
    def test_says_what_is_wrong(self, given: str, reason: str) -> None:
        assert reason in refused("link", given)


@pytest.mark.parametrize(
    ("given", "stored"),
    [
        ("12345", "123 45"),
        ("123\u00a045", "123 45"),
        ("SE-123 45", "123 45"),
        ("012 34", "012 34"),
        (" DK-1050 ", "DK-1050"),
    ],
)
def test_postal_codes_are_written_as_in_sweden(given: str, stored: str) -> None:
    assert normalise_postal_code(given) == stored


def test_the_package_loads_no_library_until_it_is_used() -> None:
    heavy = "'phonenumbers', 'email_validator', 'stdnum', 'idna', 'sqlalchemy', 'pydantic'"
    program = (
        "import sys\nfrom crm.validation import phone_search_forms\n"
        "phone_search_forms('070-123 45 67')\n"
        f"sys.exit(bool({{{heavy}}} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
