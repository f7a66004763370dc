"""The people of a case by count, the dead, and whether any are in the water."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

COUNTS = "aboard >= 0 AND recovered >= 0 AND delivered >= 0 AND dead >= 0"
ACCOUNTED = "recovered + taken_over = aboard + delivered + handed_over + dead"

_PEOPLE = """
UPDATE incident SET people = jsonb_build_object(
  'aboard', coalesce((
    SELECT jsonb_agg(jsonb_build_object(
      'deployment_id', d.id, 'name', d.name, 'persons', d.aboard) ORDER BY d.id)
    FROM deployment d WHERE d.incident_id = incident.id AND d.aboard > 0), '[]'),
  'delivered', coalesce((
    SELECT jsonb_agg(jsonb_build_object('place', '', 'persons', total)) FROM (
      SELECT sum(d.delivered) AS total FROM deployment d
      WHERE d.incident_id = incident.id AND d.delivered > 0) AS one
    WHERE total > 0), '[]'),
  'dead', 0)
WHERE EXISTS (
  SELECT FROM deployment d
  WHERE d.incident_id = incident.id AND d.recovered + d.taken_over > 0)
"""


def upgrade() -> None:
    op.add_column("incident", sa.Column("pob_highest", sa.Integer(), nullable=True))
    op.execute("UPDATE incident SET pob_highest = nullif(greatest(pob_min, pob_max), 0)")
    op.add_column(
        "incident", sa.Column("people", JSONB(), nullable=False, server_default=sa.text("'{}'"))
    )
    op.execute(_PEOPLE)
    op.add_column("incident", sa.Column("in_water", JSONB(), nullable=True))
    op.add_column(
        "deployment", sa.Column("dead", sa.Integer(), nullable=False, server_default="0")
    )
    op.add_column(
        "deployment_step", sa.Column("place", sa.String(), nullable=False, server_default="")
    )
    for table in ("deployment", "offer_item"):
        op.add_column(
            table, sa.Column("persons_at_most", sa.Integer(), nullable=False, server_default="0")
        )
    for table, column in (
        ("incident", "people"),
        ("deployment", "dead"),
        ("deployment", "persons_at_most"),
        ("offer_item", "persons_at_most"),
        ("deployment_step", "place"),
    ):
        op.alter_column(table, column, server_default=None)
    for name, rule in (("counts", COUNTS), ("accounted", ACCOUNTED)):
        op.drop_constraint(op.f(f"ck_deployment_{name}"), "deployment", type_="check")
        op.create_check_constraint(op.f(f"ck_deployment_{name}"), "deployment", rule)


def downgrade() -> None:
    raise NotImplementedError("the record is not undone: restore a backup")
