"""The client can be taken out of this repository."""

import ast
import sys
from importlib.resources import files

ITS_OWN = {"httpx", "orjson", "websockets"}


def test_it_imports_three_packages_and_nothing_of_ours() -> None:
    modules = [path for path in files("sar.client").iterdir() if path.name.endswith(".py")]
    assert len(modules) > 1
    for module in modules:
        for name in imported(module.read_text(encoding="utf-8")):
            first = name.partition(".")[0]
            is_client = name == "sar.client" or name.startswith("sar.client.")
            assert is_client or first in ITS_OWN | sys.stdlib_module_names, (module.name, name)


def imported(source: str) -> list[str]:
    names: list[str] = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names.append(node.module or "")
    return names
