"""Access lint: other parties' data are selected in the access modules and nowhere else.

`python -m tests.door_lint` reads every module of `sar` as a syntax tree. It reports each place
outside the access modules that hands one of the guarded tables to a statement, to `db.get` or to
raw SQL, and each listed module that has no need to be listed any more.
"""

import ast
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.calls import called_name
from tests.raw_sql import RawSql

ROOT = Path(__file__).parent.parent / "sar"

GUARDED = ("agreements", "alerts", "assets", "distress_reports", "incidents", "requests")
"""The packages whose tables are guarded: every table class of their `models.py`."""

ACCESS = {
    "agreements": {
        "agreements/visible.py",
        "agreements/load.py",
        "agreements/grants_sql.py",
    },
    "alerts": {
        "alerts/rows.py",
        "alerts/health.py",
    },
    "assets": {
        "assets/visible.py",
        "assets/governing.py",
        "assets/visible_columns.py",
        "assets/visible_ships.py",
        "assets/visible_fuel_points.py",
        "assets/visible_vessels.py",
        "assets/vessel_clusters.py",
        "assets/vessel_ingest.py",
        "assets/access.py",
        "assets/listing.py",
        "assets/visible_positions.py",
        "assets/fix_ingest.py",
        "assets/commitments.py",
        "assets/own_types.py",
        "assets/own_capabilities.py",
        "assets/report_times.py",
    },
    "distress_reports": {
        "distress_reports/visible.py",
    },
    "incidents": {
        "incidents/row_locks.py",
        "incidents/visible.py",
        "incidents/parts.py",
        "incidents/linked_cases.py",
        "incidents/case_rows.py",
        "incidents/access.py",
        "incidents/listing.py",
    },
    "requests": {
        "requests/visible.py",
        "requests/drawing.py",
        "requests/rows.py",
        "requests/clearance_rows.py",
        "requests/deployment_rows.py",
        "requests/time_rows.py",
        "requests/last_works.py",
        "requests/pair_rows.py",
        "requests/link_rows.py",
        "requests/listing.py",
        "requests/locks.py",
    },
}
"""The access modules of each package; `fix_ingest` and `locks` are where rows are locked."""

EXCEPTIONS: Mapping[str, tuple[frozenset[str], str]] = {
    "assets/fix_ingest.py": (
        frozenset({"Term", "TermPair", "Version"}),
        "whose assets are shared by zones, so that a move may change who sees them",
    ),
    "assets/position_rulings.py": (
        frozenset({"Fix", "TrackPoint", "KeptMemory"}),
        "positions of an own asset, locked, on which a person rules",
    ),
    "assets/displacements.py": (
        frozenset({"Asset", "Displacement"}),
        "the assets whose displacements are drawn again, and when they last were",
    ),
    "assets/zone_crossings.py": (
        frozenset({"Asset", "TrackPoint", "Term", "TermPair", "Version"}),
        "assets whose delayed position has newly become visible to a zone term",
    ),
    "assets/track_days.py": (
        frozenset({"Asset", "Term", "TermPair", "TrackPoint"}),
        "the days of positions that are thinned and dropped, and how coarsely they are told",
    ),
    "assets/fleet/from_tables.py": (
        frozenset({"Asset", "Fix", "Ship", "Commitment", "TrackPoint"}),
        "the snapshot of the fleet, which matching judges by the array form of the rule",
    ),
    "cli/retiring.py": (
        frozenset({"Asset", "Incident", "Coordination", "Request", "Addressee", "Clearance"}),
        "the operator's question what a centre still has to do, in a command that starts at once",
    ),
    "incidents/informing/involving.py": (
        frozenset({"SharedPosition"}),
        "copies who shares a position to a party that becomes involved",
    ),
    "incidents/informing/occasions.py": (
        frozenset({"Occasion"}),
        "keeps the occasions equal to the incident that they are copied from",
    ),
    "requests/time_rows.py": (
        frozenset({"Asset", "Fix", "Ship", "Incident", "Involved"}),
        "the versions of all that an expected time rests on, by which it is known to be due",
    ),
    "requests/last_works.py": (
        frozenset({"Asset", "Incident", "TrackPoint"}),
        "work that units come home from: what was said of their readiness, and when they were home",
    ),
    "requests/work_windows.py": (
        frozenset({"Deployment", "Incident"}),
        "the times at which units were at work, whose positions are not thinned",
    ),
    "live/access_watch.py": (
        frozenset({"AgreementParty", "SharingSuspension", "Version", "Term"}),
        "the parties whose access begins or ends by time alone, to resend their pictures",
    ),
}
"""Tables that a module reads without being an access module for them, and why it may."""

READS = frozenset(
    {"select", "get", "get_one", "exists", "join", "outerjoin", "aliased", "select_from"}
    | {"refresh", "add_columns", "where", "filter", "having", "group_by", "order_by", "returning"}
)
"""The calls that read a table among their arguments."""
WRITES = {"where": ("update", "delete"), "returning": ("insert", "delete")}
"""The same calls where they only name the rows written: in a chain that begins so."""


