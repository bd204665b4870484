from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, StringConstraints

# PostgreSQL's text cannot hold NUL; without the pattern it would be a 500 instead of a 422.
NoteText = Annotated[str, StringConstraints(min_length=1, max_length=10_000, pattern=r"^[^\x00]*$")]


class NoteIn(BaseModel):
    text: NoteText
    pinned: bool = False


class NoteOut(NoteIn):
    model_config = ConfigDict(from_attributes=True)

    id: UUID
    created_at: datetime
