"""Parties declare the limits of their waters, their islands and zones, and that these are all."""

import sqlalchemy as sa
from alembic import op
from geoalchemy2 import Geography

revision = "0049"
down_revision = "0048"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "party",
        sa.Column("limits_complete", sa.Boolean(), server_default=sa.false(), nullable=False),
    )
    op.alter_column("party", "limits_complete", server_default=None)
    op.create_table(
        "declared_limit",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("party_code", sa.String(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column(
            "area", Geography("MULTIPOLYGON", srid=4326, spatial_index=False), nullable=True
        ),
        sa.Column("place", Geography("POINT", srid=4326, spatial_index=False), nullable=True),
        sa.Column("deposit", sa.String(), nullable=False),
        sa.Column("deposited_on", sa.Date(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("declared_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("withdrawn_reason", sa.String(), nullable=False),
        sa.CheckConstraint(
            "(area IS NULL) <> (place IS NULL)", name=op.f("ck_declared_limit_one_shape")
        ),
        sa.CheckConstraint(
            "place IS NULL OR kind = 'island'", name=op.f("ck_declared_limit_place_of_an_island")
        ),
        sa.ForeignKeyConstraint(
            ["party_code"], ["party.code"], name=op.f("fk_declared_limit_party_code_party")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_declared_limit")),
    )
    op.create_index(
        "ix_declared_limit_standing",
        "declared_limit",
        ["party_code"],
        postgresql_where=sa.text("withdrawn_at IS NULL"),
    )


def downgrade() -> None:
    raise NotImplementedError("the record is not undone: restore a backup")
