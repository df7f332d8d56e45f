"""The pictures of the manual are drawn from the program, the same each time."""

import os
import runpy
from pathlib import Path

SCRIPT = Path(__file__).parents[2] / "docs" / "screenshots.py"


async def test_a_picture_shows_what_it_is_for(tmp_path: Path) -> None:
    before = dict(os.environ)
    script = runpy.run_path(str(SCRIPT))
    os.environ.update(before)
    (picture,) = [one for one in script["PICTURES"] if one.name == "agenda"]
    svg = await script["draw"](picture, tmp_path)
    assert "2&#160;late" in svg
    assert "@font-face" not in svg
    assert "agenda.svg" in {path.name for path in script["IMAGES"].iterdir()}
