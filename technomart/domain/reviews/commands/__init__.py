"""What can be done with shoppers' words: write, vote, reply, ask, answer, moderate, take over."""

from technomart.domain.reviews.commands.asking import answer, ask
from technomart.domain.reviews.commands.bulk import (
    AnswerDraft,
    QuestionDraft,
    ReviewDraft,
    import_questions,
    import_reviews,
)
from technomart.domain.reviews.commands.moderating import (
    answer_for_shop,
    moderate,
    moderate_answer,
    moderate_question,
)
from technomart.domain.reviews.commands.pictures import DROP_PICTURES
from technomart.domain.reviews.commands.reviewing import (
    Votes,
    reply,
    require_words_left,
    vote,
    withdraw_review,
    write_review,
)

__all__ = [
    "DROP_PICTURES",
    "AnswerDraft",
    "QuestionDraft",
    "ReviewDraft",
    "Votes",
    "answer",
    "answer_for_shop",
    "ask",
    "import_questions",
    "import_reviews",
    "moderate",
    "moderate_answer",
    "moderate_question",
    "reply",
    "require_words_left",
    "vote",
    "withdraw_review",
    "write_review",
]
