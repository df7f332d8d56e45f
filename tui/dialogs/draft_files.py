"""What was typed into a form and not saved, on disk: one small file for each form and book.

They are JSON in the platform's directory of state, for their owner only (0600), and few: what is
too large is not kept, and the oldest make room for new ones.
"""

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

from crm import settings
from tui.private_files import replace_file

MAXIMUM_SIZE = 2_000_000
"""Letters of one draft; the longest note has a tenth of that."""
MOST_DRAFTS = 50

Draft = Mapping[str, Any]
"""`saved`: when, as it is shown; `fields`: what they say by their names; `parts`: likewise, as a
list of parts under the name of each sort."""


def draft_path(book: Path, form: str) -> Path:
    """Return the file for a form over a book; its name tells neither."""
    name = sha256(f"{book.resolve()}\n{form}".encode(errors="surrogateescape")).hexdigest()
    return settings.drafts_folder() / f"{name[:32]}.json"


def read_draft(path: Path) -> Draft | None:
    """Return what was kept, or None where nothing is that can be read."""
    try:
        draft = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    fits = isinstance(draft, dict) and isinstance(draft.get("saved"), str)
    known = {name: draft[name] for name in ("fields", "parts") if fits and name in draft}
    if not any(known.values()) or not all(isinstance(one, dict) for one in known.values()):
        return None
    return {"saved": draft["saved"], "fields": {}, "parts": {}} | known


def write_draft(path: Path, draft: Draft) -> None:
    """Keep what was typed, unless it is too large or the disk will not have it."""
    text = json.dumps(draft, ensure_ascii=False)
    if len(text) > MAXIMUM_SIZE:
        return
    with suppress(OSError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        replace_file(path, text)
        _make_room(path.parent.glob("*.json"))


def _make_room(drafts: Iterable[Path]) -> None:
    """Remove the oldest drafts but for so many."""
    by_age = sorted(drafts, key=lambda path: path.stat().st_mtime, reverse=True)
    for old in by_age[MOST_DRAFTS:]:
        old.unlink(missing_ok=True)


def discard_draft(path: Path) -> None:
    """Remove what was kept."""
    with suppress(OSError):
        path.unlink(missing_ok=True)
