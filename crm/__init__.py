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
    from importlib.util import find_spec

    # `from crm import text` asks here before it looks for the module, and must not load all else.
    internal = name.startswith("_") and name != "__all__"
    if internal or find_spec(f"{__name__}.{name}"):
        raise AttributeError(f"module 'crm' has no attribute {name!r}")
    try:
        return getattr(import_module("crm.api"), name)
    except AttributeError:
        raise AttributeError(f"module 'crm' has no attribute {name!r}") from None


def __dir__() -> list[str]:
    return sorted({*globals(), *import_module("crm.api").__all__})
