"""The command starts soon: for help it imports nothing that only its work needs."""

import subprocess
import sys
from importlib import import_module

import pytest

from sar.cli.main import GROUPS

HEAVY = ("sqlalchemy", "fastapi", "alembic", "structlog", "procrastinate", "psycopg", "uvicorn")
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


@pytest.mark.parametrize("group", GROUPS)
def test_a_group_is_described_as_its_module_does(group: str) -> None:
    place, described = GROUPS[group]
    module, _, name = place.partition(":")
    assert getattr(import_module(module), name).info.help == described
