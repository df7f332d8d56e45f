"""Each test of the history takes place in both ways of taking back."""

import pytest


@pytest.fixture(autouse=True, params=["row by row", "in ranges"])
def _way_of_logging(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both ways of taking back: that of a few rows, and that of very many."""
    if request.param == "in ranges":
        monkeypatch.setattr("crm.history.ranges.WORTH_A_RANGE", 0)
