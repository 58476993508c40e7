"""Why a letter was not written or not taken."""

from technomart.foundation.errors import Conflict, Invalid, Unavailable


class BadRecipient(Invalid):
    """Not one plain e-mail address."""

    code = "bad_recipient"


class Refused(Conflict):
    """The mail server will never take this letter; trying again is of no use."""

    code = "letter_refused"


class Unreachable(Unavailable):
    """The mail server does not answer or says "later"."""

    code = "mail_unreachable"
