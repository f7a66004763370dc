"""The command starts soon: it imports nothing that this help, or this work, does not need."""

import subprocess
import sys
from importlib import import_module

import pytest

from sar.cli.main import GROUPS

HEAVY = (
    *("sqlalchemy", "fastapi", "alembic", "structlog", "procrastinate", "psycopg", "uvicorn"),
    *("numba", "numpy", "shapely", "pyproj", "httpx", "pydantic"),
)
SERVING = ("fastapi", "starlette", "alembic", "uvicorn", "httpx", "numba", "structlog")
CALLED = """
import sys
from sar.cli.main import main
sys.argv[1:] = {arguments}
try:
    main()
finally:
    print(*(name for name in {heavy} if name in sys.modules), file=sys.stderr)
"""


@pytest.mark.parametrize(
    "arguments", [["--help"], ["geo", "--help"], ["db", "--help"], ["record", "--help"]]
)
def test_help_imports_no_database_and_no_server(arguments: list[str]) -> None:
    code = CALLED.format(arguments=arguments, heavy=HEAVY)
    ended = subprocess.run(  # noqa: S603 this interpreter, no shell
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert "Usage" in ended.stdout
    assert ended.stderr.strip() == ""


def test_the_waters_of_a_place_are_told_without_database_and_compiler() -> None:
    light = ("sqlalchemy", "psycopg", "fastapi", "pydantic", "numba")
    code = CALLED.format(arguments=["geo", "waters", "--at", "12.60,35.50"], heavy=light)
    ended = subprocess.run(  # noqa: S603 this interpreter, no shell
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert ended.stdout.startswith("waters ITA")
    assert ended.stderr.strip() == ""


@pytest.mark.parametrize(
    ("modules", "heavy"),
    [
        (
            ["sar.cli.record_commands", "sar.cli.reading", "sar.record.proof"],
            (*SERVING, "sqlmodel", "sqlalchemy.orm", "sqlalchemy.ext.asyncio", "numpy", "pyproj"),
        ),
        *(
            ([f"sar.cli.{one}_commands", "sar.cli.operating"], (*SERVING, "procrastinate"))
            for one in ("party", "centre", "account")
        ),
        (["sar.cli.exercise"], (*SERVING, "procrastinate", "numpy", "pyproj")),
    ],
)
def test_the_work_of_commands_imports_no_server(modules: list[str], heavy: tuple[str, ...]) -> None:
    code = f"import sys, {', '.join(modules)}; print(*[m for m in {heavy} if m in sys.modules])"
    ended = subprocess.run(  # noqa: S603 this interpreter, no shell
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert ended.stdout.strip() == ""


def test_a_centre_without_a_region_is_looked_at_without_the_compiler() -> None:
    code = """
import sys
from sar.cli.place_of_centre import warning_of
from sar.geo.position import LatLon
print(warning_of("X", LatLon(lat=14.47, lon=35.85), region=None))
assert "numba" not in sys.modules
"""
    ended = subprocess.run(  # noqa: S603 this interpreter, no shell
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert "the wrong way round" in ended.stdout


@pytest.mark.parametrize("group", GROUPS)
def test_a_group_is_described_as_its_module_does(group: str) -> None:
    place, described = GROUPS[group]
    module, _, name = place.partition(":")
    assert getattr(import_module(module), name).info.help == described
