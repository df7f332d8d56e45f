"""What a sheet takes of the memory of its reader, as it was measured of the library."""

import pytest

from crm.formats import sheet_extents
from crm.formats.sheet_extents import Extent, Texts, TooManyRows, measure_document, measure_sheet
from tests.formats.workbook_files import ods_row, sheet

# The list of what was read has room for a power of two; each has 40 bytes, a cell of a sheet 32.
FOUR_NUMBERS = 4 * 40 + 4 * 32


def measured(content: str, texts: Texts | None = None) -> Extent:
    text = content.encode()
    pieces = [text[at : at + 100] for at in range(0, len(text), 100)]
    return measure_sheet(pieces, len(text), texts or Texts())


def test_numbers_take_what_their_rectangle_does() -> None:
    found = measured(sheet({1: [1, 2], 2: [3, 4]}))
    assert (found.rows, found.columns, found.values) == (2, 2, 4)
    assert found.memory == FOUR_NUMBERS


def test_the_list_of_values_doubles_when_it_is_full() -> None:
    found = measured(sheet({1: [1, 2, 3], 2: [4, 5, None]}))
    assert found.memory == 8 * 40 + 6 * 32


def test_a_cell_far_away_stretches_the_rectangle() -> None:
    found = measured(sheet({1: [1], 100: [None, None, 2]}))
    assert (found.rows, found.columns, found.values) == (100, 3, 2)
    assert found.memory == 2 * 40 + 300 * 32


def test_an_empty_cell_that_is_only_formatted_takes_no_value() -> None:
    found = measured(sheet({1: [1, ('s="1"', "")]}))
    assert (found.columns, found.values) == (2, 1)


def test_texts_take_their_letters_and_something_besides() -> None:
    short = measured(sheet({1: ["Bo", "Åsa"], 2: ["Ia", "Eva"]}))
    assert short.memory == FOUR_NUMBERS + 4 * 32
    long = measured(sheet({1: ["x" * 100] * 2, 2: ["y" * 100] * 2}))
    assert long.memory == FOUR_NUMBERS + 4 * 16 + 400


def test_shared_texts_are_held_once_and_copied_into_each_cell() -> None:
    texts = Texts()
    texts.take([b"<sst><si><t>Bo</t></si><si><t>", b"x" * 9_000_000, b"</t></si></sst>"])
    assert list(texts.lengths) == [len("<sst><si><t>Bo</t>"), len("<si><t></t>") + 9_000_000]
    assert texts.memory == 2 * 24 + 2 * 16 + sum(texts.lengths)
    shared = ('t="s"', "<v>1</v>")
    found = measured(sheet({1: [shared] * 2, 2: [shared] * 2}), texts)
    assert found.copied == 4 * texts.lengths[1]


def test_a_document_says_how_many_rows_it_is_about(monkeypatch: pytest.MonkeyPatch) -> None:
    content = ods_row(["Anna"] * 9).encode() * 1_000
    pieces = [b"<table:table>", *(content[at : at + 5_000] for at in range(0, len(content), 5_000))]
    monkeypatch.setattr(sheet_extents, "MEMORY_LIMIT", 500_000)
    with pytest.raises(TooManyRows) as caught:
        measure_document(pieces, len(content))
    assert caught.value.rows == pytest.approx(1_000, rel=0.02)
