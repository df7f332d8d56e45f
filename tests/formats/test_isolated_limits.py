"""A reader has so much time and memory, and gives so many records, and no more."""

import time
from dataclasses import replace
from pathlib import Path

import pytest

from crm.formats import ReadOptions, isolated
from crm.formats.isolated import LIMITS, read_isolated
from tests.formats.isolated import BAD, FEW, gone_wrong, needs_limits

pytestmark = pytest.mark.usefixtures("no_process_left")


@needs_limits
def test_a_reader_that_eats_memory(tmp_path: Path) -> None:
    assert "needs more than 512 MB of memory" in gone_wrong(tmp_path, "eats_memory", LIMITS)


def test_a_reader_that_works_for_ever(tmp_path: Path) -> None:
    message = gone_wrong(tmp_path, "loops", replace(FEW, seconds=0.6))
    assert "within 1 second: save it anew" in message


def test_a_reader_that_waits_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolated, "PATIENCE", 1)
    message = gone_wrong(tmp_path, "sleeps", replace(FEW, seconds=1))
    assert "within 1 second: save it anew" in message


@needs_limits
def test_a_busy_machine_refuses_no_file(tmp_path: Path) -> None:
    path = tmp_path / "dawdles.odt"
    found = list(read_isolated(path, ReadOptions(), BAD, replace(FEW, seconds=0.5)))
    assert len(found) == 2


@needs_limits
def test_time_is_counted_anew_from_record_to_record(tmp_path: Path) -> None:
    path = tmp_path / "plods.odt"
    found = list(read_isolated(path, ReadOptions(), BAD, replace(FEW, seconds=0.6)))
    assert len(found) == 6


def test_time_is_only_counted_while_we_wait(tmp_path: Path) -> None:
    limits = replace(FEW, seconds=1, records=100_000_000)
    found = read_isolated(tmp_path / "never_ends.odt", ReadOptions(), BAD, limits)
    next(found)
    time.sleep(1.5)
    for _number in range(5_000):
        next(found)
    found.close()  # type: ignore[attr-defined]


@needs_limits
def test_a_reader_that_nobody_waits_for_is_ended_by_the_system(tmp_path: Path) -> None:
    limits = replace(FEW, seconds=60, processor_seconds=1)
    assert "within 1 second: save it anew" in gone_wrong(tmp_path, "loops", limits)


def test_a_large_file_has_more_time(tmp_path: Path) -> None:
    path = tmp_path / "large"
    with path.open("wb") as stream:
        stream.truncate(56 << 20)
    assert isolated._fitting(LIMITS, path).seconds == LIMITS.seconds + 10
    with path.open("r+b") as stream:
        # A workbook of a million rows has 26 MB, and 320 MB once it is unpacked.
        stream.write(isolated.PACKED)
        stream.truncate(26 << 20)
    assert isolated._fitting(LIMITS, path).seconds == LIMITS.seconds + 22
    assert isolated._fitting(LIMITS, tmp_path / "nothing") == LIMITS


def test_a_reader_that_goes_too_deep(tmp_path: Path) -> None:
    assert "is nested too deeply" in gone_wrong(tmp_path, "nests")


def test_a_reader_that_gives_too_many(tmp_path: Path) -> None:
    assert "holds more than 1000 records" in gone_wrong(tmp_path, "never_ends")


def test_a_reader_that_gives_too_much(tmp_path: Path) -> None:
    assert "line 7: one record is larger than 1 MB" in gone_wrong(tmp_path, "is_huge")
