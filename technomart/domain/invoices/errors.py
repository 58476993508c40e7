"""What invoices and statements refuse."""

from technomart.foundation.errors import Conflict, Invalid, NotFound


class NoInvoice(NotFound):
    """The order is not paid by an invoice, or is over so that it must not be paid any more."""

    code = "no_invoice"


class StatementBroken(Invalid):
    """The file is no statement that can be trusted; `line` and `column` in the details say where it breaks."""

    code = "statement_broken"


class OtherSum(Conflict):
    """What came is not what the invoice asks for: nothing is booked."""

    code = "invoice_other_sum"


class DocumentUsed(Conflict):
    """The payer's document has paid another invoice already: nothing is booked."""

    code = "invoice_document_used"


class WrongDocument(Invalid):
    """The payer's document has no such number or day."""

    code = "invoice_wrong_document"
