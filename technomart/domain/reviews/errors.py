"""What is refused about reviews, votes and questions."""

from technomart.foundation.errors import Conflict, Forbidden, Invalid, NotFound


class UnknownReview(NotFound):
    """There is no such review, or it is not shown."""

    code = "unknown_review"


class UnknownQuestion(NotFound):
    """There is no such question or answer, or it is not shown."""

    code = "unknown_question"


class AlreadyReviewed(Conflict):
    """This account has already said its word about these goods."""

    code = "already_reviewed"


class TooManyWords(Conflict):
    """This account has written as much as one may in a day."""

    code = "too_many_words"


class OwnReview(Forbidden):
    """Nobody votes for their own review."""

    code = "own_review"


class BadRating(Invalid):
    """A rating is a whole number of stars from one to five."""

    code = "bad_rating"


class NoWords(Invalid):
    """Something that must be said was left empty."""

    code = "no_words"


class TooLong(Invalid):
    """A text is longer than there is room for."""

    code = "text_too_long"


class TooManyPictures(Invalid):
    """More photos than one review may have."""

    code = "too_many_pictures"
