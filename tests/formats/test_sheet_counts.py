"""The values of a large sheet are counted before all else, as that is cheaper."""

import pytest

from crm.errors import FormatError
from crm.formats import sheet_counts, sheet_extents, workbooks
from crm.formats.sheet_counts import DOCUMENT, SHEET, Marks, refuse_too_many
from crm.formats.sheet_extents import TooManyRows, least_memory
from crm.formats.workbooks import examine
from tests.formats.files import WriteFile
from tests.formats.workbook_files import ods_row, sheet, xlsx

ROWS: dict[int, list[object]] = {number: ["Anna", 8, None, True] for number in range(1, 1_001)}
CONTENTS = [(SHEET, sheet(ROWS)), (DOCUMENT, ods_row(["Anna", "8", "x"]) * 1_000)]


@pytest.mark.parametrize(("marks", "content"), CONTENTS)
def test_what_certainly_does_not_fit_is_refused_before_its_end(
    marks: Marks, content: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = content.encode()
    pieces = iter([text[at : at + 1_000] for at in range(0, len(text), 1_000)])
    least = least_memory(2_000, of_document=marks.of_document)
    monkeypatch.setattr(sheet_counts, "MEMORY_LIMIT", least)
    with pytest.raises(TooManyRows) as caught:
        refuse_too_many(pieces, len(text), marks)
    assert caught.value.rows == pytest.approx(1_000, rel=0.05)
    assert len(list(pieces)) > len(text) // 4_000
    monkeypatch.setattr(sheet_counts, "MEMORY_LIMIT", 3 * least)
    refuse_too_many([text], len(text), marks)


def test_only_large_sheets_are_counted_and_no_measure_is_taken_then(
    file: WriteFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = file(xlsx(ROWS), "k.xlsx")
    monkeypatch.setattr(sheet_counts, "MEMORY_LIMIT", 1_000)
    assert examine(path).kind == "xlsx"
    monkeypatch.setattr(workbooks, "LARGE", 10_000)
    monkeypatch.setattr(workbooks, "measure_sheet", None)
    with pytest.raises(FormatError, match="has about 1000 rows, more than fit the memory"):
        examine(file(xlsx(ROWS), "again.xlsx"))


def test_what_is_counted_is_never_more_than_what_is_measured() -> None:
    text = sheet(ROWS).encode()
    extent = sheet_extents.measure_sheet([text], len(text), sheet_extents.Texts())
    assert least_memory(extent.values, of_document=False) <= extent.memory
