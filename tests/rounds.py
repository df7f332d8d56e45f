"""How often what depends on chance is tried: a few times with every change, often when asked.

`CRM_TEST_ROUNDS=full` asks for it; `make test-full` sets it.
"""

import os


def rounds(few: int, full: int) -> int:
    """Return how many rounds a test makes."""
    return full if os.environ.get("CRM_TEST_ROUNDS") == "full" else few
