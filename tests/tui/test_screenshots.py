"""The pictures of the manual are drawn from the program, the same each time."""

import os
import runpy
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "docs" / "screenshots.py"


@pytest.mark.parametrize(
    ("name", "shown"), [("agenda", "2&#160;late"), ("log", "=&#160;Wed&#160;2019-05-01")]
)
async def test_a_picture_shows_what_it_is_for(tmp_path: Path, name: str, shown: str) -> None:
    before = dict(os.environ)
    script = runpy.run_path(str(SCRIPT))
    os.environ.update(before)
    (picture,) = [one for one in script["PICTURES"] if one.name == name]
    svg = await script["draw"](picture, tmp_path)
    assert shown in svg
    assert "@font-face" not in svg
    assert f"{name}.svg" in {path.name for path in script["IMAGES"].iterdir()}
