"""One person's phone on the page, as a test sees and touches it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from re import Pattern

    from playwright.sync_api import Locator, Page


class Phone:
    """The phone of a person by name; every look waits until it is so."""

    def __init__(self, page: Page, name: str) -> None:
        self.page = page
        self.element = page.get_by_role("region", name=f"Điện thoại của {name}")
        self.field = self.element.get_by_label("Soạn tin nhắn")
        self.log = self.element.get_by_role("log")
        self.notice = self.element.locator(".toast")

    def start(self) -> None:
        """Press Start and wait for the bot's greeting."""
        self.element.get_by_role("button", name="Bắt đầu").click()
        self.says("Chào anh Hòa")

    def write(self, text: str) -> None:
        """Type and press Enter."""
        self.field.fill(text)
        self.field.press("Enter")

    def button(self, name: str) -> Locator:
        """Return the newest button with this name."""
        return self.element.get_by_role("button", name=name, exact=True).last

    def tap(self, name: str) -> None:
        """Touch the newest button with this name."""
        self.button(name).click()

    def press(self, name: str) -> None:
        """Touch a button of the bot's keyboard below the text field."""
        self.element.locator(".reply-keyboard").get_by_role("button", name=name, exact=True).click()

    def touch(self, name: str | Pattern[str], then: str = "") -> None:
        """Touch an inline button of the newest message that has it, and wait for what comes of it."""
        exact = isinstance(name, str)
        key = self.log.locator(".inline-keyboard").last.get_by_role("button", name=name, exact=exact)
        key.click()
        expect(key.and_(self.page.locator("[aria-busy]"))).to_have_count(0)
        if then:
            self.says(then)

    def put_away(self) -> None:
        """Take this phone off the table."""
        self.tap("Tùy chọn")
        self.tap("Cất điện thoại này")
        expect(self.element).to_have_count(0)

    def bubble(self, text: str) -> Locator:
        """Return the newest message with these words."""
        return self.log.get_by_role("article").filter(has_text=text).last

    def says(self, text: str) -> Locator:
        """Wait until a message with these words is in view, and return it."""
        bubble = self.bubble(text)
        expect(bubble).to_be_visible()
        return bubble

    def messages(self) -> list[str]:
        """Return the words of all bubbles, without times."""
        return self.log.locator("article .text").all_inner_texts()

    def at_end(self) -> bool:
        """Tell whether the newest message is in view."""
        return bool(self.log.evaluate("log => log.scrollHeight - log.scrollTop - log.clientHeight < 3"))


class Stopwatch:
    """The page's clock, which stands still until a test lets time pass."""

    def __init__(self, page: Page) -> None:
        self.clock = page.clock
        self.clock.install()
        self.clock.pause_at(page.evaluate("Date.now() + 1000"))

    def passes(self, seconds: int) -> None:
        """Let time pass at once."""
        self.clock.run_for(seconds * 1000)
