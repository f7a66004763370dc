"""The door lint: other parties' data are selected in the doors and nowhere else.

`python -m tests.door_lint` reads every module of `sar` as a syntax tree and reports each place
that hands one of the guarded tables to a statement or to `db.get` outside the doors.
"""

import ast
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent / "sar"

GUARDED = {
    "assets": {
        "Asset",
        "Fix",
        "TrackPoint",
        "Ship",
        "ShipTrackPoint",
        "Commitment",
        "SharedPosition",
    },
    "incidents": {
        "Incident",
        "PhaseChange",
        "ReportedPosition",
        "DatumChange",
        "LogLine",
        "Coordination",
        "IncidentLink",
        "Involved",
    },
    "requests": {
        "Request",
        "Need",
        "Addressee",
        "Offer",
        "OfferItem",
        "Deployment",
        "DeploymentStep",
    },
}
DOORS = {
    "assets": {
        "assets/visible.py",
        "assets/visible_ships.py",
        "assets/access.py",
        "assets/listing.py",
        "assets/visible_positions.py",
        "assets/positions.py",
        "assets/commitments.py",
    },
    "incidents": {
        "incidents/visible.py",
        "incidents/parts.py",
        "incidents/access.py",
        "incidents/listing.py",
    },
    "requests": {
        "requests/visible.py",
        "requests/drawing.py",
        "requests/rows.py",
        "requests/listing.py",
        "requests/locks.py",
    },
}
"""A door and its inner rooms; `positions` and `holding` are where rows are locked for writing."""

EXCEPTIONS = {
    "agreements/grants_sql.py": "the SQL form of the rule, which the doors apply",
    "assets/zone_crossings.py": "positions old enough to be shown by now, compared with the doors",
    "assets/fleet/loading.py": "the snapshot of the fleet, which matching judges by the array form",
    "assets/fleet/past.py": "the same snapshot, for terms that show positions with a delay",
    "incidents/involving.py": "copies who shares a position to a party that becomes involved",
}
READS = {"select", "get", "get_one", "exists", "join", "outerjoin", "aliased", "select_from"}


def faults_in(path: Path, source: str) -> list[str]:
    """Every read of a guarded table in a module that is no door for it."""
    place = path.as_posix()
    if place in EXCEPTIONS:
        return []
    closed = {
        table: room
        for room, tables in GUARDED.items()
        if place not in DOORS[room]
        for table in tables
    }
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and _name(node.func) in READS:
            names = {
                part.id
                for argument in [*node.args, *(k.value for k in node.keywords)]
                for part in ast.walk(argument)
                if isinstance(part, ast.Name)
            }
            found += [
                f"sar/{place}:{node.lineno}: {table} is read outside the doors of {closed[table]}"
                for table in sorted(names & closed.keys())
            ]
    return found


def _name(function: ast.expr) -> str:
    match function:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""


def main() -> int:
    """Report; 1 when there is a fault."""
    faults = [
        fault
        for path in sorted(ROOT.rglob("*.py"))
        if "migrations" not in path.parts
        for fault in faults_in(path.relative_to(ROOT), path.read_text())
    ]
    for fault in faults:
        print(fault)
    print(f"door lint: {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
