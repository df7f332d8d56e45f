"""How likely a record of a file is one that is known, and why."""

from collections.abc import Sequence

from crm.actions.importing.drafts import Draft
from crm.actions.importing.known import Known
from crm.actions.importing.plan import Likeness
from crm.i18n import _
from crm.matching import Candidate, score
from crm.titles import field_within

NEW = 0
"""Stands for the key of a record that is not stored yet."""


def likenesses(draft: Draft, alike: Sequence[tuple[Known, str]]) -> list[Likeness]:
    """Return those whom a draft may mean, the likeliest first, with a score and reasons.

    Each stands with the field that both have in common.
    """
    one = _candidate_of_draft(draft)
    found = []
    for known, name in alike:
        match = score(one, _candidate_of_known(known))
        reasons = match.reasons or (_("same {field}").format(field=field_within(name)),)
        found.append(
            Likeness(
                reference=None if known.is_new else known.reference,
                name=known.name,
                score=match.score,
                reasons=list(reasons),
            )
        )
    return sorted(found, key=lambda likeness: -likeness["score"])


def _candidate_of_draft(draft: Draft) -> Candidate:
    return Candidate(
        kind=draft.kind,
        id=NEW,
        name=draft.name,
        given_name=draft.fields.get("given_name", ""),
        family_name=draft.fields.get("family_name", ""),
        emails=_values(draft.keys, "email"),
        phones=_values(draft.keys, "phone"),
        organisations=tuple(place.folded for place in draft.places),
        identifiers=tuple(f"{scheme}:{number}" for scheme, number in draft.identifiers),
    )


def _candidate_of_known(known: Known) -> Candidate:
    return Candidate(
        kind=known.kind,
        id=known.id,
        name=known.name,
        given_name=known.values.get("given_name") or "",
        family_name=known.values.get("family_name") or "",
        emails=_values(sorted(known.keys), "email"),
        phones=_values(sorted(known.keys), "phone"),
        identifiers=tuple(f"{scheme}:{number}" for scheme, number in sorted(known.identifiers)),
    )


def _values(keys: Sequence[tuple[str, str]], scheme: str) -> tuple[str, ...]:
    return tuple(value for one, value in keys if one == scheme)
