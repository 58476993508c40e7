"""What a product type may ask of its specs."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from technomart.domain import catalog
from technomart.foundation.errors import Invalid


def test_a_filter_by_free_text_is_refused(session: Session) -> None:
    catalog.define_specs(session, [catalog.SpecDraft(code="motto", kind="text", name="Девиз")])
    use = catalog.TypeSpecDraft(spec="motto", filterable=True)
    group = catalog.GroupDraft(code="main", name="Главное", specs=(use,))
    with pytest.raises(Invalid, match="text_is_no_filter"):
        catalog.define_types(session, [catalog.TypeDraft(code="torch", name="Фонари", groups=(group,))])
