"""What needs a database at head: DATABASE_URL leads to it.

    python -m unittest discover --start-directory backend --top-level-directory backend
"""

import unittest
from uuid import uuid4

from app.database import new_session
from app.notes import list_notes, put_note, read_note
from app.schemas import NoteIn
from fastapi import HTTPException, Response
from pydantic import ValidationError


class Notes(unittest.TestCase):
    def test_a_note_sent_twice_is_stored_once(self) -> None:
        note_id = uuid4()
        answers = [Response(), Response()]
        with new_session() as session:
            for text, answer in zip(["first", "second"], answers, strict=True):
                put_note(session, note_id, NoteIn(text=text), answer)
            listed = [note.text for note in list_notes(session, limit=200) if note.id == note_id]
        self.assertEqual([answer.status_code for answer in answers], [201, 200])
        self.assertEqual(listed, ["second"])

    def test_a_note_that_is_not_there_is_not_found(self) -> None:
        with new_session() as session, self.assertRaises(HTTPException) as raised:
            read_note(session, uuid4())
        self.assertEqual(raised.exception.status_code, 404)

    def test_a_text_that_the_database_cannot_hold_is_refused(self) -> None:
        for text in ["", "nul \x00 inside", "x" * 10_001]:
            with self.subTest(text[:10]), self.assertRaises(ValidationError):
                NoteIn(text=text)
