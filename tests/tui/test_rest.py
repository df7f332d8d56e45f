"""When an interface rests: what is waited for, and what is not."""

import asyncio
import time

from tests.tui.rest import RestingLoop


def running_loop() -> RestingLoop:
    loop = asyncio.get_running_loop()
    assert isinstance(loop, RestingLoop)
    return loop


async def test_rest_comes_after_all_that_is_to_do_and_what_that_leads_to() -> None:
    loop, done = running_loop(), 0

    def do(more: int) -> None:
        nonlocal done
        done += 1
        if more:
            loop.call_soon(do, more - 1)

    do(99)
    await loop.rest()
    assert done == 100


async def test_rest_comes_after_threads_and_what_their_answers_lead_to() -> None:
    loop, answers = running_loop(), []

    async def ask() -> None:
        for _question in range(2):
            await asyncio.to_thread(time.sleep, 0.01)
        answers.append("done")

    asking = asyncio.create_task(ask())
    await loop.rest()
    assert answers == ["done"]
    await asking


async def test_a_clock_is_not_waited_for() -> None:
    sleeping = asyncio.create_task(asyncio.sleep(60))
    await running_loop().rest()
    assert not sleeping.done()
    sleeping.cancel()
