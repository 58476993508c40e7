"""What the back room is asked to do with parcels: one job each, named after the parcel's number."""

from __future__ import annotations

from typing import Final

from sqlalchemy.orm import Session

from technomart.domain.fulfilment.models import Parcel
from technomart.foundation import jobs

SUBMIT_PARCEL: Final = "submit_parcel"
CANCEL_PARCEL: Final = "cancel_parcel"


def ask_to_submit(session: Session, parcel: Parcel) -> None:
    jobs.enqueue(session, SUBMIT_PARCEL, f"{SUBMIT_PARCEL}:{parcel.number}", {"parcel": parcel.id})


def ask_to_cancel(session: Session, parcel: Parcel) -> None:
    jobs.enqueue(session, CANCEL_PARCEL, f"{CANCEL_PARCEL}:{parcel.number}", {"parcel": parcel.id})
