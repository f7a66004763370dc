"""Run by Alembic: connects as the owner role and compares the tables with the models."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import TypeDecorator, create_engine, pool

import sar.agreements.models
import sar.alerts.models
import sar.assets.models
import sar.distress_reports.models
import sar.incidents.models
import sar.installation
import sar.interop.models
import sar.parties.models
import sar.parties.once
import sar.record.models
import sar.requests.models  # noqa: F401 imported for their tables
from sar.database_roles import DatabaseRole, role_url
from sar.db import metadata

FOREIGN = ("procrastinate_", "spatial_ref_sys", "alembic_version", "record_pending", "track_point_")


def include_object(obj: Any, name: str | None, kind: str, reflected: bool, _to: Any) -> bool:
    """Leave alone the tables of PostGIS and the job queue, those of single days of positions, and
    the one that has no model."""
    table = name if kind == "table" else getattr(getattr(obj, "table", None), "name", "")
    return not (reflected and (table or "").startswith(FOREIGN))


def render_item(kind: str, item: Any, renders: AutogenContext) -> str | Literal[False]:
    """Write the types below our own into migrations, so that those stand alone."""
    if kind != "type" or not isinstance(item, TypeDecorator):
        return False
    from sar.geo.columns import render_item as render_geo

    rendered = render_geo(kind, item, renders)
    if rendered is not False:
        return rendered
    from alembic.autogenerate import render

    text: str = render._repr_type(item.impl_instance, renders)
    return text


def run() -> None:
    """Online only: the platform migrates a database it can reach."""
    url = context.config.attributes["url"]
    engine = create_engine(role_url(url, DatabaseRole.OWNER), poolclass=pool.NullPool)
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=metadata,
            include_object=include_object,
            render_item=render_item,
            compare_type=True,
            transaction_per_migration=True,
        )
        with context.begin_transaction():
            context.run_migrations()
    engine.dispose()


run()
