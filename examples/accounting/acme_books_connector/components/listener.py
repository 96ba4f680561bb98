from odoo.addons.component.core import Component


class PartnerExportListener(Component):
    """Exports partners that change, where the backend's switch is on."""

    _name = "acme_books.partner.export.listener"
    _inherit = "generic.export.listener"
    _collection = "acme_books.backend"
    _apply_on = ["res.partner"]

    _binding_model = "acme_books.res.partner"
    _watched = {
        "res.partner": [
            "city",
            "comment",
            "country_id",
            "email",
            "name",
            "phone",
            "state_id",
            "street",
            "street2",
            "vat",
            "zip",
        ],
    }


class ProductExportListener(Component):
    """Exports products that change, where the backend's switch is on."""

    _name = "acme_books.product.export.listener"
    _inherit = "generic.export.listener"
    _collection = "acme_books.backend"
    _apply_on = ["product.product"]

    _binding_model = "acme_books.product.product"
    _watched = {
        "product.product": [
            "active",
            "barcode",
            "default_code",
            "description_sale",
            "lst_price",
            "name",
            "weight",
        ],
    }


class InvoiceExportListener(Component):
    """Exports invoices that change, where the backend's switch is on."""

    _name = "acme_books.invoice.export.listener"
    _inherit = "generic.export.listener"
    _collection = "acme_books.backend"
    _apply_on = ["account.move"]

    _binding_model = "acme_books.account.move"
    _watched = {
        "account.move": ["payment_state", "state"],
    }


class BillExportListener(Component):
    """Exports bills that change, where the backend's switch is on."""

    _name = "acme_books.bill.export.listener"
    _inherit = "generic.export.listener"
    _collection = "acme_books.backend"
    _apply_on = ["account.move"]

    _binding_model = "acme_books.account.move.bill"
    _watched = {
        "account.move": ["payment_state", "state"],
    }


class PaymentExportListener(Component):
    """Exports payments that change, where the backend's switch is on."""

    _name = "acme_books.payment.export.listener"
    _inherit = "generic.export.listener"
    _collection = "acme_books.backend"
    _apply_on = ["account.payment"]

    _binding_model = "acme_books.account.payment"
    _watched = {
        "account.payment": ["state"],
    }
