"""A database whose processes stand still, as on a machine that is suspended."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sar.localdb import account as localdb_account
from sar.localdb import checkout as localdb_checkout
from sar.localdb.checkout import folder_of


@contextmanager
def frozen(checkout: Path) -> Iterator[None]:
    """The processes of the folder's cluster stand still."""
    folder = folder_of(checkout)
    record = localdb_checkout.read(folder)
    assert record is not None
    account = localdb_checkout.account_of(folder, record)
    pids = localdb_account.processes(account, record.mark)
    try:
        for pid in pids:
            os.kill(pid, signal.SIGSTOP)
        yield
    finally:
        for pid in pids:
            os.kill(pid, signal.SIGCONT)
