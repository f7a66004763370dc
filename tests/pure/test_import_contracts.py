"""The import contracts hold their promise: no I/O in rules, no system role in routes."""

import ast
import re
import tomllib
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import grimp
import pytest
from grimp import ImportGraph
from importlinter.configuration import configure
from importlinter.contracts.forbidden import ForbiddenContract

from sar.record import entries
from tests.pure_contract import PureContract

ROOT = Path(__file__).parents[2]
CONTRACTS = {
    contract["name"]: contract
    for contract in tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"][
        "contracts"
    ]
}
PURE = CONTRACTS["Rules are pure"]
SYSTEM_ROLE = CONTRACTS["Only the hub, the worker and the operator act with the system role"]


def broken(graph: ImportGraph, options: dict[str, Any]) -> list[str]:
    """The chains that break the contract, and names that are no modules."""
    check = PureContract("pure", {}, options).check(graph, verbose=False)
    found: list[str] = check.metadata["chains"] + check.metadata["unknown"]
    assert check.kept == (not found)
    return found


def a_graph(*imports: tuple[str, str]) -> ImportGraph:
    graph = ImportGraph()
    for module in ("sar", "sar.rules", "sar.rules.inner", "sar.tables", "sar.middle"):
        graph.add_module(module)
    for module in ("sqlalchemy", "math"):
        graph.add_module(module, is_squashed=True)
    for importer, imported in imports:
        graph.add_import(importer=importer, imported=imported)
    return graph


@cache
def the_program() -> ImportGraph:
    return grimp.build_graph("sar", include_external_packages=True, cache_dir=None)


OPTIONS: dict[str, Any] = {"packages": ["sar.rules"], "forbidden_modules": ["sqlalchemy"]}


@pytest.mark.parametrize(
    ("imports", "chain"),
    [
        ([("sar.rules", "sqlalchemy")], "sar.rules → sqlalchemy"),
        ([("sar.rules.inner", "sqlalchemy")], "sar.rules.inner → sqlalchemy"),
        (
            [("sar.rules.inner", "sar.middle"), ("sar.middle", "sqlalchemy")],
            "sar.rules.inner → sar.middle → sqlalchemy",
        ),
    ],
)
def test_a_planted_chain_breaks_purity(imports: list[tuple[str, str]], chain: str) -> None:
    assert broken(a_graph(*imports), OPTIONS) == [chain]


def test_what_reaches_nothing_forbidden_is_pure() -> None:
    graph = a_graph(
        ("sar.rules", "math"), ("sar.tables", "sqlalchemy"), ("sar.tables", "sar.rules")
    )
    assert broken(graph, OPTIONS) == []


def test_a_shell_module_is_let_off_and_nobody_through_it() -> None:
    shell = {**OPTIONS, "shell": ["sar.rules.inner"]}
    alone = a_graph(("sar.rules.inner", "sqlalchemy"))
    assert broken(alone, shell) == []
    through = a_graph(("sar.rules.inner", "sqlalchemy"), ("sar.rules", "sar.rules.inner"))
    assert broken(through, shell) == ["sar.rules → sar.rules.inner → sqlalchemy"]


def test_a_name_that_is_no_module_breaks_the_contract() -> None:
    assert broken(a_graph(), {**OPTIONS, "packages": ["sar.rules", "sar.gone"]}) == ["sar.gone"]


def test_a_chain_planted_into_the_program_is_found() -> None:
    options = {key: PURE[key] for key in ("packages", "shell", "forbidden_modules")}
    graph = deepcopy(the_program())
    assert broken(graph, options) == []
    graph.add_import(importer="sar.geo.units", imported="sar.settings")
    chains = broken(graph, options)
    assert "sar.geo.units → sar.settings" in chains
    assert any(chain.startswith("sar.matching.") for chain in chains)


