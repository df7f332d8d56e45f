"""Names that may have been meant, and records that may be of one person or organisation."""

import subprocess
import sys
from itertools import combinations, count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.i18n import use_language
from crm.matching import (
    THRESHOLD,
    Candidate,
    compare_one,
    find_duplicates,
    finding,
    nearest,
    score,
    shared_values,
)

_ids = count(1)
# A book that makes Anna Ek a name like any other.
CROWD_NAMES = [f"{given} {family}" for given in ("Anna", "Bo", "Eva") for family in ("Ek", "Alm")]


def person(
    name: str,
    *,
    email: str = "",
    phone: str = "",
    organisation: str = "",
    given: str = "",
    family: str = "",
) -> Candidate:
    return Candidate(
        "person",
        next(_ids),
        name,
        given,
        family,
        emails=(email,) if email else (),
        phones=(phone,) if phone else (),
        organisations=(organisation,) if organisation else (),
    )


def organisation(
    name: str, *, orgnr: str = "", parent: str = "", phone: str = "", email: str = ""
) -> Candidate:
    return Candidate(
        "organisation",
        next(_ids),
        name,
        emails=(email,) if email else (),
        phones=(phone,) if phone else (),
        organisations=(parent,) if parent else (),
        identifiers=(f"orgnr:{orgnr}",) if orgnr else (),
    )


def crowd() -> list[Candidate]:
    return [
        person(name, email=f"{place}-{number}@a.se", organisation=f"{place}{number}")
        for number, name in enumerate(CROWD_NAMES * 3)
        for place in ("x", "y")
    ]


class TestNearest:
    NAMES = ("Günther Mårder", "Göran Lundwall", "Leif Lundgren", "Marita Sjödin", "Företagarna")

    @pytest.mark.parametrize(
        ("typed", "meant"),
        [
            ("Gunther Marder", "Günther Mårder"),
            ("mårdr", "Günther Mårder"),
            ("Lundwall Goran", "Göran Lundwall"),
            ("foretagana", "Företagarna"),
        ],
    )
    def test_puts_what_was_meant_first(self, typed: str, meant: str) -> None:
        assert nearest(typed, self.NAMES)[0] == meant

    def test_gives_no_more_than_asked_for(self) -> None:
        assert len(nearest("Lund", self.NAMES, limit=1)) == 1
        assert nearest("Lund", self.NAMES, limit=0) == []

    @pytest.mark.parametrize("typed", ["qqqq", "", " ", "\x00"])
    def test_gives_nothing_where_nothing_is_near(self, typed: str) -> None:
        assert nearest(typed, self.NAMES) == []

    @given(st.text(), st.lists(st.text(), max_size=5))
    def test_gives_names_from_the_list(self, typed: str, names: list[str]) -> None:
        assert set(nearest(typed, names)) <= set(names)


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


class TestFinding:
    def test_finds_the_pair_in_the_crowd_and_says_why(self) -> None:
        one = person("Günther Mårder", email="g@f.se", organisation="o1")
        other = person("Marder, Gunther", organisation="o1")
        [pair] = find_duplicates([*crowd(), one, other])
        assert {pair.first, pair.second} == {one, other}
        assert pair.reasons[0] == "same names in another order"

    def test_does_not_pair_all_who_have_a_common_name(self) -> None:
        assert find_duplicates(crowd()) == []

    def test_pairs_two_who_have_a_rare_name(self) -> None:
        one = person("Günther Mårder", email="g@f.se", organisation="o1")
        other = person("Günther Mårder", email="g@n.se", organisation="o2")
        [pair] = find_duplicates([*crowd(), one, other])
        assert "a rare name" in pair.reasons

    def test_a_switchboard_tells_nothing(self) -> None:
        names = ("Anna Ek", "Bo Alm", "Eva Dahl", "Anna Berg")
        desk = [person(name, phone="+468123456") for name in names]
        assert find_duplicates(desk) == []

    def test_an_import_done_three_times_gives_every_pair(self) -> None:
        copies = [person("Anna Ek", email="anna@a.se", phone="+46701234567") for _ in range(3)]
        assert len(find_duplicates(copies)) == 3

    def test_the_best_pair_comes_first(self) -> None:
        pairs = find_duplicates(
            [
                person("Hans Ek", organisation="o1"),
                person("Hasse Ek", organisation="o1"),
                person("Eva Alm", email="eva@a.se", organisation="o1"),
                person("Eva Alm", email="eva@a.se", organisation="o1"),
            ]
        )
        assert [pair.first.name for pair in pairs] == ["Eva Alm", "Hans Ek"]
        assert pairs[0].score > pairs[1].score

    def test_finds_no_less_than_comparing_all_with_all(self) -> None:
        names = ["Hans Ek", "Hasse Ek", "Ek Hans", "Hans Eck", "H Ek", "Hans Olof Ek", "Eva Alm"]
        people = [person(name, organisation="o1") for name in names]
        all_with_all = {
            (one.id, other.id)
            for one, other in combinations(people, 2)
            if score(one, other).score >= THRESHOLD
        }
        assert {(pair.first.id, pair.second.id) for pair in find_duplicates(people)} == all_with_all

    def test_a_large_block_takes_no_quadratic_time(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(finding, "_BLOCK_SIZE", 3)
        people = [
            person("Anna Ek", email=f"anna{number}@a.se", organisation="o1") for number in range(99)
        ]
        assert len(find_duplicates(people)) == 3 * 96 + 3

    def test_takes_nothing(self) -> None:
        assert find_duplicates([]) == []
        assert find_duplicates([person("Anna Ek")]) == []


class TestCompareOne:
    def test_warns_of_who_is_there_already(self) -> None:
        known = person("Günther Mårder", email="g@f.se", organisation="o1")
        [pair] = compare_one(person("Gunther Marder"), [*crowd(), known])
        assert pair.second == known

    def test_finds_another_name_by_its_address(self) -> None:
        known = person("Anna Ek", email="anna@a.se")
        [pair] = compare_one(person("Anna Berg", email="anna@a.se"), [*crowd(), known])
        assert pair.second == known

    def test_passes_over_the_record_itself(self) -> None:
        known = person("Anna Ek", email="anna@a.se")
        assert compare_one(known, [known]) == []

    def test_knows_a_switchboard(self) -> None:
        others = [person(f"Anna {family}", phone="+468123456") for family in ("Ek", "Alm", "Dahl")]
        assert compare_one(person("Anna Berg", phone="+468123456"), others) == []

    def test_gives_no_more_than_asked_for(self) -> None:
        others = [person("Anna Ek") for _ in range(9)]
        assert len(compare_one(person("Anna Ek"), others, limit=2)) == 2
        assert compare_one(person("Anna Ek"), []) == []


def test_rapidfuzz_is_imported_only_when_it_is_needed() -> None:
    program = "import sys, crm.matching; sys.exit('rapidfuzz' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
