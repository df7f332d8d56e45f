"""Finding pairs without comparing all with all."""

from itertools import combinations

import pytest

from crm.matching import THRESHOLD, blocking, compare_one, find_duplicates, score, search
from crm.matching.source import Candidates
from tests.matching.records import crowd, person


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

    def test_what_too_many_share_is_passed_over_and_counted(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(blocking, "MOST", 3)
        people = [person(f"Anna {name}", organisation="o1") for name in "ABCD"]
        found = search(Candidates(people))
        assert (found.pairs, found.passed_over) == ([], 1)

    def test_a_search_can_be_stopped(self) -> None:
        def stop() -> None:
            raise InterruptedError

        with pytest.raises(InterruptedError):
            search(Candidates(crowd()), check=stop)

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
