"""Parties add capabilities of their own, which types of their own have and needs ask for."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0097"
down_revision = "0096"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "own_capability",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("party_code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("meaning", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("created_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("updated_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("withdrawn_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["party_code"], ["party.code"], name=op.f("fk_own_capability_party_code_party")
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_own_capability")),
    )
    op.create_index(op.f("ix_own_capability_party_code"), "own_capability", ["party_code"])


def downgrade() -> None:
    raise NotImplementedError("the record is not undone: restore a backup")
