"""What search must not cost: heavy imports, and time that grows with the book."""

import subprocess
import sys
from typing import Any

import pytest

from crm import search
from tests.search.conftest import Ledger

HEAVY = ("sqlalchemy", "sqlmodel", "pydantic", "textual", "phonenumbers", "rapidfuzz", "click")

FIND = """
import sys
from pathlib import Path
from crm import driver, search
connection = driver.connect(Path(sys.argv[1]))
for text in ("marder", "070-123 45 67", "a@b.se", "p1"):
    search.find(connection, text)
    search.complete(connection, text)
    search.count(connection, text)
print(*(name for name in sys.argv[2:] if name in sys.modules))
"""


def test_finding_imports_nothing_heavy(book: Ledger, tmp_path: Any) -> None:
    path = tmp_path / "book.db"
    book.connection.execute("VACUUM INTO ?", (str(path),))
    ran = subprocess.run(
        [sys.executable, "-c", FIND, str(path), *HEAVY], capture_output=True, text=True, check=True
    )
    assert ran.stdout.split() == []


class Watched:
    """A connection that notes how SQLite goes about each statement."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection
        self.steps: set[str] = set()

    def execute(self, statement: str, values: Any = ()) -> Any:
        plan = f"EXPLAIN QUERY PLAN {statement}"
        if statement.startswith(("SELECT", "INSERT", "DELETE", "UPDATE")):
            self.steps |= {row[3] for row in self.connection.execute(plan, values)}
        return self.connection.execute(statement, values)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.connection, name)

    @property
    def walks(self) -> set[str]:
        """The steps that walk through a table that grows with the book, or sort what they met."""
        allowed = (
            "SCAN json_each VIRTUAL TABLE",
            "SCAN latest VIRTUAL TABLE",
            "SCAN shown VIRTUAL TABLE",
            "SCAN sqlite_master",
            "SCAN search_version",
        )
        return {
            step
            for step in self.steps
            if (
                step.startswith("SCAN ")
                and not step.startswith(allowed)
                and "INDEX 0:M" not in step
            )
            or ("TEMP B-TREE" in step)
        }


@pytest.mark.parametrize("text", ["m", "marder", "a b", "070-123 45 67", "statssekreterare", "o1"])
def test_no_search_walks_through_a_table(book: Ledger, text: str) -> None:
    watched: Any = Watched(book.connection)
    search.find(watched, text, limit=1000)
    search.complete(watched, text, ["person", "topic"])
    assert watched.steps
    # The sorts are of the few people that are shown, and of a bounded number of names.
    assert watched.walks <= {"USE TEMP B-TREE FOR ORDER BY"}


def test_refreshing_walks_through_no_table(book: Ledger) -> None:
    watched: Any = Watched(book.connection)
    book.begin()
    for table, column in [
        ("person", "name"), ("organisation", "name"), ("topic", "name"), ("tag", "name"),
        ("post", "name"), ("other_name", "name"), ("contact_detail", "value"),
        ("membership", "role"), ("interaction", "subject"), ("participant", "role"),
        ("statement", "text"), ("follow_up", "title"), ("collaboration", "title"),
        ("contact_list", "name"),
    ]:  # fmt: skip
        book.edit(table, 1, **{column: "Nytt"})
    for table in ("identifier", "tagging", "interaction_topic", "collaboration_organisation"):
        book.remove(table, 1)
    search.refresh(watched, book.batch_id)
    book.connection.execute("COMMIT")
    assert len(watched.steps) > 20
    # The log is read where the batch stands in it.
    assert "SEARCH c USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)" in watched.steps
    assert not any("ix_change_row" in step for step in watched.steps)
    # The sorts are of what the batch changed, and of its owners, to name each once.
    assert watched.walks <= {"USE TEMP B-TREE FOR DISTINCT", "USE TEMP B-TREE FOR GROUP BY"}
