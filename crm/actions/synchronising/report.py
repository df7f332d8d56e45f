"""What became of the cards of a folder and of the records behind them."""

from dataclasses import dataclass, field
from typing import TypedDict

from crm.actions.importing import ImportReport


class FolderChange(TypedDict):
    """One card that was not simply carried over: its file, whom it is about, and a sentence."""

    file: str
    name: str
    problem: str


@dataclass(slots=True)
class FolderReport:
    """How many cards were carried over, and which were not.

    `changed_there` are those that an import would take in, `conflicts` those that changed on both
    sides, `gone_there` those that were deleted in the folder alone, `faults` the files that are no
    cards or hold more than the book keeps.
    """

    written: int = 0
    removed: int = 0
    in_step: int = 0
    changed_there: list[FolderChange] = field(default_factory=list)
    conflicts: list[FolderChange] = field(default_factory=list)
    gone_there: list[FolderChange] = field(default_factory=list)
    faults: list[FolderChange] = field(default_factory=list)


@dataclass(slots=True)
class FolderImport:
    """What came of the import of a folder: of its cards, and of the records in them.

    Each line of the report is one of the card that it names as `file`. `deleted` counts the
    records that were deleted because their cards were.
    """

    folder: FolderReport
    report: ImportReport
    deleted: int = 0
