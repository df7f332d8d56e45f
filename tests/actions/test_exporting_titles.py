"""What people call a column is what an import takes it for."""

import pytest

from crm.formats.columns import map_columns
from crm.formats.csv_writer import ORGANISATION_COLUMNS, PERSON_COLUMNS
from crm.i18n import _, use_language
from crm.titles import TITLES


@pytest.mark.parametrize("language", ["en", "sv"])
@pytest.mark.parametrize("columns", [PERSON_COLUMNS, ORGANISATION_COLUMNS])
def test_the_import_knows_every_title(language: str, columns: tuple[str, ...]) -> None:
    use_language(language)
    found = [column.field for column in map_columns([_(TITLES[name]) for name in columns], {})]
    assert found == ["identifier:orgnr" if name == "orgnr" else name for name in columns]


def test_titles_differ_within_a_table() -> None:
    for columns in (PERSON_COLUMNS, ORGANISATION_COLUMNS):
        assert len({TITLES[name] for name in columns}) == len(columns)
