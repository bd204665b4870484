import os
from collections.abc import Iterator
from typing import Annotated

from fastapi import Depends
from sqlalchemy import create_engine
from sqlalchemy.orm import Session, sessionmaker

# At most 10 connections for each process: while two versions run side by side both pools count against the
# server's max_connections. Pre-ping replaces connections that a restarted database has left dead. The timeouts
# keep a health check quick when the database is away: an answer of 503 is worth more than a late one.
engine = create_engine(
    os.environ["DATABASE_URL"],
    pool_size=5,
    max_overflow=5,
    pool_timeout=2,
    pool_pre_ping=True,
    connect_args={"connect_timeout": 2},
)

new_session = sessionmaker(engine)


def get_session() -> Iterator[Session]:
    with new_session() as session:
        yield session


SessionDep = Annotated[Session, Depends(get_session)]
