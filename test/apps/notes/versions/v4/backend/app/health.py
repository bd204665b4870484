"""The fault of v4: it starts, answers every request, and never becomes healthy.

What it models: a dependency that was not configured in this environment. The rest of the application is v2 and
works, so only a gate that waits for the health check keeps it away from users.
"""

from typing import Literal

from fastapi import APIRouter, Response, status
from pydantic import BaseModel

from .version import APP_VERSION

router = APIRouter(tags=["health"])


class Health(BaseModel):
    status: Literal["unhealthy"]
    reason: str
    version: str


class Version(BaseModel):
    version: str


@router.get("/health")
def health(response: Response) -> Health:
    response.status_code = status.HTTP_503_SERVICE_UNAVAILABLE
    return Health(status="unhealthy", reason="search index not configured", version=APP_VERSION)


@router.get("/version")
def version() -> Version:
    return Version(version=APP_VERSION)
