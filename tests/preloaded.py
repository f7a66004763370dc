"""Compiled loops, the fields of the tests' usual scene, and the parts that all applications share,
made as this is imported: server processes are forked from one that has them."""

from sqlalchemy.orm import configure_mappers

from sar.app import create_app
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
configure_mappers()
create_app("postgresql://nobody@nowhere/none", pool_size=1)
