"""What the pill counts of a treatment show, kept for staff and for the clinic's own programs."""

from datetime import date, datetime
from fractions import Fraction

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, BigId, Word


class AdherenceSummary(Base):
    """The adherence of one treatment, computed again whenever one of its facts changes.

    The clinic's programs read it as `adherence_feed`; only the bot does the arithmetic.
    """

    __tablename__ = "adherence_summary"

    treatment_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("treatment.id"), primary_key=True, autoincrement=False
    )
    counted_on: Mapped[date | None]
    remaining: Mapped[Fraction | None]
    source: Mapped[Word | None]
    since_on: Mapped[date | None]
    """The day of the count, or of the first fill, that the newest count is compared with."""
    since_stock: Mapped[Fraction | None]
    counts_used: Mapped[int]
    days: Mapped[int | None]
    taken: Mapped[Fraction | None]
    expected: Mapped[float | None]
    fraction: Mapped[float | None]
    """Share of the doses taken, not capped: above 1 if more was taken than prescribed."""
    no_fraction_because: Mapped[Word | None]
    band: Mapped[Word]
    decided_band: Mapped[Word]
    """The band that the last two counts support; one count alone decides nothing."""
    trend: Mapped[Word | None]
    confidence: Mapped[Word | None]
    run_out_on: Mapped[date | None]
    """The first day without a full dose if all is taken as prescribed; None if there is none."""
    injection_due_on: Mapped[date | None]
    reckoned_at: Mapped[datetime]
