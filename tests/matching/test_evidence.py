"""What speaks for two records being one, and what against it."""

from dataclasses import replace

import pytest

from crm.matching import THRESHOLD, score
from tests.matching.records import organisation, person

MOBILE, OTHER_MOBILE, HOME = "+46701234567", "+46707654321", "+468123456"


def test_a_mobile_tells_more_than_a_phone_at_home() -> None:
    mobile = score(person("Anna Ek", phone=MOBILE), person("Anna Berg", phone=MOBILE))
    home = score(person("Anna Ek", phone=HOME), person("Anna Berg", phone=HOME))
    assert home.score < THRESHOLD <= mobile.score


def test_father_and_son_share_name_house_and_phone() -> None:
    father = replace(person("Bo Ek", email="bo@a.se"), phones=(HOME, MOBILE), addresses=("x 1",))
    son = replace(father, emails=("bo@b.se",), phones=(HOME, OTHER_MOBILE))
    assert score(father, son).score < THRESHOLD
    assert score(father, replace(son, phones=(HOME,))).score > score(father, son).score


def test_a_senior_is_no_junior() -> None:
    senior, junior = person("Bo Ek d.ä.", email="ek@a.se"), person("Bo Ek d.y.", email="ek@a.se")
    assert score(senior, junior).score < THRESHOLD
    assert score(senior, person("Bo Ek", email="ek@a.se")).score >= THRESHOLD


@pytest.mark.parametrize(
    ("email", "is_one"),
    [("anna.ek@a.se", True), ("anna.eck@a.se", True), ("anna.ek2@a.se", False)],
)
def test_two_of_one_name_at_work_are_told_apart_by_their_addresses(
    email: str, is_one: bool
) -> None:
    one = person("Anna Ek", email="anna.ek@a.se", organisation="a")
    other = person("Anna Ek", email=email, organisation="a")
    assert (score(one, other).score >= THRESHOLD) is is_one


def test_a_changed_employer_is_known_by_the_phone_in_the_pocket() -> None:
    before = person("Anna Ek", email="anna.ek@a.se", phone=MOBILE, organisation="a")
    after = person("Anna Ek", email="anna.ek@b.se", phone=MOBILE, organisation="b")
    assert score(before, after).score >= THRESHOLD


def test_a_former_name_counts() -> None:
    renamed = replace(person("Anna Berg", organisation="a"), other_names=("Anna Ek",))
    match = score(renamed, person("Anna Ek", organisation="a"))
    assert match.score >= THRESHOLD
    assert match.reasons[0] == "a name that one of them had or has as well"


def test_one_name_in_two_towns_is_two_organisations() -> None:
    here, there = (
        replace(organisation("Bergs Bygg"), area=town) for town in ("sandviken", "gavle")
    )
    assert score(here, there).score < THRESHOLD
    assert score(here, replace(there, area="")).score >= THRESHOLD
