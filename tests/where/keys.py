"""The keys that conditions in these tests know, and a record to ask."""

from crm.where import Key

KEYS = (
    *(Key(name) for name in ("name", "role", "area", "tags", "email", "people", "note")),
    Key("classification", words=("municipality", "agency", "ministry")),
    Key("overdue", words=("true", "false")),
    Key("last_interaction", is_date=True),
    Key("due_date", is_date=True, prefer="future"),
    *(Key(name) for name in ("custom.visits", "custom.member", "custom.none")),
)
AVESTA = {
    "name": "Avesta",
    "classification": "municipality",
    "area": "Avesta, Dalarnas län",
    "role": ["VD", "Ledamot"],
    "tags": [],
    "email": None,
    "last_interaction": "2019-03-01",
    "due_date": "2019-05-10",
    "overdue": False,
    "people": 12,
    "custom.visits": 3,
    "custom.member": True,
}
