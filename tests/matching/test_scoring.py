"""How likely two records are one, and why."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.i18n import use_language
from crm.matching import THRESHOLD, Candidate, find_duplicates, score, shared_values
from tests.matching.records import organisation, person


class TestScoringPeople:
    @pytest.mark.parametrize(
        ("one", "other", "reason"),
        [
            ("Anna Ek", "ANNA EK", "same name"),
            ("Anna-Lena Ek", "Annalena Ek", "same name"),
            ("Anna Ek", "Ek, Anna", "another order"),
            ("Hans Ek", "Hasse Ek", "short form"),
            ("Ann-Kristin Ek", "Anki Ek", "short form"),
            ("Christina Lindqvist", "Kristina Lindkvist", "similar name"),
            ("Günther Mårder", "Gunther Marder", "same name"),
            ("Günther Mårder", "Günther Måredr", "similar name"),
            ("Anna Maria Ek", "Anna Ek", "part of the other"),
            ("G. Mårder", "Günther Mårder", "initials"),
        ],
    )
    def test_a_like_name_in_one_organisation_is_a_likely_duplicate(
        self, one: str, other: str, reason: str
    ) -> None:
        match = score(person(one, organisation="o1"), person(other, organisation="o1"))
        assert match.score >= THRESHOLD
        assert reason in match.reasons[0]
        assert "same organisation" in match.reasons

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("Anna Ek", "Eva Ek"),
            ("Jan Ek", "Jon Ek"),
            ("Anna Ek", "Anna Berg"),
            ("Bo 1", "Bo 2"),
            ("?", "!"),
            ("", ""),
        ],
    )
    def test_colleagues_are_not_duplicates(self, one: str, other: str) -> None:
        pair = person(one, organisation="o1"), person(other, organisation="o1")
        assert score(*pair).score < THRESHOLD

    def test_names_alone_do_not_suffice_where_more_is_known(self) -> None:
        one = person("Anna Ek", email="anna@a.se", organisation="o1")
        other = person("Anna Ek", email="anna@b.se", organisation="o2")
        assert score(one, other).score < THRESHOLD

    def test_a_name_of_which_nothing_else_is_known_does(self) -> None:
        match = score(person("Anna Ek", organisation="o1"), person("Anna Ek"))
        assert match.score >= THRESHOLD
        assert "nothing else is known" in match.reasons[1]

    def test_a_new_family_name_at_the_old_address_does(self) -> None:
        one = person("Anna Ek", email="anna@a.se")
        assert score(one, person("Anna Berg", email="ANNA@a.se")).score >= THRESHOLD

    @pytest.mark.parametrize("address", ["info@a.se", "registrator@a.se"])
    def test_an_office_address_is_no_evidence(self, address: str) -> None:
        one, other = person("Anna Ek", email=address), person("Anna Berg", email=address)
        assert "same e-mail address" not in score(one, other).reasons

    def test_one_phone_and_two_names_are_two_people(self) -> None:
        one = person("Anna Ek", phone="+468123456")
        assert score(one, person("Bo Alm", phone="+468123456;ext=5")).score < THRESHOLD

    def test_an_extension_is_no_other_phone(self) -> None:
        one = person("Hans Ek", phone="+468123456;ext=4")
        assert score(one, person("Hasse Ek", phone="+468123456")).score >= THRESHOLD

    def test_given_and_family_name_count_before_the_name_shown(self) -> None:
        one = person("VD Ek", given="Anna", family="Ek", organisation="o1")
        assert score(one, person("Anna Ek", organisation="o1")).reasons[0] == "same name"

    def test_a_person_is_no_organisation(self) -> None:
        assert score(person("Ek"), organisation("Ek")).score == 0

    def test_speaks_the_language_of_the_user(self) -> None:
        use_language("sv")
        try:
            assert score(person("Anna Ek"), person("Anna Ek")).reasons
        finally:
            use_language(None)

    @given(
        st.lists(
            st.builds(
                person,
                st.text("annEekhsåö -.0", max_size=12),
                email=st.sampled_from(["", "a@b.se", "info@b.se"]),
                phone=st.sampled_from(["", "+461", "+462;ext=1"]),
                organisation=st.sampled_from(["", "o1"]),
            ),
            min_size=2,
            max_size=2,
        )
    )
    def test_does_not_depend_on_the_order(self, pair: list[Candidate]) -> None:
        there, back = score(pair[0], pair[1]), score(pair[1], pair[0])
        assert there == back
        assert 0 <= there.score <= 1


class TestScoringOrganisations:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("Nordic Flanges", "Nordic Flanges AB (publ)"),
            ("Aktiebolaget Volvo", "Volvo"),
            ("Örnsköldsviks kommun", "Örnsköldsvik kommun"),
            ("FÖRETAGARNA", "Företagarna"),
        ],
    )
    def test_one_name_written_two_ways_is_a_likely_duplicate(self, one: str, other: str) -> None:
        assert score(organisation(one), organisation(other)).score >= THRESHOLD

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("ALMI", "ALMI Invest"),
            ("Region Norrbotten", "Region Västerbotten"),
            ("Sandvikens kommun", "Gävle kommun"),
            ("Vårdcentralen 1", "Vårdcentralen 2"),
            ("AB", "HB"),
        ],
    )
    def test_two_organisations_stay_two(self, one: str, other: str) -> None:
        pair = organisation(one, parent="o1"), organisation(other, parent="o1")
        assert score(*pair).score < THRESHOLD

    def test_one_number_under_two_names_is_a_renamed_organisation(self) -> None:
        one = organisation("Örnalp", orgnr="556016-0680")
        assert score(one, organisation("Unizon", orgnr="556016-0680")).score >= THRESHOLD

    def test_different_numbers_are_different_organisations(self) -> None:
        one = organisation("Bergs Bygg", orgnr="556016-0680")
        assert score(one, organisation("Bergs Bygg AB", orgnr="556103-4249")).score < THRESHOLD

    def test_a_number_under_many_names_is_no_evidence(self) -> None:
        offices = [organisation(name, orgnr="212000-0001") for name in ("Skolan", "Vården", "IT")]
        assert shared_values(offices) == {"orgnr:212000-0001"}
        assert find_duplicates(offices) == []
