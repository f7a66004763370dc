"""Ships say who delivered their position."""

import sqlalchemy as sa
from alembic import op
from sar.geo.columns import PointColumn
from sqlalchemy.dialects import postgresql

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('ship_track_point',
    sa.Column('ship_id', sa.Uuid(), nullable=False),
    sa.Column('at', postgresql.TIMESTAMP(timezone=True), nullable=False),
    sa.Column('point', PointColumn(), nullable=False),
    sa.Column('course_deg', sa.Float(), nullable=True),
    sa.Column('speed_kn', sa.Float(), nullable=True),
    sa.Column('uncertainty_nm', sa.Float(), nullable=False),
    sa.Column('source', sa.String(), nullable=False),
    sa.Column('delivered_by', sa.String(), nullable=False),
    sa.Column('implausible', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['delivered_by'], ['party.code'], name=op.f('fk_ship_track_point_delivered_by_party')),
    sa.ForeignKeyConstraint(['ship_id'], ['ship.id'], name=op.f('fk_ship_track_point_ship_id_ship')),
    sa.PrimaryKeyConstraint('ship_id', 'at', name=op.f('pk_ship_track_point'))
    )
    op.execute("""
        ALTER TABLE ship ADD uncertainty_nm float8, ADD delivered_by varchar, ADD implausible boolean;
        UPDATE ship SET uncertainty_nm = 0.1, delivered_by = reported_by, implausible = false;
        ALTER TABLE ship ALTER uncertainty_nm SET NOT NULL, ALTER delivered_by SET NOT NULL,
            ALTER implausible SET NOT NULL;
        INSERT INTO ship_track_point
            (ship_id, at, point, course_deg, speed_kn, uncertainty_nm, source, delivered_by, implausible)
        SELECT id, at, point, course_deg, speed_kn, uncertainty_nm, source, delivered_by, implausible
            FROM ship
    """)
    op.create_foreign_key(op.f('fk_ship_delivered_by_party'), 'ship', 'party', ['delivered_by'], ['code'])


def downgrade() -> None:
    raise NotImplementedError("the record is not undone: restore a backup")
