"""What shoppers say about goods: reviews, votes, questions and answers."""

from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from technomart.foundation.columns import Instant, Key, Moment, Name, State, Whole, check, one_of
from technomart.foundation.database import Base


class Moderation(StrEnum):
    """Only published words are shown."""

    waiting = "waiting"
    published = "published"
    rejected = "rejected"


class Review(Base):
    """One account's opinion of one product line; `order_line_id` is the proof that it was bought here."""

    __tablename__ = "review"
    __table_args__ = (
        UniqueConstraint("product_id", "account_id"),
        Index(None, "product_id", "moderation", "written_at"),
        Index(None, "account_id"),
        Index(None, "moderation"),
        one_of("moderation", Moderation),
        check("rating_in_bounds", "rating BETWEEN 1 AND 5"),
        check("votes_not_negative", "helpful >= 0 AND unhelpful >= 0"),
    )

    id: Mapped[Key]
    public_id: Mapped[str] = mapped_column(String(64), unique=True)
    product_id: Mapped[Whole] = mapped_column(ForeignKey("product.id", ondelete="CASCADE"))
    variant_id: Mapped[Whole | None] = mapped_column(ForeignKey("variant.id", ondelete="SET NULL"))
    account_id: Mapped[Whole | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    order_line_id: Mapped[Whole | None] = mapped_column(ForeignKey("order_line.id", ondelete="SET NULL"))
    is_verified: Mapped[bool] = mapped_column(default=False)
    author: Mapped[Name]
    rating: Mapped[Whole]
    pros: Mapped[str] = mapped_column(Text, default="")
    cons: Mapped[str] = mapped_column(Text, default="")
    text: Mapped[str] = mapped_column(Text, default="")
    helpful: Mapped[Whole] = mapped_column(default=0)
    unhelpful: Mapped[Whole] = mapped_column(default=0)
    reply: Mapped[str] = mapped_column(Text, default="")
    replied_at: Mapped[Instant | None] = mapped_column(Moment())
    moderation: Mapped[Moderation] = mapped_column(State(Moderation), default=Moderation.waiting)
    written_at: Mapped[Instant]


class ReviewPicture(Base):
    """A photo that came with a review, re-encoded by us; `key` names its files."""

    __tablename__ = "review_picture"
    __table_args__ = (Index(None, "review_id"),)

    id: Mapped[Key]
    review_id: Mapped[Whole] = mapped_column(ForeignKey("review.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(String(80), unique=True)
    position: Mapped[Whole] = mapped_column(default=0)


class ReviewVote(Base):
    """One voter's word on one review."""

    __tablename__ = "review_vote"
    __table_args__ = (UniqueConstraint("review_id", "voter"),)

    id: Mapped[Key]
    review_id: Mapped[Whole] = mapped_column(ForeignKey("review.id", ondelete="CASCADE"))
    voter: Mapped[str] = mapped_column(String(80))
    is_helpful: Mapped[bool]
    at: Mapped[Instant]


class Question(Base):
    """Something a shopper wants to know about a product line."""

    __tablename__ = "question"
    __table_args__ = (
        Index(None, "product_id", "moderation"),
        Index(None, "account_id"),
        one_of("moderation", Moderation),
    )

    id: Mapped[Key]
    public_id: Mapped[str] = mapped_column(String(64), unique=True)
    product_id: Mapped[Whole] = mapped_column(ForeignKey("product.id", ondelete="CASCADE"))
    account_id: Mapped[Whole | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    author: Mapped[Name]
    text: Mapped[str] = mapped_column(Text)
    moderation: Mapped[Moderation] = mapped_column(State(Moderation), default=Moderation.waiting)
    asked_at: Mapped[Instant]


class Answer(Base):
    """An answer to a question, by the shop or by another shopper."""

    __tablename__ = "answer"
    __table_args__ = (Index(None, "question_id"), one_of("moderation", Moderation))

    id: Mapped[Key]
    question_id: Mapped[Whole] = mapped_column(ForeignKey("question.id", ondelete="CASCADE"))
    account_id: Mapped[Whole | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    author: Mapped[Name]
    is_shop: Mapped[bool] = mapped_column(default=False)
    text: Mapped[str] = mapped_column(Text)
    moderation: Mapped[Moderation] = mapped_column(State(Moderation), default=Moderation.waiting)
    answered_at: Mapped[Instant]


class ProductRating(Base):
    """The published ratings of a product line, summed; written with each review that is published."""

    __tablename__ = "product_rating"
    __table_args__ = (check("counts_not_negative", "reviews >= 0 AND stars >= 0"),)

    product_id: Mapped[Whole] = mapped_column(ForeignKey("product.id", ondelete="CASCADE"), primary_key=True)
    reviews: Mapped[Whole] = mapped_column(default=0)
    stars: Mapped[Whole] = mapped_column(default=0)
    questions: Mapped[Whole] = mapped_column(default=0)
