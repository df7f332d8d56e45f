"""The nested values of our JSON: each function takes one, and refuses what has the wrong type."""

from collections.abc import Iterable

from crm.formats.records import (
    ContactDetailRecord,
    IdentifierRecord,
    MembershipRecord,
    OtherNameRecord,
)

PERIOD_KEYS = ("start_date", "end_date")


class WrongTypeError(Exception):
    """A value is of a type that its key does not allow."""

    def __init__(self, key: str, value: object) -> None:
        super().__init__(key)
        self.key = key
        self.value = value


def plain_text(key: str, value: object) -> str:
    """Return text or a number as text, and "" for null."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    raise WrongTypeError(key, value)


def name_of(key: str, value: object) -> str:
    """Return the name of a record that is given by name or as `{"id": …, "name": …}`."""
    if isinstance(value, dict):
        return plain_text(key, value.get("name"))
    return plain_text(key, value)


def other_names(value: object) -> list[OtherNameRecord]:
    """Read other names, each text or an object with dates."""
    return [
        OtherNameRecord(*_texts("other_names", one, ("name", *PERIOD_KEYS, "note")))
        for one in _objects("other_names", value, "name")
    ]


def contact_details(value: object) -> list[ContactDetailRecord]:
    """Read ways to reach somebody; one without a value is none."""
    keys = ("type", "value", "label", "note", "valid_from", "valid_until")
    details = [
        ContactDetailRecord(**dict(zip(keys, _texts("contact_details", one, keys), strict=True)))
        for one in _objects("contact_details", value)
    ]
    return [detail for detail in details if detail.value]


def identifiers(value: object) -> list[IdentifierRecord]:
    """Read identifiers, a list of `{"scheme": …, "identifier": …}`."""
    return [
        IdentifierRecord(*_texts("identifiers", one, ("scheme", "identifier")))
        for one in _objects("identifiers", value)
    ]


def memberships(value: object) -> list[MembershipRecord]:
    """Read memberships; the organisation is a name or an object with name and uid."""
    return [_membership(one) for one in _objects("memberships", value)]


def _membership(one: dict[str, object]) -> MembershipRecord:
    organisation, post, primary = one.get("organisation"), one.get("post"), one.get("primary")
    if primary is not None and not isinstance(primary, bool):
        raise WrongTypeError("memberships.primary", primary)
    uid = organisation.get("uid") if isinstance(organisation, dict) else None
    if isinstance(post, dict):
        post = post.get("label") or post.get("name")
    role, start_date, end_date = _texts("memberships", one, ("role", *PERIOD_KEYS))
    return MembershipRecord(
        organisation=name_of("memberships.organisation", organisation),
        role=role,
        post=plain_text("memberships.post", post),
        start_date=start_date,
        end_date=end_date,
        primary=primary,
        uid=plain_text("memberships.organisation", uid),
    )


def tags(value: object) -> list[str]:
    """Read tags, each text or an object with a name."""
    return [name for one in _items("tags", value) if (name := name_of("tags", one))]


def custom_values(value: object) -> dict[str, str]:
    """Read custom values by key; a truth value becomes `true` or `false`."""
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise WrongTypeError("custom", value)
    return {
        key: str(one).lower() if isinstance(one, bool) else plain_text(f"custom:{key}", one)
        for key, one in value.items()
        if one is not None
    }


def _items(key: str, value: object) -> list[object]:
    if value is None:
        return []
    if not isinstance(value, list):
        raise WrongTypeError(key, value)
    return value


def _objects(key: str, value: object, text_key: str = "") -> list[dict[str, object]]:
    """Return a list of objects; where `text_key` is given, a text stands for that key alone."""
    objects = []
    for one in _items(key, value):
        if isinstance(one, str) and text_key:
            one = {text_key: one}
        if not isinstance(one, dict):
            raise WrongTypeError(key, one)
        objects.append(one)
    return objects


def _texts(parent: str, one: dict[str, object], keys: Iterable[str]) -> list[str]:
    return [plain_text(f"{parent}.{key}", one.get(key)) for key in keys]
