from collections.abc import Sequence
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, HTTPException, Query, Response, status
from sqlalchemy import Boolean, literal_column, select
from sqlalchemy.dialects.postgresql import insert

from .database import SessionDep
from .models import Note
from .schemas import NoteIn, NoteOut

router = APIRouter(prefix="/api/notes", tags=["notes"])


@router.get("", response_model=list[NoteOut])
def list_notes(session: SessionDep, limit: Annotated[int, Query(ge=1, le=200)] = 50) -> Sequence[Note]:
    return session.scalars(select(Note).order_by(Note.created_at.desc(), Note.id).limit(limit)).all()


@router.get("/{note_id}", response_model=NoteOut)
def read_note(session: SessionDep, note_id: UUID) -> Note:
    note = session.get(Note, note_id)
    if note is None:
        raise HTTPException(status.HTTP_404_NOT_FOUND, "no such note")
    return note


@router.put("/{note_id}", response_model=NoteOut)
def put_note(session: SessionDep, note_id: UUID, body: NoteIn, response: Response) -> Note:
    """Stores a note under an id the client chose: sent twice, it is stored once."""
    values = body.model_dump()
    upsert = (
        insert(Note)
        .values(id=note_id, **values)
        .on_conflict_do_update(index_elements=[Note.id], set_=values)
        # A row version that replaces no other has xmax 0: inserted, not updated.
        .returning(Note, literal_column("xmax = 0", Boolean))
    )
    note, created = session.execute(upsert).one()
    # Read before the commit expires it, and commit here rather than when the session is closed: that happens
    # after the answer has left, and an acknowledged note must be on disk.
    session.expunge(note)
    session.commit()
    if created:
        response.status_code = status.HTTP_201_CREATED
    return note
