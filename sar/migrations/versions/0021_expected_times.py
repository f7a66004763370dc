"""Expected times stand beside what was promised."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

WHEN = sa.TIMESTAMP(timezone=True)


def upgrade() -> None:
    for table in ("deployment", "offer_item"):
        op.add_column(table, sa.Column("promised_at", WHEN, nullable=True))
        op.execute(f"UPDATE {table} SET promised_at = eta_at WHERE eta_by = 'given'")
    for name in ("first_expected_at", "told_at", "late_told_at"):
        op.add_column("deployment", sa.Column(name, WHEN, nullable=True))
    op.add_column("deployment", sa.Column("late", sa.Text(), nullable=True))
    op.execute("UPDATE deployment SET first_expected_at = eta_at WHERE eta_by = 'reckoned'")
    for table in ("deployment", "offer_item"):
        for name in ("eta_at", "eta_by", "reckoned"):
            op.drop_column(table, name)
    op.create_table(
        "expected_time",
        sa.Column("work_id", sa.Uuid(), nullable=False),
        sa.Column("reader", sa.String(), nullable=False),
        sa.Column("incident_id", sa.Uuid(), nullable=True),
        *(
            sa.Column(name, WHEN, nullable=True)
            for name in ("at", "early_at", "late_at", "leaves_at", "border_at", "clear_at")
        ),
        sa.Column("was_at", WHEN, nullable=True),
        sa.Column("on_scene_minutes", sa.Float(), nullable=True),
        sa.Column("again_minutes", sa.Float(), nullable=True),
        sa.Column("why", sa.Text(), nullable=True),
        sa.Column("place_at", WHEN, nullable=True),
        sa.Column("as_of", WHEN, nullable=False),
        sa.Column("way", JSONB(), nullable=True),
        sa.Column("rests_on", sa.String(), nullable=False),
        sa.Column("fix_mark", sa.BigInteger(), nullable=False),
        sa.Column("fix_as_of", WHEN, nullable=True),
        sa.Column("seen", sa.String(), nullable=False),
        sa.Column("mark", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_expected_time_incident_id_incident")
        ),
        sa.ForeignKeyConstraint(
            ["reader"], ["party.code"], name=op.f("fk_expected_time_reader_party")
        ),
        sa.PrimaryKeyConstraint("work_id", "reader", name=op.f("pk_expected_time")),
    )
    op.create_index(op.f("ix_expected_time_incident_id"), "expected_time", ["incident_id"])
    op.create_index(op.f("ix_expected_time_mark"), "expected_time", ["mark"])
    op.execute("CREATE SEQUENCE expected_time_mark")


def downgrade() -> None:
    raise NotImplementedError("the record is not undone: restore a backup")
