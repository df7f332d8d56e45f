"""How far something long has come that goes on in a thread, and how it is stopped."""

from threading import Event

from crm.search import Interrupted


class Progress:
    """How much is done of something; whoever waits for it looks here, and may stop it.

    It is also stopped once `closing` is set: the program ends. `stopped` says in a sentence what
    that means.
    """

    def __init__(self, stopped: str, closing: Event | None = None) -> None:
        self.done = 0
        self._stopped = stopped
        self._stop = Event()
        self._closing = closing or Event()

    def tell(self, done: int, _total: int = 0) -> None:
        """Note how many records are done; errors: `Interrupted` once it is to stop."""
        self.done = done
        if self._stop.is_set() or self._closing.is_set():
            raise Interrupted(self._stopped)

    def stop(self) -> None:
        """Let it end before anything is saved."""
        self._stop.set()
