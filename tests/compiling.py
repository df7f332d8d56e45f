"""Each statement is compiled once for all books of a process, not once for every book.

SQLAlchemy keeps what it compiled with each engine, and a third of what a test of the library took
was compiling. A compiled statement belongs to a dialect, so both are shared.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch


@contextmanager
def compiled_once() -> Iterator[None]:
    """Let all books that are opened meanwhile share what was compiled."""
    from sqlalchemy import Engine, create_engine

    from crm import driver

    common = create_engine("sqlite://", module=driver.library, query_cache_size=5_000)
    common.connect().close()
    common.dispose()

    def create_sharing(*arguments: Any, **options: Any) -> Engine:
        engine = create_engine(*arguments, **options)
        engine.dialect, engine._compiled_cache = common.dialect, common._compiled_cache
        return engine

    with patch("crm.store.create_engine", create_sharing):
        yield
