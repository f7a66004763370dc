"""Servers and workers of tests and benches: forked from one that has imported the application."""

import multiprocessing
import os
import socket
from collections.abc import Mapping
from multiprocessing.process import BaseProcess

import uvicorn

from sar import log
from sar.app import create_app
from sar.cli.serving import UVICORN
from sar.settings import settings
from sar.worker import main as work
from tests.passwords import QUICK_PASSWORDS, hash_quickly

_PROCESSES = multiprocessing.get_context("forkserver")
_PROCESSES.set_forkserver_preload(["tests.serve", "tests.preloaded"])


def start(listening: socket.socket, environment: Mapping[str, str]) -> BaseProcess:
    """A process that serves on the socket until it is told to stop."""
    process = _PROCESSES.Process(target=_serve, args=(listening, os.environ | environment))
    process.start()
    return process


def start_worker(environment: Mapping[str, str]) -> BaseProcess:
    """A process that works until it is told to stop."""
    process = _PROCESSES.Process(target=_work, args=(os.environ | environment,))
    process.start()
    return process


def _serve(listening: socket.socket, environment: dict[str, str]) -> None:
    database_url = _set_up(environment)
    if environment.get(QUICK_PASSWORDS):
        hash_quickly()
    app = create_app(database_url, pool_size=settings().pool_size)
    config = uvicorn.Config(app, **UVICORN)
    uvicorn.Server(config).run(sockets=[listening])


def _work(environment: dict[str, str]) -> None:
    work(_set_up(environment))


def _set_up(environment: dict[str, str]) -> str:
    """The database of what the process serves or works on."""
    os.environ.clear()
    os.environ.update(environment)
    settings.cache_clear()
    log.set_up(json=False, level="WARNING")
    database_url = settings().database_url
    assert database_url is not None
    return database_url
