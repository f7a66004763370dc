"""The work of `sar serve`: the web server and its options."""

import os
import socket
from pathlib import Path
from typing import Any, Final

import uvicorn

from sar.http.connections import KEPT_S, ClientConnection, allow_files
from sar.http.shared_messages import SharingConnection
from sar.settings import settings

UVICORN: Final[dict[str, Any]] = {
    "http": ClientConnection,
    "ws": SharingConnection,
    "ws_ping_interval": 25,
    "ws_ping_timeout": 75,
    "ws_max_size": 65_536,
    "log_config": None,
    "access_log": False,
    "timeout_graceful_shutdown": 5,
    "timeout_keep_alive": KEPT_S,
    "server_header": False,
}
"""The options of the web server; satellite links stall for up to 70 s, so pings wait for longer."""


def serve(
    *, host: str | None, port: int | None, reload: bool, fd: int | None, feeds: bool = False
) -> None:
    """Serve until it is told to stop."""
    allow_files()
    if feeds:
        os.environ["SAR_SERVE_FEEDS"] = "true"
        settings.cache_clear()
    if host is not None:
        os.environ["SAR_HOST"] = host  # it answers to that name
        settings.cache_clear()
    if fd is not None:
        config = uvicorn.Config("sar.app:served", factory=True, **UVICORN)
        uvicorn.Server(config).run(sockets=[socket.socket(fileno=fd)])
        return
    uvicorn.run(
        "sar.app:served",
        factory=True,
        host=settings().host,
        port=port or settings().port,
        reload=reload,
        reload_dirs=[str(Path(__file__).parent.parent)] if reload else None,
        **UVICORN,
    )
