"""A party suspends its own sharing with notice, and cases that run by then go on."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0052"
down_revision = "0051"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sharing_suspension",
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("party_code", sa.String(), nullable=False),
        sa.Column("from_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("said_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["party_code"], ["party.code"], name=op.f("fk_sharing_suspension_party_code_party")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["version.id"],
            name=op.f("fk_sharing_suspension_version_id_version"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("version_id", "party_code", name=op.f("pk_sharing_suspension")),
    )
    op.add_column(
        "occasion",
        sa.Column(
            "since",
            postgresql.TIMESTAMP(timezone=True),
            nullable=False,
            server_default=sa.func.now(),
        ),
    )
    op.execute(
        "UPDATE occasion SET since = involved.since FROM involved"
        " WHERE involved.incident_id = occasion.incident_id"
        " AND involved.party_code = occasion.party_code"
    )
    op.alter_column("occasion", "since", server_default=None)


def downgrade() -> None:
    raise NotImplementedError("the record is not undone: restore a backup")
