"""Work that makes very many objects and hardly any cycles, undisturbed by the search for them."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_cycle_search() -> Iterator[None]:
    """Let Python not search for cyclic garbage meanwhile: that takes a third of an import's time.

    What is no longer used is freed as ever, by its count of references.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def free_cycles() -> None:
    """Free the cyclic garbage that was made since the last time."""
    gc.collect(0)
