# Copyright 2025 The Acme integrators
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl)
{
    "name": "Acme Connector",
    "summary": "Customers and products of Acme, in Odoo",
    "version": "19.0.1.4.0",
    "category": "Connector",
    "author": "Acme Integrators, Odoo Community Association (OCA)",
    "website": "https://example.com/connector-acme",
    "license": "AGPL-3",
    "depends": [
        "connector",  # and with it queue_job and component
        "product",
    ],
    "data": [
        "security/ir.model.access.csv",
        "data/queue_job_data.xml",
        "views/acme_backend_views.xml",
    ],
    "installable": True,
}
