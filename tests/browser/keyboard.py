"""Going to fields by Tab alone, and writing into them."""

from tests.browser.conftest import Screen

NAME_OF_FOCUS = """() => {
  const on = document.activeElement;
  const label = on.labels?.[0] ?? on.closest('label') ?? on;
  return (on.ariaLabel || label.innerText || on.name || '').replace(/\\s+/g, ' ').trim();
}"""


async def tab_to(screen: Screen, name: str, *, most: int = 90) -> None:
    """Press Tab until the element whose name begins so has the focus."""
    for _ in range(most):
        await screen.say("Tab")
        on = await screen.page.evaluate(NAME_OF_FOCUS)
        if on.startswith(name):
            return
    raise AssertionError(f"Tab never came to {name!r}")


async def write(screen: Screen, field: str, text: str) -> None:
    """Go to a field with Tab and write into it in place of what stands there."""
    await tab_to(screen, field)
    await screen.say("Control+a")
    await screen.type(text)
