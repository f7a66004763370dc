"""An answer by link: who asks makes it and speaks its code; a centre that has not joined answers.

The centre has no key: its page's calls are made under the link's own token, as a browser does.
"""

from typing import Any

from sar.client import Client
from sar.scenarios.desks import Desk
from sar.scenarios.scenario_file import LinkedAnswer, StageAct


async def answer_by_link(desk: Desk, act: StageAct, answer: LinkedAnswer, *, key: str) -> Any:
    """The page as it reads after the answer. A link is shown once: one of before a stop is
    replaced by another."""
    asker = desk[act.role]
    made = await asker.ask("POST", act.path, act.body, idempotency_key=key)
    if made["url"] is None:
        made = await asker.ask("POST", act.path, act.body)
    token = made["url"].partition("#")[2]
    async with Client(asker.base_url, token) as page:
        await page.ask("POST", "/api/answer/open", {"code": made["code"]})
        return await page.ask("POST", "/api/answer/say", answer.model_dump(mode="json"))
