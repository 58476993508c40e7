"""What people do with their account, and what the shop does for them."""

from technomart.domain.accounts.commands.addresses import (
    Place,
    add_address,
    change_address,
    make_usual,
    remove_address,
)
from technomart.domain.accounts.commands.consents import (
    Circumstances,
    ConsentText,
    record_consent,
    withdraw_by_letter,
    withdraw_consent,
)
from technomart.domain.accounts.commands.devices import (
    Begun,
    begin_session,
    end_other_sessions,
    end_session,
    forget_session,
    keep_session,
)
from technomart.domain.accounts.commands.hashing import hash_password, is_right
from technomart.domain.accounts.commands.joining import (
    Registration,
    confirm,
    credentials_of_registration,
    is_registration,
    open_account,
    register,
)
from technomart.domain.accounts.commands.links import Purpose
from technomart.domain.accounts.commands.passwords import (
    change_password,
    owner_of_reset,
    request_reset,
    reset_password,
)
from technomart.domain.accounts.commands.profile import (
    EmailChange,
    begin_email_change,
    change_profile,
    finish_email_change,
    wished_email,
)
from technomart.domain.accounts.commands.programs import (
    is_due_to_be_noted,
    issue_api_token,
    note_api_token_use,
    revoke_all_api_tokens,
    revoke_api_token,
)
from technomart.domain.accounts.commands.pruning import forget_dead_links, forget_ended_sessions, forget_old_tries
from technomart.domain.accounts.commands.signing_in import close_account, sign_in
from technomart.domain.accounts.commands.staff import grant_role, take_role
from technomart.domain.accounts.commands.tries import (
    forgive_code_try,
    forgive_sign_in_tries,
    take_alert_try,
    take_code_try,
    take_letter_try,
    take_order_try,
    take_sign_in_try,
)

__all__ = [
    "Begun",
    "Circumstances",
    "ConsentText",
    "EmailChange",
    "Place",
    "Purpose",
    "Registration",
    "add_address",
    "begin_email_change",
    "begin_session",
    "change_address",
    "change_password",
    "change_profile",
    "close_account",
    "confirm",
    "credentials_of_registration",
    "end_other_sessions",
    "end_session",
    "finish_email_change",
    "forget_dead_links",
    "forget_ended_sessions",
    "forget_old_tries",
    "forget_session",
    "forgive_code_try",
    "forgive_sign_in_tries",
    "grant_role",
    "hash_password",
    "is_due_to_be_noted",
    "is_registration",
    "is_right",
    "issue_api_token",
    "keep_session",
    "make_usual",
    "note_api_token_use",
    "open_account",
    "owner_of_reset",
    "record_consent",
    "register",
    "remove_address",
    "request_reset",
    "reset_password",
    "revoke_all_api_tokens",
    "revoke_api_token",
    "sign_in",
    "take_alert_try",
    "take_code_try",
    "take_letter_try",
    "take_order_try",
    "take_role",
    "take_sign_in_try",
    "wished_email",
    "withdraw_by_letter",
    "withdraw_consent",
]
