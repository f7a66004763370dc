"""A database whose processes stand still, as on a machine that is suspended, or are killed."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sar.localdb import account as localdb_account
from sar.localdb import checkout as localdb_checkout
from sar.localdb.checkout import folder_of


@contextmanager
def frozen(checkout: Path) -> Iterator[None]:
    """The processes of the folder's cluster stand still."""
    pids = _pids(checkout)
    try:
        for pid in pids:
            os.kill(pid, signal.SIGSTOP)
        yield
    finally:
        for pid in pids:
            os.kill(pid, signal.SIGCONT)


def kill(checkout: Path) -> None:
    """Kill the processes of the folder's cluster, as when power fails."""
    for pid in _pids(checkout):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def _pids(checkout: Path) -> list[int]:
    folder = folder_of(checkout)
    record = localdb_checkout.read(folder)
    assert record is not None
    account = localdb_checkout.account_of(folder, record)
    return list(localdb_account.processes(account, record.mark))
