"""Books as earlier versions of the program left them: what each version wrote, in SQL of its time.

`version_<n>.sql` continues the book of the version before. A migration that is added brings a file
for the version that it leaves behind: write a row of every new table, and of every new column.
"""

from contextlib import closing
from pathlib import Path

from crm import driver, history, migrate, search
from crm.driver import Connection

FOLDER = Path(__file__).parent


def make_earlier_book(path: Path, version: int) -> None:
    """Make the book that a version of the program has left at `path`.

    Only that of the newest version has its search: what is indexed is not for earlier tables.
    """
    driver.connect(path, create=True).close()
    for step in range(1, version + 1):
        migrate._migrate_one_step(path, step)
        with closing(driver.connect(path)) as connection:
            for description, statements in batches(step):
                write(connection, description, statements, searched=step == driver.SCHEMA_VERSION)


def batches(version: int) -> list[tuple[str, list[str]]]:
    """Return what each batch of a version is called, and its statements."""
    text = (FOLDER / f"version_{version}.sql").read_text(encoding="utf-8")
    parts = [part.partition("\n") for part in text.split("-- batch: ")[1:]]
    return [
        (title, [statement for statement in body.split(";\n") if statement.strip()])
        for title, _, body in parts
    ]


def write(
    connection: Connection, description: str, statements: list[str], *, searched: bool
) -> None:
    """Write a batch as the store does."""
    connection.execute("BEGIN IMMEDIATE")
    batch = history.open_batch(connection, "2019-04-11T08:00:00Z", "earlier", description)
    for statement in statements:
        connection.execute(statement)
    if searched:
        search.refresh(connection, batch)
    history.close_batch(connection, batch)
    connection.execute("COMMIT")
