"""What readers keep to whose library may crash: what is damaged is read in another process."""

import faulthandler
import os
import pickle
import signal
from collections.abc import Iterator

import pytest

from crm.formats.isolated_child import Limits, restrict
from tests.formats.reader_contract import ReaderContract
from tests.processes import Child, Say, start

# A process of the tests is larger than one that only reads, and reads many files.
ROOM = Limits(memory=1 << 30, processor_seconds=3_600)
PATIENCE = 10
IS_READ = "read"
DEATHS = (signal.SIGABRT, signal.SIGSEGV, signal.SIGBUS, signal.SIGALRM)


class ForeignContract(ReaderContract):
    """The contract of readers whose library may crash or never end, whatever we do about it.

    A file that does that to it ends with a sentence, because such readers have a process of their
    own (see `test_isolated.py`); so what may be damaged is read in another process here as well.
    """

    @pytest.fixture(autouse=True)
    def _process(self) -> Iterator[None]:
        self._child: Child | None = None
        yield
        self._end()

    def try_to_read(self, content: bytes) -> None:
        """Read a file that may be no file: there are records or a sentence, or the reader dies."""
        self.path.write_bytes(content)
        if self._child is None:
            asked, self._ask = os.pipe()
            self._child = start(lambda say: self._answer(asked, say))
            os.close(asked)
        os.write(self._ask, b"?")
        try:
            answer = pickle.load(self._child.said)
        except EOFError:
            assert -self._end() in DEATHS
        else:
            if answer != IS_READ:
                self._end()
                pytest.fail(answer)

    def _answer(self, asked: int, say: Say) -> None:
        """Read the file as often as somebody asks for it, in the other process."""
        faulthandler.disable()
        restrict(ROOM)
        while os.read(asked, 1):
            signal.alarm(PATIENCE)
            super().try_to_read(self.path.read_bytes())
            signal.alarm(0)
            say(IS_READ)

    def _end(self) -> int:
        """End the other process, if there is one; return how it ended."""
        if self._child is None:
            return 0
        os.close(self._ask)
        ended, self._child = self._child, None
        ended.kill()
        return ended.end()
