"""A folder of cards kept in step with the book: out with `export_folder`, in with `import_folder`.

::

    book ── cards ──> what each record would be as a card
                          │      standing (formats.vdir): who changed since the last step
    folder ───────────────┘
               outgoing: what changed here is written      incoming: what changed there is imported

What changed on both sides is a conflict: it is told and left alone, unless the side that is
carried over is said to win, or both say the same (`following`, which also knows a card that was
renamed). The state of the last step lies in the folder and is written last, so a run that was cut
off leaves sides that say the same.
"""

from crm.actions.synchronising.incoming import import_folder
from crm.actions.synchronising.outgoing import export_folder
from crm.actions.synchronising.report import FolderChange, FolderImport, FolderReport

__all__ = ["FolderChange", "FolderImport", "FolderReport", "export_folder", "import_folder"]
