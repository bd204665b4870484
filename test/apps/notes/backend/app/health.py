from typing import Literal

from fastapi import APIRouter, Response, status
from pydantic import BaseModel
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from .database import engine
from .version import APP_VERSION

router = APIRouter(tags=["health"])


class Health(BaseModel):
    status: Literal["healthy", "unhealthy"]
    database: Literal["connected", "disconnected"]
    version: str


class Version(BaseModel):
    version: str


@router.get("/health")
def health(response: Response) -> Health:
    # One round trip that touches no table: cheap enough to be asked every second, and never behind a lock.
    try:
        with engine.connect() as connection:
            connection.execute(text("SELECT 1"))
    except SQLAlchemyError:
        response.status_code = status.HTTP_503_SERVICE_UNAVAILABLE
        return Health(status="unhealthy", database="disconnected", version=APP_VERSION)
    return Health(status="healthy", database="connected", version=APP_VERSION)


@router.get("/version")
def version() -> Version:
    return Version(version=APP_VERSION)
