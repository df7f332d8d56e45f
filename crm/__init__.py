"""Samverkan as a library: `crm.open()`, the input models, the actions, the queries, the errors.

::

    import crm

    with crm.open("network.db", actor="import-script") as book:
        with book.write("county list, May") as session:
            almi = crm.add_organisation(session, crm.OrganisationIn(name="ALMI"))
        for hit in book.find("almi"):
            print(hit.kind, hit.name, hit.why)

The names stand in `crm.api`, which is imported when one of them is first used: `import crm` alone
costs next to nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from crm.api import *  # noqa: F403


def __getattr__(name: str) -> Any:
    # The import system asks for names such as `__path__`, which must not load the library.
    if name.startswith("_") and name != "__all__":
        raise AttributeError(f"module 'crm' has no attribute {name!r}")
    found = getattr(import_module("crm.api"), name, None)
    if found is None:
        raise AttributeError(f"module 'crm' has no attribute {name!r}")
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *import_module("crm.api").__all__})