@dataclass(frozen=True, slots=True)
class Table:
    """A guarded table: its class, its name in the database and the package it belongs to."""

    class_name: str
    table_name: str
    package: str


@dataclass(frozen=True, slots=True)
class Read:
    """One place where a module reads a guarded table."""

    table: Table
    line: int


def guarded_tables(root: Path = ROOT) -> list[Table]:
    """Every table class of the guarded packages' models."""
    return [
        Table(node.name, _table_name(node), package)
        for package in GUARDED
        for node in ast.parse((root / package / "models.py").read_text()).body
        if isinstance(node, ast.ClassDef)
        and any(keyword.arg == "table" for keyword in node.keywords)
    ]


def _table_name(table: ast.ClassDef) -> str:
    for statement in table.body:
        match statement:
            case ast.Assign(
                targets=[ast.Name(id="__tablename__")], value=ast.Constant(value=str(name))
            ):
                return name
    return table.name.lower()


def reads_in(source: str, tables: Iterable[Table]) -> Iterator[Read]:
    """Every read of one of the tables, by statement or by raw SQL."""
    tree = ast.parse(source)
    by_name = {table.class_name: table for table in tables}
    by_table = {table.table_name: table for table in tables}
    local = _local_names(tree, by_name)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and called_name(node.func) in READS:
            named = _tables_in(node, by_name, local)
            for table in named - _written(node, by_name, local):
                yield Read(table, node.lineno)
    for name, line in RawSql(tree).tables():
        if name in by_table:
            yield Read(by_table[name], line)


def _local_names(tree: ast.AST, by_name: Mapping[str, Table]) -> dict[str, Table]:
    """The tables by what a module calls them: as imported, or by another name given to them."""
    names = {
        alias.asname or alias.name: by_name[alias.name]
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sar.")
        for alias in node.names
        if alias.name in by_name
    }
    for node in ast.walk(tree):
        match node:
            case ast.Assign(targets=[ast.Name(id=other)], value=value):
                if table := _table_of(value, by_name, names):
                    names[other] = table
    return names


def _table_of(
    node: ast.AST, by_name: Mapping[str, Table], local: Mapping[str, Table]
) -> Table | None:
    """The table that `Asset` or `models.Asset` names."""
    match node:
        case ast.Name(id=name):
            return local.get(name)
        case ast.Attribute(attr=name, value=ast.Name() | ast.Attribute()):
            return by_name.get(name)
        case _:
            return None


def _tables_in(
    call: ast.Call, by_name: Mapping[str, Table], local: Mapping[str, Table]
) -> set[Table]:
    """The tables named among a call's arguments."""
    return {
        table
        for argument in [*call.args, *(keyword.value for keyword in call.keywords)]
        for part in ast.walk(argument)
        if (table := _table_of(part, by_name, local))
    }


def _written(
    call: ast.Call, by_name: Mapping[str, Table], local: Mapping[str, Table]
) -> set[Table]:
    """The tables of which a call only names the rows that are written."""
    root = _root(call)
    if called_name(root.func) in WRITES.get(called_name(call.func), ()):
        return _tables_in(root, by_name, local)
    return set()


def _root(call: ast.Call) -> ast.Call:
    """The call that a chain begins with: `update(X)` of `update(X).where(…).returning(…)`."""
    match call:
        case ast.Call(func=ast.Attribute(value=ast.Call() as before)):
            return _root(before)
        case _:
            return call


def faults_in(place: str, source: str, tables: Iterable[Table]) -> list[str]:
    """Every read of a guarded table in a module that is no access module for it."""
    allowed, _ = EXCEPTIONS.get(place, (frozenset(), ""))
    found = {
        (read.line, read.table.class_name, read.table.package)
        for read in reads_in(source, tables)
        if place not in ACCESS[read.table.package] and read.table.class_name not in allowed
    }
    return [
        f"sar/{place}:{line}: {table} is read outside the access modules of {package}"
        for line, table, package in sorted(found)
    ]


def stale(sources: Mapping[str, str], tables: Iterable[Table]) -> list[str]:
    """Listed modules that do not exist or do not read what they are listed for."""
    read = {
        place: {(read.table.package, read.table.class_name) for read in reads_in(source, tables)}
        for place, source in sources.items()
    }
    return [
        f"sar/{place} is listed as an access module of {package} and reads nothing of it"
        for package, places in ACCESS.items()
        for place in sorted(places)
        if package not in {of for of, _ in read.get(place, ())}
    ] + [
        f"sar/{place} is listed as reading {table} and does not"
        for place, (listed, _) in EXCEPTIONS.items()
        for table in sorted(listed - {name for _, name in read.get(place, ())})
    ]


def main() -> int:
    """Report; 1 when there is a fault."""
    tables = guarded_tables()
    sources = {
        path.relative_to(ROOT).as_posix(): path.read_text()
        for path in sorted(ROOT.rglob("*.py"))
        if "migrations" not in path.parts
    }
    faults = [
        fault for place, source in sources.items() for fault in faults_in(place, source, tables)
    ] + stale(sources, tables)
    for fault in faults:
        print(fault)
    print(f"door lint: {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
