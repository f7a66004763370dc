"""Logging for operators: structured lines on standard error, no secrets."""

import logging
import sys

import structlog

Logger = structlog.stdlib.BoundLogger

MOST_OF_A_TRACE = 8_000
"""So many characters of it stand in the log."""


def set_up(*, json: bool, level: str = "INFO") -> None:
    """Route the program's and its libraries' logs through one renderer.

    Traces are plain: local variables may hold tokens.
    """
    shared: list[structlog.types.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    renderer: structlog.types.Processor = (
        structlog.processors.JSONRenderer() if json else structlog.dev.ConsoleRenderer()
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                _bounded,
                renderer,
            ],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access"):
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [], True
    logging.getLogger("uvicorn.access").setLevel("WARNING")
    logging.getLogger("uvicorn.error").addFilter(_no_addresses)
    for name in ("procrastinate", "alembic"):
        logging.getLogger(name).setLevel("WARNING")


_LEFT_OUT = ("WebSocket", "without completing handshake", "Invalid HTTP request")


def _no_addresses(record: logging.LogRecord) -> bool:
    """Leaves out the lines of sockets opened and refused: they hold whole addresses, and a client
    may have put a key there; and those of what is no HTTP, of which a stranger may send as much as
    they like. The metrics count them."""
    said = str(record.msg)
    return not any(one in said for one in _LEFT_OUT)


def _bounded(
    _logger: object, _name: str, event: structlog.types.EventDict
) -> structlog.types.EventDict:
    """Cuts a trace, of which what a client sent may be a part."""
    trace = event.get("exception")
    if isinstance(trace, str) and len(trace) > MOST_OF_A_TRACE:
        half = MOST_OF_A_TRACE // 2
        event["exception"] = f"{trace[:half]}\n...\n{trace[-half:]}"
    return event


def logger(name: str) -> Logger:
    """The logger of one module."""
    found: Logger = structlog.get_logger(name)
    return found


def first_line(error: BaseException | None) -> str:
    """The first line of an error; the name of its kind where it says nothing."""
    return next(iter(str(error).splitlines()), "") or type(error).__name__
