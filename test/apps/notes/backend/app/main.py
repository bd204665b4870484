import logging

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from sqlalchemy.exc import OperationalError, TimeoutError

from . import health, notes
from .version import APP_VERSION, VersionHeader

log = logging.getLogger("uvicorn.error")

api = FastAPI(title="Notes", version=APP_VERSION)
api.include_router(health.router)
api.include_router(notes.router)


@api.exception_handler(OperationalError)
@api.exception_handler(TimeoutError)
def database_unavailable(request: Request, error: Exception) -> JSONResponse:
    log.error("%s %s: %s", request.method, request.url.path, error)
    return JSONResponse({"detail": "database unavailable"}, status_code=503)


# Around the whole application rather than by add_middleware(), which leaves out the answer to an unhandled error.
app = VersionHeader(api)
