{
    "name": "Acme Books Connector",
    "summary": (
        "Exchange partners, products, invoices, bills and payments with Acme Books"
    ),
    "version": "19.0.1.0.0",
    "category": "Connector",
    "author": "Acme Books Connector contributors",
    "license": "LGPL-3",
    "depends": [
        "generic_connector",
        "account",
    ],
    "data": [
        "security/security.xml",
        "security/ir.model.access.csv",
        "data/queue_job_channel_data.xml",
        "data/queue_job_function_data.xml",
        "data/ir_cron_data.xml",
        "views/partner_views.xml",
        "views/product_views.xml",
        "views/invoice_views.xml",
        "views/bill_views.xml",
        "views/payment_views.xml",
        "views/backend_views.xml",
        "views/export_actions.xml",
        "wizards/sync_wizard_views.xml",
        "views/menu_views.xml",
    ],
    "demo": [
        "demo/demo_data.xml",
    ],
    "uninstall_hook": "uninstall_hook",
}
