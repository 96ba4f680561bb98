from odoo.addons.component.core import Component


class PartnerExporter(Component):
    """Exports partners to Acme Books."""

    _name = "acme_books.partner.exporter"
    _inherit = "generic.binding.exporter"
    _collection = "acme_books.backend"
    _apply_on = "acme_books.res.partner"

    _natural_key = (("email", "email"),)


class PartnerBatchExporter(Component):
    """Queues the export of many partners."""

    _name = "acme_books.partner.batch.exporter"
    _inherit = "generic.batch.exporter"
    _collection = "acme_books.backend"
    _apply_on = "acme_books.res.partner"


class ProductExporter(Component):
    """Exports products to Acme Books."""

    _name = "acme_books.product.exporter"
    _inherit = "generic.binding.exporter"
    _collection = "acme_books.backend"
    _apply_on = "acme_books.product.product"

    _natural_key = (("sku", "sku"),)


class ProductBatchExporter(Component):
    """Queues the export of many products."""

    _name = "acme_books.product.batch.exporter"
    _inherit = "generic.batch.exporter"
    _collection = "acme_books.backend"
    _apply_on = "acme_books.product.product"


class InvoiceExporter(Component):
    """Exports invoices to Acme Books."""

    _name = "acme_books.invoice.exporter"
    _inherit = "generic.invoice.exporter"
    _collection = "acme_books.backend"
    _apply_on = "acme_books.account.move"

    _natural_key = (("number", "number"),)
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
    _formats = {"money": "number", "id": "string"}


class InvoiceBatchExporter(Component):
    """Queues the export of many invoices."""

    _name = "acme_books.invoice.batch.exporter"
    _inherit = "generic.accounting.batch.exporter"
    _collection = "acme_books.backend"
    _apply_on = "acme_books.account.move"


class BillExporter(Component):
    """Exports bills to Acme Books."""

    _name = "acme_books.bill.exporter"
    _inherit = "generic.invoice.exporter"
    _collection = "acme_books.backend"
    _apply_on = "acme_books.account.move.bill"

    _natural_key = (("number", "number"),)
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
    _formats = {"money": "number", "id": "string"}


class BillBatchExporter(Component):
    """Queues the export of many bills."""

    _name = "acme_books.bill.batch.exporter"
    _inherit = "generic.accounting.batch.exporter"
    _collection = "acme_books.backend"
    _apply_on = "acme_books.account.move.bill"


class PaymentExporter(Component):
    """Exports payments to Acme Books."""

    _name = "acme_books.payment.exporter"
    _inherit = "generic.payment.exporter"
    _collection = "acme_books.backend"
    _apply_on = "acme_books.account.payment"

    _natural_key = (("number", "number"),)
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
    _formats = {"money": "number", "id": "string"}


class PaymentBatchExporter(Component):
    """Queues the export of many payments."""

    _name = "acme_books.payment.batch.exporter"
    _inherit = "generic.accounting.batch.exporter"
    _collection = "acme_books.backend"
    _apply_on = "acme_books.account.payment"
