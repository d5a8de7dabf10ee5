"""What people do in a page, each step with its own end: a click alone does not wait for the page that it leads to."""

from playwright.sync_api import Locator, Page


def go(target: Locator) -> None:
    """Click a link or a button that leads to another page, and wait until that page is there."""
    with target.page.expect_navigation():
        target.click()


def save(page: Page, button: str = "_continue") -> None:
    """Press a button of the admin's big form (`_save`, `_continue`), and wait until its answer is there."""
    go(page.locator(f"[name={button}]"))
