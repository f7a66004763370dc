"""Give back undisputed coasts in `sar/geo/territories.npz` that lie beside contested ones.

Run by hand after `close_territories.py`, on the file it wrote, without other sources:

    python scripts/give_back_territories.py sar/geo/territories.npz

In each outline of `sar/geo/undisputed.yaml` land and sea within 12 nm of a coast that is *not
determined* becomes the State's; sea beyond stays as it is, and so does every other piece, corner by
corner.
"""

import sys
from pathlib import Path
from typing import Final

import shapely
import yaml
from build_territories import _outline
from narrow_territories import Piece, keep_pieces, narrowed, read_pieces
from shapely.geometry.base import BaseGeometry

from sar.geo.territory import UNDETERMINED

UNDISPUTED: Final = Path(__file__).parents[1] / "sar" / "geo" / "undisputed.yaml"


def given_back(pieces: list[Piece], area: BaseGeometry, to: int, *, asked: int) -> list[Piece]:
    """The pieces once a State has what is not determined in an area."""
    shapely.prepare(area)
    after: list[Piece] = []
    for number, piece in pieces:
        if number != asked or not area.intersects(piece):
            after.append((number, piece))
            continue
        stays, goes = narrowed(piece, area)
        after += [(number, part) for part in stays] + [(to, part) for part in goes]
    return after


def main(path: Path) -> None:
    """Give them back in the file, in place."""
    pieces, codes = read_pieces(path)
    asked = codes.index(UNDETERMINED)
    with UNDISPUTED.open(encoding="utf-8") as file:
        rows = yaml.safe_load(file)
    for name, row in rows.items():
        before = len(pieces)
        to = codes.index(row["state"])
        pieces = given_back(pieces, _outline(row["corners"]), to, asked=asked)
        print(f"{name}: {len(pieces) - before} pieces more", file=sys.stderr)
    keep_pieces(pieces, codes, path)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
