from datetime import datetime
from uuid import UUID

from sqlalchemy import DateTime, Text, false, func
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class Note(Base):
    __tablename__ = "notes"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now(), index=True)
    pinned: Mapped[bool] = mapped_column(server_default=false())
    color: Mapped[str | None] = mapped_column(Text)
