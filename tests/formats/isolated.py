"""How these tests read with a reader that goes wrong, within narrow limits."""

import sys
from pathlib import Path

import pytest

from crm.errors import FormatError
from crm.formats import ReadOptions
from crm.formats.isolated import read_isolated
from crm.formats.isolated_child import Limits

BAD = "tests.formats.bad_readers"
FEW = Limits(seconds=3, records=1_000, record_size=1 << 20)
needs_limits = pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits memory so")


def gone_wrong(folder: Path, way: str, limits: Limits = FEW) -> str:
    """Read until it goes wrong, and return the sentence."""
    path = folder / f"{way}.odt"
    path.touch()
    with pytest.raises(FormatError) as caught:
        list(read_isolated(path, ReadOptions(), BAD, limits))
    assert str(path) in caught.value.message
    assert caught.value.message.count("\n") == 0
    return caught.value.message
