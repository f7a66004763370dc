"""July 2023, Fass Boye: the whole form, with all days of the search."""

import pytest

from tests.journeys.patterns.story import Story
from tests.journeys.patterns.test_fass_boye import searched

pytestmark = pytest.mark.anyio


@pytest.mark.long
async def test_the_search_is_looked_at_on_every_day_and_the_area_never_stands(
    story: Story,
) -> None:
    await searched(story)
