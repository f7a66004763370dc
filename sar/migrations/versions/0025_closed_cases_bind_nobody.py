"""Closed cases bind nobody, unless survivors are aboard."""

from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

_ENDED = """
CREATE TEMPORARY TABLE ended ON COMMIT DROP AS
SELECT d.id, d.asset_id, d.incident_id, d.state AS was,
  greatest(i.closed_at, (
    SELECT max(s.at) FROM deployment_step s WHERE s.deployment_id = d.id)) AS at,
  CASE
    WHEN d.ship_id IS NOT NULL THEN 'released'
    WHEN d.state IN ('committed', 'mobilising') THEN 'stood_down'
    ELSE 'returned'
  END AS state,
  i.reference || ' was closed. ' || CASE
    WHEN d.ship_id IS NOT NULL THEN 'Nobody has said that it was released.'
    WHEN d.state IN ('committed', 'mobilising') THEN 'Nobody has said that it left.'
    ELSE 'Nobody has said that it is home again: it is taken to be.'
  END AS note
FROM deployment d JOIN incident i ON i.id = d.incident_id
WHERE i.state = 'closed' AND d.aboard = 0 AND (
  d.asset_id IS NOT NULL AND d.state IN (
    'committed', 'mobilising', 'underway', 'on_scene', 'refuelling', 'loaded', 'delivered',
    'released', 'returning')
  OR d.ship_id IS NOT NULL AND d.state IN ('hailed', 'proceeding', 'on_scene', 'embarked'))
"""
_STEPS = """
INSERT INTO deployment_step (
  id, deployment_id, action, from_state, to_state, at, recorded_at, aboard, said_by, by_party,
  note, place)
SELECT gen_random_uuid(), d.id, 'case-closed', e.was, e.state, e.at, e.at, 0, '', d.lead_party,
  e.note, ''
FROM ended e JOIN deployment d ON d.id = e.id
"""
_WORK = """
UPDATE deployment d SET
  state = e.state, reason = e.note, version = version + 1, updated_at = e.at,
  divert_to = NULL, divert_need = NULL, divert_reason = ''
FROM ended e WHERE e.id = d.id
"""
_WINDOWS = """
UPDATE commitment c SET
  during = CASE
    WHEN lower(c.during) < i.closed_at THEN
      tstzrange(lower(c.during), least(coalesce(upper(c.during), i.closed_at), i.closed_at))
    ELSE 'empty'
  END,
  ended_at = i.closed_at
FROM deployment d JOIN incident i ON i.id = d.incident_id
WHERE d.id = c.deployment_id AND i.state = 'closed' AND d.aboard = 0 AND c.ended_at IS NULL
"""
_SHARED = """
DELETE FROM shared_position s USING ended e
WHERE s.asset_id = e.asset_id AND s.incident_id = e.incident_id AND NOT EXISTS (
  SELECT FROM deployment d
  WHERE d.asset_id = s.asset_id AND d.incident_id = s.incident_id AND d.aboard > 0)
"""
_CLEARANCES = """
UPDATE clearance c SET
  state = 'withdrawn', reason = e.note, version = version + 1, updated_at = e.at
FROM ended e WHERE e.id = c.deployment_id AND (
  c.state IN ('asked', 'acknowledged')
  OR e.state = 'stood_down' AND c.state IN ('granted', 'notified', 'noted'))
"""


def upgrade() -> None:
    op.execute(_ENDED)
    op.execute(_STEPS)
    op.execute(_WORK)
    op.execute("ALTER TABLE commitment DISABLE TRIGGER commitment_within_quantity")
    op.execute(_WINDOWS)
    op.execute("ALTER TABLE commitment ENABLE TRIGGER commitment_within_quantity")
    op.execute(_SHARED)
    op.execute(_CLEARANCES)
    op.execute(
        "UPDATE deployment SET divert_to = NULL, divert_need = NULL, divert_reason = '' "
        "WHERE divert_to IN (SELECT id FROM incident WHERE state = 'closed')"
    )


def downgrade() -> None:
    raise NotImplementedError("the record is not undone: restore a backup")
