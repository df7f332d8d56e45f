"""What a folder of cards was like, and how a card and a record stand to each other."""

from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.formats.vdir import (
    STATE,
    Standing,
    Step,
    digest_of,
    hash_of,
    read_folder,
    read_state,
    standing,
    state_of,
    uid_in,
)

STEP = Step("a.vcf", "a", sha256="file", digest="book")


@pytest.mark.parametrize(
    ("file", "digest", "expected"),
    [
        ("file", "book", Standing.IN_STEP),
        ("file", "new", Standing.CHANGED_HERE),
        ("new", "book", Standing.CHANGED_THERE),
        ("new", "new", Standing.CHANGED_BOTH),
        (None, "book", Standing.GONE_THERE),
        ("file", None, Standing.GONE_HERE),
        (None, None, Standing.GONE_BOTH),
        (None, "new", Standing.CHANGED_BOTH),
        ("new", None, Standing.CHANGED_BOTH),
    ],
)
def test_who_has_changed_since_the_last_step(
    file: str | None, digest: str | None, expected: Standing
) -> None:
    assert standing(STEP, file, digest) is expected


def test_who_had_more_to_say_from_the_start_has_not_changed_by_that() -> None:
    step = Step("a.vcf", "a", sha256="file", digest="")
    assert standing(step, "file", "book") is Standing.CHANGED_HERE
    assert standing(step, "new", "book") is Standing.CHANGED_THERE
    assert standing(step, None, "book") is Standing.GONE_THERE


@pytest.mark.parametrize(
    ("line", "uid"),
    [
        (b"UID:a", "a"),
        (b"uid;VALUE=text:urn:uuid:a", "urn:uuid:a"),
        (b"item1.UID:a\\,b", "a,b"),
        (b"UID:lo\r\n ng", "long"),
        (b"X-UID:a", ""),
    ],
)
def test_what_a_card_calls_itself(line: bytes, uid: str) -> None:
    assert uid_in(b"BEGIN:VCARD\r\nFN:UID:x\r\n" + line + b"\r\nEND:VCARD\r\n") == uid


def test_every_pair_of_sides_stands_somehow() -> None:
    sides = ("file", "book", "new", None)
    assert {standing(STEP, *pair) for pair in product(sides, sides)} == set(Standing)


def test_when_a_card_was_written_makes_it_no_other() -> None:
    card = b"BEGIN:VCARD\r\nPRODID:1\r\nREV:2019-05-02\r\nFN:Anna\r\nEND:VCARD\r\n"
    later = card.replace(b"2019-05-02", b"2019-05-03").replace(b"PRODID:1", b"PRODID:2")
    assert digest_of(card) == digest_of(later) != digest_of(card.replace(b"Anna", b"Bo"))


def test_only_cards_count(tmp_path: Path) -> None:
    (tmp_path / "a.vcf").write_text("x")
    (tmp_path / "B.VCF").write_text("y")
    for name in (".a.vcf", "a.vcf.tmp", "notes.txt", STATE):
        (tmp_path / name).write_text("x")
    (tmp_path / "folder.vcf").mkdir()
    (tmp_path / "link.vcf").symlink_to("a.vcf")
    folder = read_folder(tmp_path)
    assert folder.files == {"a.vcf": hash_of(b"x"), "B.VCF": hash_of(b"y")}
    assert set(folder.faults) == {"folder.vcf", "link.vcf"}


@given(st.dictionaries(st.text(), st.builds(Step, st.just("å.vcf"), *[st.text()] * 3)))
def test_a_state_is_read_as_it_was_written(steps: dict[str, Step]) -> None:
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as place:
        (Path(place) / STATE).write_bytes(state_of(steps))
        assert read_state(Path(place)) == steps
