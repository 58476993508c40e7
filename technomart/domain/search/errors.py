"""What search refuses."""

from technomart.foundation.errors import Invalid


class AliasSaysNothing(Invalid):
    """A name without letters or digits, too long, or one that means itself."""

    code = "alias_says_nothing"
