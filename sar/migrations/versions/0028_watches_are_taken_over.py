"""The watch of a centre is taken over by name and time."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "watch_takeover",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("party_code", sa.String(), nullable=False),
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("from_whom", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("read_to", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["party_code"], ["party.code"], name=op.f("fk_watch_takeover_party_code_party")
        ),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["centre.id"], name=op.f("fk_watch_takeover_centre_id_centre")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_watch_takeover")),
    )
    op.create_index(op.f("ix_watch_takeover_centre_id"), "watch_takeover", ["centre_id"])


def downgrade() -> None:
    raise NotImplementedError("the record is not undone: restore a backup")
