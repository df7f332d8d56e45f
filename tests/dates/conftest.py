"""Sentences are read in English, whatever the language of the machine."""

from collections.abc import Iterator

import pytest

from crm.i18n import use_language


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    use_language("en")
    yield
    use_language(None)
