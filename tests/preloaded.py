"""Compiled loops and the fields of the tests' usual scene, computed as this is imported: server
processes are forked from one that has them."""

from sar.geo.position import LatLon
from sar.geo.sea import field_cache
from sar.geo.sea.draught import Draught
from sar.matching.warmup import compile_loops
from tests.given.incidents import IN_MALTAS_REGION

compile_loops()
lon, lat = IN_MALTAS_REGION
for draught in Draught:
    field_cache.NEAR.field(LatLon(lat=lat, lon=lon), draught)
field_cache.WIDE.field(LatLon(lat=lat, lon=lon))
