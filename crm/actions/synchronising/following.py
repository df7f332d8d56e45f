"""Whose card is whose: after files were renamed, copied or changed places, and after a crash."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path

from crm.actions.synchronising.gathering import Contact, contact_in, contact_of
from crm.actions.synchronising.reaching import reach
from crm.formats.vdir import CardFolder, Step, uid_in
from crm.text import fold

# What a card says of itself rather than of somebody.
_ASIDE = frozenset({"line", "headers", "cells", "uid", "revision", "problems"})


def follow(folder: CardFolder, steps: Mapping[str, Step]) -> dict[str, Step]:
    """Return the steps with the names that the cards have by now; no name for a card that is gone.

    A card is known by what it calls itself, wherever it lies, and by its file where it calls
    itself otherwise than it did.
    """
    if not any(_is_astray(folder, step) for step in steps.values()):
        return dict(steps)
    in_place = {step.file for step in steps.values() if not _is_astray(folder, step)}
    uids = {name: uid_in(folder.content(name)) for name in folder.files.keys() - in_place}
    lying: dict[str, str] = {}
    for name in sorted(uids):
        lying.setdefault(uids[name], name)
    own = {step.uid for step in steps.values()}
    found = {}
    for uid, step in steps.items():
        called = uids.get(step.file, step.uid)
        if called == step.uid or not _is_astray(folder, step):
            file = step.file if step.file in folder.files else lying.get(step.uid, step.file)
        else:
            # The card of somebody else in its place is not this one under another uid.
            file = lying.get(step.uid, "" if called in own else step.file)
        found[uid] = replace(step, file=file)
    return found


def _is_astray(folder: CardFolder, step: Step) -> bool:
    return step.file not in folder.faults and folder.files.get(step.file) != step.sha256


def says_the_same(card: bytes, file: Path) -> bool:
    """Tell whether a card of ours and one that lies there say the same of somebody.

    So it is when both sides were changed alike, and when the last step was not written down.
    """
    ours, theirs = contact_of(card), contact_in(file)
    if ours is None or theirs is None or ours.problems or theirs.problems:
        return False
    return _meaning(ours) == _meaning(theirs)


def _meaning(contact: Contact) -> dict[str, object]:
    """Return what two cards share that say the same, whoever wrote them."""
    said = {name: value for name, value in asdict(contact).items() if name not in _ASIDE}
    sets = {name: sorted(map(str, one)) for name, one in said.items() if isinstance(one, list)}
    labels = {(*reach(one.type, one.value), one.label) for one in contact.contact_details}
    tags = {fold(tag) for tag in contact.tags}
    return {**said, **sets, "contact_details": labels, "tags": tags}
