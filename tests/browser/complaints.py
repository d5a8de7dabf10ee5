"""What a browser holds against a page while a test looks at something else."""

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, Route, WebError


class Complaints:
    def __init__(self, own_address: str) -> None:
        self.own_address = own_address
        self.heard: list[str] = []

    def listen(self, context: BrowserContext) -> None:
        context.route(self._is_foreign, self._refuse)
        context.on("console", self._hear_console)
        context.on("weberror", self._hear_error)

    def _is_foreign(self, address: str) -> bool:
        return not address.startswith((f"{self.own_address}/", "data:", "blob:"))

    def _refuse(self, route: Route, request: Request) -> None:
        self.heard.append(f"a request to another host: {request.url}")
        route.abort()

    def _hear_console(self, message: ConsoleMessage) -> None:
        page_itself = message.page is not None and message.location["url"] == message.page.url
        if message.type == "error" and not (page_itself and message.text.startswith("Failed to load resource")):
            self.heard.append(f"{message.location['url']}: {message.text}")

    def _hear_error(self, error: WebError) -> None:
        self.heard.append(f"a script failed: {error.error}")
