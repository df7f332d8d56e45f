"""Many values go into a table with one statement, and come out as they went in."""

import sqlite3
from contextlib import closing
from typing import Any

import pytest

from crm import driver


@pytest.mark.parametrize("library", ["driver", "standard library"])
def test_many_values_go_in_with_one_statement(library: str) -> None:
    rows = [(number, f"key{number}", str(number)) for number in range(5003)]
    made: Any = driver.library if library == "driver" else sqlite3
    with closing(made.connect(":memory:")) as connection:
        connection.execute("CREATE TABLE wide (a, b, c)")
        driver.insert_many(connection, "wide", ("a", "b", "c"), rows)
        assert connection.execute("SELECT * FROM wide").fetchall() == rows


def test_columns_that_hold_nothing_are_left_to_the_table() -> None:
    rows = [(1, None, None), (2, None, "two")]
    with closing(driver.library.connect(":memory:")) as connection:
        connection.execute("CREATE TABLE wide (a, b DEFAULT NULL, c)")
        driver.insert_many(connection, "wide", ("a", "b", "c"), rows)
        driver.insert_many(connection, "wide", ("a", "b", "c"), [])
        assert connection.execute("SELECT * FROM wide").fetchall() == rows


def test_nothing_and_yes_and_no_are_stored_as_ever() -> None:
    with closing(driver.library.connect(":memory:")) as connection:
        found = connection.execute("SELECT ?, ?, ?", (None, True, False)).fetchone()
    assert found == (None, 1, 0)
