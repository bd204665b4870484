"""Add notes.color.

Additive, so v2 keeps working on this schema when v3 has to be taken back. What v2's image lacks is this file:
its Alembic cannot name revision 0003 any more, and a downgrade needs the image of v3.
"""

import sqlalchemy as sa
from alembic import op

revision: str = "0003"
down_revision: str | None = "0002"


def upgrade() -> None:
    op.add_column("notes", sa.Column("color", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("notes", "color")
