"""Links need consent."""

from alembic import op

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("""
        ALTER TABLE incident_link
            ADD link_id uuid, ADD state text, ADD asked boolean, ADD reason varchar;
        UPDATE incident_link SET
            link_id = CAST(md5(
                CAST(least(incident_id, other_id) AS text) || CAST(greatest(incident_id, other_id) AS text)
            ) AS uuid),
            state = 'accepted', asked = false, reason = '';
        ALTER TABLE incident_link
            ALTER link_id SET NOT NULL, ALTER state SET NOT NULL, ALTER asked SET NOT NULL,
            ALTER reason SET NOT NULL;
    """)
    op.create_unique_constraint(op.f('uq_incident_link_incident_id_link_id'), 'incident_link', ['incident_id', 'link_id'])


def downgrade() -> None:
    raise NotImplementedError("the record is not undone: restore a backup")
