"""How often what depends on chance is tried: a few times with every change, often when asked.

`CRM_TEST_ROUNDS=full` asks for it; `make test-full` sets it. Chance itself is left to that: with
every change the same cases are tried, so that what fails was broken by the change.
"""

import os

from hypothesis import settings

IS_FULL = os.environ.get("CRM_TEST_ROUNDS") == "full"
EXAMPLES = 30
"""How many cases Hypothesis tries of each law with every change, if the test says nothing else."""


def settle_chance() -> None:
    """Have the same cases tried each time, but for the full rounds; before any test is read."""
    # How long a case takes is the affair of the machine and of who else uses it.
    settings.register_profile("by chance", deadline=None)
    settings.register_profile(
        "the same each time", deadline=None, derandomize=True, max_examples=EXAMPLES
    )
    settings.load_profile("by chance" if IS_FULL else "the same each time")


def rounds(few: int, full: int) -> int:
    """Return how many rounds a test makes."""
    return full if IS_FULL else few