def dotted(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


@cache
def modules() -> dict[str, ast.Module]:
    """All modules of the program, read once."""
    paths = (path for path in sorted((ROOT / "sar").rglob("*.py")) if "web" not in path.parts)
    return {dotted(path): ast.parse(path.read_text()) for path in paths}


def says_it_is_pure(docstring: str) -> bool:
    return re.search(r"\(pure\)|\bPure[.;,]", docstring) is not None


@pytest.mark.parametrize("said", ["A rule (pure).", "A rule. Pure.", "A rule. Pure; asks nobody."])
def test_a_docstring_says_that_its_module_is_pure(said: str) -> None:
    assert says_it_is_pure(said)
    assert not says_it_is_pure("Loads plain data for the pure rule.")


def test_every_module_that_says_it_is_pure_is_in_the_contract() -> None:
    saying = {
        name for name, tree in modules().items() if says_it_is_pure(ast.get_docstring(tree) or "")
    }
    assert "sar.incidents.people.outstanding" in saying
    held = {
        module
        for module in saying - set(PURE["shell"])
        if any(f"{module}.".startswith(f"{package}.") for package in PURE["packages"])
    }
    assert saying - held == set()


def last_name(node: ast.expr) -> str:
    """`APIRouter` of `fastapi.APIRouter`; nothing of another expression than a name."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def makes_a_router(tree: ast.Module) -> bool:
    return any(
        isinstance(node, ast.Call) and last_name(node.func) == "APIRouter"
        for node in ast.walk(tree)
    )


def test_every_module_with_a_router_is_kept_from_the_system_role() -> None:
    patterns = [
        re.compile(re.escape(one).replace(r"\*\*", r".+").replace(r"\*", r"[^.]+"))
        for one in SYSTEM_ROLE["source_modules"]
    ]
    with_router = [name for name, tree in modules().items() if makes_a_router(tree)]
    assert "sar.incidents.routes" in with_router
    named = {module for module in with_router if any(p.fullmatch(module) for p in patterns)}
    assert named == set(with_router)


WAYS_TO_THE_SYSTEM_ROLE = (
    "sar.assets.fleet.following",
    "sar.database_roles",
    "sar.listening",
    "sar.live.hub",
    "sar.matching.warmup",
    "sar.requests.deployments.following",
    "sar.worker",
    "sar.feed_process",
    "sar.interop.replaying",
)
"""Modules that name the system role, or work in its sessions."""
REACHED_BY_NO_ROUTE = ["sar.matching.warmup", "sar.requests.deployments.following", "sar.worker"]
"""Modules of the same that nothing needs on the way of a request, through whatever others."""


def names_the_system_role(tree: ast.Module) -> bool:
    return any(
        isinstance(node, ast.Attribute)
        and node.attr == "SYSTEM"
        and last_name(node.value) == "DatabaseRole"
        for node in ast.walk(tree)
    )


def test_every_module_that_names_the_system_role_is_kept_from_routes() -> None:
    named = ast.parse("engine = make_engine(url, database_roles.DatabaseRole.SYSTEM)")
    assert names_the_system_role(named)
    assert not names_the_system_role(ast.parse("engine = make_engine(url, DatabaseRole.APP)"))
    naming = {name for name, tree in modules().items() if names_the_system_role(tree)}
    operators = {one for one in naming if one.startswith(("sar.cli.", "sar.scenarios."))}
    assert operators, "upper rooms, which no route may import"
    assert naming - operators <= set(WAYS_TO_THE_SYSTEM_ROLE)


def keeps_from_the_system_role(graph: ImportGraph, **options: Any) -> bool:
    configure()
    told = SYSTEM_ROLE | {"allow_indirect_imports": "true"} | options
    contract = ForbiddenContract(SYSTEM_ROLE["name"], {"root_packages": ["sar"]}, told)
    return contract.check(graph, verbose=False).kept


@pytest.mark.parametrize("way", WAYS_TO_THE_SYSTEM_ROLE)
@pytest.mark.parametrize("route", ["sar.casefile.routes", "sar.requests.offers.routes"])
def test_a_way_to_the_system_role_planted_into_a_route_is_found(way: str, route: str) -> None:
    graph = deepcopy(the_program())
    assert keeps_from_the_system_role(graph)
    graph.add_import(importer=route, imported=way)
    assert not keeps_from_the_system_role(graph)


def test_no_route_reaches_what_the_worker_and_the_start_alone_run() -> None:
    graph = deepcopy(the_program())
    far = {"forbidden_modules": REACHED_BY_NO_ROUTE, "allow_indirect_imports": "false"}
    assert keeps_from_the_system_role(graph, **far)
    graph.add_import(importer="sar.casefile.contents", imported="sar.matching.warmup")
    assert not keeps_from_the_system_role(graph, **far)


def test_every_fact_of_the_record_is_named_where_facts_are_imported_from() -> None:
    assert set(entries.all_facts()) <= set(entries.__all__)
