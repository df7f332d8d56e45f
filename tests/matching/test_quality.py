"""Planted duplicates are found, and little else; the benchmark does the same with 100,000."""

from collections.abc import Callable

import pytest

from crm.matching import find_duplicates
from tests.benchmarks.duplicates import GOAL, judge
from tests.benchmarks.planted_crowd import Planted
from tests.benchmarks.planted_organisations import plant_organisations
from tests.benchmarks.planted_people import plant_people

RECORDS = 3000


@pytest.mark.parametrize("plant", [plant_people, plant_organisations])
def test_recall_and_precision(plant: Callable[[int], Planted]) -> None:
    planted = plant(RECORDS)
    found = find_duplicates(planted.records)
    quality = judge(planted, ((pair.first.id, pair.second.id) for pair in found))
    assert quality.planted > RECORDS // 50
    assert quality.recall >= GOAL, quality.missed
    assert quality.precision >= GOAL


def test_the_same_seed_plants_the_same() -> None:
    assert plant_people(300) == plant_people(300)
    assert plant_people(300) != plant_people(300, seed=1)
