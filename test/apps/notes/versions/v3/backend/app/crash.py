"""The fault of v3: it passes every check on an idle system and dies under traffic.

What it models: a process that the kernel kills, as it does when a leak reaches the memory limit. There is no
answer, no shutdown and no log line of its own; every connection is cut, also those of other requests in flight.
Docker restarts it, and it dies again after the same number of requests. Health checks do not count, so they stay
good until the very moment it dies.

What it does not model: no memory is used, the cause is a counter. It dies before its request does anything, so that
request wrote nothing; another one in flight may have committed without an answer. A client or a router may repeat
both, because the only write is a PUT under an id the client chose.
"""

import os

from starlette.types import ASGIApp, Receive, Scope, Send

CRASH_AFTER_REQUESTS = int(os.environ.get("CRASH_AFTER_REQUESTS", "150"))


class Crash:
    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.requests = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"] != "/health":
            self.requests += 1
            if self.requests > CRASH_AFTER_REQUESTS:
                os._exit(1)
        await self.app(scope, receive, send)
