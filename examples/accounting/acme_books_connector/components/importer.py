from odoo.addons.component.core import Component


class PartnerBatchImporter(Component):
    """Imports partners page by page."""

    _name = "acme_books.partner.batch.importer"
    _inherit = "generic.batch.importer"
    _collection = "acme_books.backend"
    _apply_on = "acme_books.res.partner"


class PartnerImporter(Component):
    """Imports partners."""

    _name = "acme_books.partner.importer"
    _inherit = "generic.partner.importer"
    _collection = "acme_books.backend"
    _apply_on = "acme_books.res.partner"

    _match_on = (("email", "email"),)


class ProductBatchImporter(Component):
    """Imports products page by page."""

    _name = "acme_books.product.batch.importer"
    _inherit = "generic.batch.importer"
    _collection = "acme_books.backend"
    _apply_on = "acme_books.product.product"


class ProductImporter(Component):
    """Imports products."""

    _name = "acme_books.product.importer"
    _inherit = "generic.article.importer"
    _collection = "acme_books.backend"
    _apply_on = "acme_books.product.product"

    _match_on = (("default_code", "sku"),)


class InvoiceBatchImporter(Component):
    """Imports invoices page by page."""

    _name = "acme_books.invoice.batch.importer"
    _inherit = "generic.batch.importer"
    _collection = "acme_books.backend"
    _apply_on = "acme_books.account.move"


class InvoiceImporter(Component):
    """Imports invoices with partner, lines and taxes."""

    _name = "acme_books.invoice.importer"
    _inherit = "generic.invoice.importer"
    _collection = "acme_books.backend"
    _apply_on = "acme_books.account.move"

    _dependencies = (
        {"model": "acme_books.res.partner", "path": "partner_id"},
        {"model": "acme_books.product.product", "path": "lines[].product_id"},
    )
    _invoice = {
        "type": {
            "path": "type",
            "values": {"invoice": "out_invoice", "credit_note": "out_refund"},
        },
        "partner": {"model": "acme_books.res.partner", "id": "partner_id"},
        "number": "number",
        "reference": "reference",
        "date": "date",
        "due": "due_date",
        "currency": "currency",
        "total": "total",
        "total_tax": "total_tax",
        "state": {
            "path": "status",
            "draft": ("draft",),
            "posted": ("open",),
            "paid": ("paid",),
            "cancelled": ("void",),
        },
    }
    _lines = {
        "path": "lines",
        "id": "id",
        "product": {"model": "acme_books.product.product", "path": "product_id"},
        "sku": "sku",
        "name": "description",
        "quantity": "quantity",
        "price": "unit_price",
        "discount": {"percent": "discount_percent"},
        "taxes": {"rate": "tax_rate", "percent": True},
    }


class BillBatchImporter(Component):
    """Imports bills page by page."""

    _name = "acme_books.bill.batch.importer"
    _inherit = "generic.batch.importer"
    _collection = "acme_books.backend"
    _apply_on = "acme_books.account.move.bill"


class BillImporter(Component):
    """Imports bills with partner, lines and taxes."""

    _name = "acme_books.bill.importer"
    _inherit = "generic.invoice.importer"
    _collection = "acme_books.backend"
    _apply_on = "acme_books.account.move.bill"

    _dependencies = (
        {"model": "acme_books.res.partner", "path": "partner_id"},
        {"model": "acme_books.product.product", "path": "lines[].product_id"},
    )
    _invoice = {
        "type": {
            "path": "type",
            "values": {"bill": "in_invoice", "credit_note": "in_refund"},
        },
        "partner": {"model": "acme_books.res.partner", "id": "partner_id"},
        "number": "number",
        "reference": "reference",
        "date": "date",
        "due": "due_date",
        "currency": "currency",
        "total": "total",
        "total_tax": "total_tax",
        "state": {
            "path": "status",
            "draft": ("draft",),
            "posted": ("open",),
            "paid": ("paid",),
            "cancelled": ("void",),
        },
    }
    _lines = {
        "path": "lines",
        "id": "id",
        "product": {"model": "acme_books.product.product", "path": "product_id"},
        "sku": "sku",
        "name": "description",
        "quantity": "quantity",
        "price": "unit_price",
        "discount": {"percent": "discount_percent"},
        "taxes": {"rate": "tax_rate", "percent": True},
    }


class PaymentBatchImporter(Component):
    """Imports payments page by page."""

    _name = "acme_books.payment.batch.importer"
    _inherit = "generic.batch.importer"
    _collection = "acme_books.backend"
    _apply_on = "acme_books.account.payment"


class PaymentImporter(Component):
    """Imports payments and reconciles them."""

    _name = "acme_books.payment.importer"
    _inherit = "generic.payment.importer"
    _collection = "acme_books.backend"
    _apply_on = "acme_books.account.payment"

    _dependencies = (
        {"model": "acme_books.res.partner", "path": "partner_id"},
        {"model": "acme_books.account.move", "path": "allocations[].invoice_id"},
        {"model": "acme_books.account.move.bill", "path": "allocations[].bill_id"},
    )
    _payment = {
        "type": {"path": "type", "values": {"received": "inbound", "sent": "outbound"}},
        "partner": {"model": "acme_books.res.partner", "id": "partner_id"},
        "number": "number",
        "amount": "amount",
        "date": "date",
        "currency": "currency",
        "reference": "reference",
        "method": "method",
        "invoices": (
            {
                "model": "acme_books.account.move",
                "path": "allocations",
                "id": "invoice_id",
            },
            {
                "model": "acme_books.account.move.bill",
                "path": "allocations",
                "id": "bill_id",
            },
        ),
        "state": {"path": "status", "posted": ("completed",), "cancelled": ("void",)},
    }
