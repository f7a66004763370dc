"""The database's shape over time (Alembic)."""

from functools import cache
from pathlib import Path

from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy.engine.url import URL, make_url


def config(url: str | URL | None = None) -> Config:
    """Alembic's configuration, without a file of its own."""
    result = Config()
    result.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    if url is not None:
        shown = make_url(url).render_as_string(hide_password=False)
        result.attributes["url"] = shown
    return result


@cache
def newest() -> str | None:
    """The revision that the code expects."""
    return ScriptDirectory.from_config(config()).get_current_head()


def is_current(revision: str) -> bool:
    """Whether a database at `revision` fits this code."""
    return revision == newest()
