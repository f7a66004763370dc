"""A server process of a test or a bench: the application on an inherited socket.

python -m tests.serve FD        (the database's address comes in SAR_DATABASE_URL)
"""

import socket
import sys

import uvicorn

from sar import log
from sar.app import create_app
from sar.database import UVICORN
from sar.settings import settings


def main() -> None:
    """Serve until told to stop."""
    listening = socket.socket(fileno=int(sys.argv[1]))
    database_url = settings().database_url
    assert database_url is not None
    app = create_app(database_url, pool_size=settings().pool_size)
    log.set_up(json=False, level="WARNING")
    config = uvicorn.Config(app, **UVICORN)
    uvicorn.Server(config).run(sockets=[listening])


if __name__ == "__main__":
    main()
