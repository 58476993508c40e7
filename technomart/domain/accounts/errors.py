"""What is refused when people register, sign in or look after their account."""

from technomart.foundation.errors import Conflict, DomainError, Forbidden, Invalid, NotFound, Unavailable


class InvalidEmail(Invalid):
    """Not an address a letter can be sent to."""

    code = "invalid_email"


class InvalidPhone(Invalid):
    """Not a telephone number that can be called."""

    code = "invalid_phone"


class WeakPassword(Invalid):
    """A password outside the rules; the code says which rule."""

    code = "password_too_short"


class WrongEmailOrPassword(Invalid):
    """No such pair; which half is wrong is never said."""

    code = "wrong_email_or_password"


class WrongPassword(Invalid):
    """The present password, asked for again, is not this one."""

    code = "wrong_password"


class TooManyTries(DomainError):
    """Tried too often; `retry_after` says in how many seconds one more try is taken."""

    code = "too_many_tries"


class TooManyOrders(TooManyTries):
    """Somebody orders so often that they seem to hold goods rather than buy them."""

    code = "too_many_orders"


class HashingBusy(Unavailable):
    """Too many passwords are being checked at this moment."""

    code = "database_busy"


class LinkExpired(NotFound):
    """The link from a letter is unknown, used, replaced by a newer one, or too old."""

    code = "link_expired"


class UnknownAccount(NotFound):
    """No such account, or it is closed."""

    code = "unknown_account"


class UnknownAddress(NotFound):
    """The account has no such address."""

    code = "unknown_address"


class TooManyAddresses(Conflict):
    """The address book is full."""

    code = "too_many_addresses"


class UnknownDevice(NotFound):
    """The account is not signed in on such a device."""

    code = "unknown_device"


class UnknownApiToken(NotFound):
    """The account has no such key."""

    code = "unknown_api_token"


class TooManyApiTokens(Conflict):
    """The account holds as many working keys as it may."""

    code = "too_many_api_tokens"


class UnknownScope(Invalid):
    """A key cannot be given a right that does not exist."""

    code = "unknown_scope"


class UnknownRole(Invalid):
    """The shop has no such role."""

    code = "unknown_role"


class NoConsentToWithdraw(Conflict):
    """There is no standing consent for this purpose."""

    code = "no_consent_to_withdraw"


class NotAllowed(Forbidden):
    """The account's roles do not allow this."""

    code = "forbidden"
