import os

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

APP_VERSION = os.environ.get("APP_VERSION", "dev")


class VersionHeader:
    """Says in every answer which version gave it, so that a switch between two can be observed from outside."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_version(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)["x-version"] = APP_VERSION
            await send(message)

        await self.app(scope, receive, send_with_version)
