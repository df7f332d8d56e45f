"""Files that only their owner can read, exchanged as a whole."""

import os
from pathlib import Path


def replace_file(path: Path, text: str) -> None:
    """Put a file in the place of another, or of none; errors: `OSError`, and all is as it was."""
    import tempfile

    number, name = tempfile.mkstemp(dir=path.parent, prefix=".")
    os.close(number)
    new = Path(name)
    try:
        new.write_text(text, encoding="utf-8")
        new.replace(path)
    except OSError:
        new.unlink(missing_ok=True)
        raise
