"""Names that may have been meant."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.matching import nearest


class TestNearest:
    NAMES = ("Günther Mårder", "Göran Lundwall", "Leif Lundgren", "Marita Sjödin", "Företagarna")

    @pytest.mark.parametrize(
        ("typed", "meant"),
        [
            ("Gunther Marder", "Günther Mårder"),
            ("mårdr", "Günther Mårder"),
            ("Lundwall Goran", "Göran Lundwall"),
            ("foretagana", "Företagarna"),
        ],
    )
    def test_puts_what_was_meant_first(self, typed: str, meant: str) -> None:
        assert nearest(typed, self.NAMES)[0] == meant

    def test_gives_no_more_than_asked_for(self) -> None:
        assert len(nearest("Lund", self.NAMES, limit=1)) == 1
        assert nearest("Lund", self.NAMES, limit=0) == []

    @pytest.mark.parametrize("typed", ["qqqq", "", " ", "\x00"])
    def test_gives_nothing_where_nothing_is_near(self, typed: str) -> None:
        assert nearest(typed, self.NAMES) == []

    @given(st.text(), st.lists(st.text(), max_size=5))
    def test_gives_names_from_the_list(self, typed: str, names: list[str]) -> None:
        assert set(nearest(typed, names)) <= set(names)


def test_rapidfuzz_is_imported_only_when_it_is_needed() -> None:
    program = "import sys, crm.matching; sys.exit('rapidfuzz' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
