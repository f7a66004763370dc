"""Tasks that were told to end, whatever fault came of that."""

import asyncio


def raise_if_cancelled() -> None:
    """Raise CancelledError where the task that runs was cancelled.

    For loops that outlive every fault: the end of what a task was doing (a connection that is given
    back in the midst of a statement) may fail, and that fault then stands in place of the
    cancellation. Taken for one of many it would have the loop go on, and whoever ends it wait for
    ever.
    """
    task = asyncio.current_task()
    if task is not None and task.cancelling():
        raise asyncio.CancelledError
