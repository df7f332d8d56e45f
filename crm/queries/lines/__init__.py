"""The lines of lists and the agenda, read through the driver alone.

All work on a connection of the driver (`crm.driver`) and import no tables, which would take several
times as long as to read a list. `crm person list` and `crm agenda` use them as they are; whoever
has a session asks `person_rows`, `interaction_rows` … beside them, which use them on the connection
beneath it.

::

    asking, shapes ── contacts, latest ── people, organisations; emptiness
                   ── promises ── collaborations, interactions ── agenda
"""
