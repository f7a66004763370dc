"""Distress reports are taken up at the centre where they ring, else its contacts are alerted; and
are passed on to another centre."""

import sqlalchemy as sa
from alembic import op

from sar.db import WordList

revision = "0109"
down_revision = "0108"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "distress_report",
        sa.Column("passed_by", WordList(), nullable=False, server_default="{}"),
    )
    op.alter_column("distress_report", "passed_by", server_default=None)
    op.add_column(
        "distress_report", sa.Column("passed_at", sa.TIMESTAMP(timezone=True), nullable=True)
    )
    op.create_table(
        "signal_ringing",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.Column("party_code", sa.String(), nullable=False),
        sa.Column("of_hearer", sa.Boolean(), nullable=False),
        sa.Column("at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("taken_up_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["report_id"],
            ["distress_report.id"],
            name=op.f("fk_signal_ringing_report_id_distress_report"),
        ),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["centre.id"], name=op.f("fk_signal_ringing_centre_id_centre")
        ),
        sa.ForeignKeyConstraint(
            ["party_code"], ["party.code"], name=op.f("fk_signal_ringing_party_code_party")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signal_ringing")),
    )
    op.create_index("ix_signal_ringing_report_id", "signal_ringing", ["report_id"])
    # Who was alerted of nothing before is not woken by an update: the screens ring as they did.
    op.execute(
        "INSERT INTO signal_ringing (id, report_id, centre_id, party_code, of_hearer, at)"
        " SELECT gen_random_uuid(), id, centre_id, party_code, false, last_at"
        " FROM distress_report WHERE state = 'waiting'"
    )


def downgrade() -> None:
    raise NotImplementedError("the record is not undone: restore a backup")
