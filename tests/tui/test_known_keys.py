from collections.abc import Sequence

from textual.binding import Binding
from textual.dom import DOMNode
from textual.widgets import Input, TextArea

from tui.known_keys import (
    KnownBinding,
    clashing,
    exchanged,
    keys_of,
    known_bindings,
    subclasses,
    with_keys,
)

KNOWN = known_bindings()
ALL: Sequence[KnownBinding] = list(KNOWN.values())
LOG, EDIT, FILTER = KNOWN["record.log"], KNOWN["record.edit"], KNOWN["list.filter"]
DOWN, SAVE, MERGE = KNOWN["move.down"], KNOWN["form.save"], KNOWN["duplicates.merge"]


def names(bindings: Sequence[KnownBinding]) -> list[str]:
    return [one.id for one in bindings]


def test_every_binding_is_known() -> None:
    assert {"app.palette", "go.people", "room.settings", "completion.take"} <= set(KNOWN)
    assert DOWN.keys == ("down", "j")
    assert DOWN.group == "Moving"


def test_keys_clash_where_both_may_be_pressed() -> None:
    assert names(clashing(ALL, {}, LOG, "e")) == ["record.edit"]
    assert names(clashing(ALL, {}, LOG, "j")) == ["move.down"]
    assert "app.quit" in names(clashing(ALL, {}, SAVE, "ctrl+q"))
    assert not clashing(ALL, {}, LOG, "f5")
    assert names(clashing(ALL, {}, SAVE, "f5")) == ["note.editor"]
    assert not MERGE.meets(KNOWN["import.apply"])


def test_what_the_user_chose_counts_for_clashes() -> None:
    assert names(clashing(ALL, {"record.edit": "f9"}, LOG, "f9")) == ["record.edit"]
    assert not clashing(ALL, {"record.edit": "f9"}, LOG, "e")


def test_the_usual_keys_are_not_written_down() -> None:
    own = with_keys({"record.edit": "f9"}, LOG, ["f5"])
    assert own == {"record.edit": "f9", "record.log": "f5"}
    assert with_keys(own, LOG, ["l"]) == {"record.edit": "f9"}


def test_two_bindings_change_keys_so_that_none_is_without() -> None:
    new = exchanged(ALL, {}, LOG, "e")
    assert new == {"record.log": "e", "record.edit": "l"}
    assert keys_of(EDIT, new) == ("l",)
    assert exchanged(ALL, {}, LOG, "j") == {"record.log": "j", "move.down": "down"}


def test_nobody_gets_a_key_that_means_something_else_there() -> None:
    one = KnownBinding("x.one", "One", ("1",), frozenset({Input}))
    other = KnownBinding("x.other", "Other", ("2",), frozenset({Input, TextArea}))
    third = KnownBinding("x.third", "Third", ("1",), frozenset({TextArea}))
    assert exchanged([one, other, third], {}, one, "2") is None


def test_a_letter_would_be_typed_in_a_form_but_not_in_a_room() -> None:
    assert SAVE.is_typed_over
    assert not LOG.is_typed_over


def test_every_key_with_a_meaning_has_an_identifier_by_which_the_palette_offers_it() -> None:
    ours = [one for one in subclasses(DOMNode) if one.__module__.startswith("tui.")]
    bindings = [
        (owner.__name__, binding.key)
        for owner in ours
        for binding in Binding.make_bindings(owner.__dict__.get("BINDINGS", ()))
        if binding.description and not binding.id
    ]
    assert not bindings
