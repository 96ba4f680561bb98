{
    "name": "Acme Shop Connector",
    "summary": (
        "Exchange customers, categories, products, pricelists, inventory and orders "
        "with Acme Shop"
    ),
    "version": "19.0.1.0.0",
    "category": "Connector",
    "author": "Acme Shop Connector contributors",
    "license": "LGPL-3",
    "depends": [
        "generic_connector",
        "sale",
        "stock",
    ],
    "data": [
        "security/security.xml",
        "security/ir.model.access.csv",
        "data/queue_job_channel_data.xml",
        "data/queue_job_function_data.xml",
        "data/ir_cron_data.xml",
        "views/customer_views.xml",
        "views/category_views.xml",
        "views/product_views.xml",
        "views/variant_views.xml",
        "views/pricelist_views.xml",
        "views/item_views.xml",
        "views/inventory_views.xml",
        "views/order_views.xml",
        "views/order_line_views.xml",
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
