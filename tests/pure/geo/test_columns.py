"""The column types speak PostGIS text and binary without loss."""

import shapely
from geoalchemy2.elements import WKBElement
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import MultiPolygon
from sqlalchemy import Column, Index, MetaData, Table, func, inspect, make_url, select
from sqlalchemy.schema import CreateTable
from sqlmodel import Field, SQLModel

from sar.geo.areas import disc
from sar.geo.columns import (
    AreaColumn,
    PointColumn,
    area_covers,
    area_literal,
    point_literal,
    render_item,
)
from sar.geo.geojson import AreaShape
from sar.geo.position import LatLon

DIALECT = make_url("postgresql+psycopg://").get_dialect()()
POSITIONS = st.builds(LatLon, st.floats(-90, 90), st.floats(-180, 180))


class Chart(SQLModel):
    """Keeps the table of this test out of the product's metadata."""

    metadata = MetaData()


class Buoy(Chart, table=True):
    __table_args__ = (Index("ix_buoy_position", "position", postgresql_using="gist"),)

    id: int = Field(primary_key=True)
    position: LatLon = Field(sa_type=PointColumn)
    guard_zone: AreaShape | None = Field(default=None, sa_type=AreaColumn)


def as_stored(ewkt: str) -> WKBElement:
    """The text that the database hands back for the one it was given."""
    srid, wkt = ewkt.split(";")
    assert srid == "SRID=4326"
    return WKBElement(shapely.to_wkb(shapely.from_wkt(wkt)), srid=4326)


@given(POSITIONS)
def test_a_position_survives_the_way_to_the_database_exactly(p: LatLon) -> None:
    column = PointColumn()
    written = column.process_bind_param(p, DIALECT)
    assert written is not None
    assert column.process_result_value(as_stored(written), DIALECT) == p


@given(POSITIONS, st.floats(1, 500))
def test_an_area_survives_the_way_to_the_database_exactly(centre: LatLon, radius: float) -> None:
    column, area = AreaColumn(), disc(centre, radius)
    written = column.process_bind_param(area, DIALECT)
    assert written is not None
    read = column.process_result_value(as_stored(written), DIALECT)
    assert isinstance(read, MultiPolygon)
    assert read == area


def test_nothing_stays_nothing() -> None:
    for column in (PointColumn(), AreaColumn()):
        assert column.process_bind_param(None, DIALECT) is None
        assert column.process_result_value(None, DIALECT) is None


def test_tables_get_geography_columns_and_no_index_of_their_own() -> None:
    table = inspect(Buoy).local_table
    assert isinstance(table, Table)
    ddl = str(CreateTable(table).compile(dialect=DIALECT))
    assert "geography(POINT,4326) NOT NULL" in ddl
    assert "geography(MULTIPOLYGON,4326)" in ddl
    assert [i.name for i in table.indexes] == ["ix_buoy_position"]


def test_a_position_is_bound_not_written_into_the_statement() -> None:
    table = Table("t", MetaData(), Column("at", PointColumn()))
    near = select(table.c.at).where(
        func.ST_DWithin(table.c.at, point_literal(LatLon(1, 2)), 1852.0)
    )
    sql = str(near.compile(dialect=DIALECT))
    assert "ST_DWithin(t.at, ST_GeogFromText(%(param_1)s), %(ST_DWithin_1)s)" in sql
    assert "SELECT ST_AsBinary(t.at) AS at" in sql


def test_covering_compares_as_geometry() -> None:
    table = Table("t", MetaData(), Column("place", PointColumn()))
    sql = str(
        select(table.c.place)
        .where(area_covers(area_literal(disc(LatLon(0, 0), 10)), table.c.place))
        .compile(dialect=DIALECT)
    )
    assert "ST_Intersects(geometry(ST_GeogFromText(%(param_1)s)), geometry(t.place))" in sql


class Context:
    def __init__(self) -> None:
        self.imports: set[str] = set()


def test_migrations_name_the_types_by_import() -> None:
    context = Context()
    assert render_item("type", PointColumn(), context) == "PointColumn()"
    assert render_item("type", AreaColumn(), context) == "AreaColumn()"
    assert render_item("column", PointColumn(), context) is False
    assert context.imports == {
        "from sar.geo.columns import AreaColumn",
        "from sar.geo.columns import PointColumn",
    }
