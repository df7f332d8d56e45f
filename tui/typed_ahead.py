"""Keys typed before the screen that they are meant for is there: they wait, and none is lost."""

from collections.abc import Callable

from textual.events import Key
from textual.message import Message

AT_ONCE = frozenset({"ctrl+c", "ctrl+q"})


class TypedAhead:
    """Keeps keys while something that a key began is under way, and gives them back after it.

    Without it the second letter of a quick `l`, `S`… would not reach the form but the screen
    behind it, where letters are commands.
    """

    def __init__(self, give_back: Callable[[Message], object]) -> None:
        self._give_back = give_back
        self._keys: list[Key] = []
        self._holds = 0

    def hold(self) -> Callable[[], None]:
        """Let keys wait from now on; return what ends it, which may be called more than once."""
        self._holds += 1
        ended = False

        def end() -> None:
            nonlocal ended
            if not ended:
                ended = True
                self._release()

        return end

    def keeps(self, key: Key) -> bool:
        """Keep a key if keys wait, and tell whether it was kept."""
        if not self._holds or key.key in AT_ONCE:
            return False
        # A copy, for a key that a field has let pass already would not reach the next one.
        self._keys.append(Key(key.key, key.character))
        return True

    def _release(self) -> None:
        self._holds -= 1
        if not self._holds:
            keys, self._keys = self._keys, []
            for key in keys:
                self._give_back(key)
