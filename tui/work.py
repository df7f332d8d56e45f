"""Beginning what goes on beside the keyboard."""

from collections.abc import Callable, Coroutine
from typing import Any

from textual.dom import DOMNode
from textual.worker import Worker

Work = Callable[[], Coroutine[Any, Any, None]]


def begin(
    node: DOMNode,
    work: Work,
    *,
    group: str = "default",
    exclusive: bool = False,
    exit_on_error: bool = True,
) -> None:
    """Let a worker of a node do something; an exclusive one takes the place of its group.

    A function rather than a coroutine, because a worker that is replaced before it begins would
    leave the coroutine behind, never awaited.
    """
    _worker: Worker[None] = node.run_worker(
        work, group=group, exclusive=exclusive, exit_on_error=exit_on_error
    )
