{
    "name": "Shopify Connector",
    "summary": (
        "Exchange customers, products, inventory, orders and fulfillments with Shopify"
    ),
    "version": "17.0.1.0.0",
    "category": "Connector",
    "author": "Shopify Connector contributors",
    "license": "LGPL-3",
    "depends": [
        "generic_connector",
        "stock_delivery",
    ],
    "data": [
        "security/security.xml",
        "security/ir.model.access.csv",
        "data/queue_job_channel_data.xml",
        "data/queue_job_function_data.xml",
        "data/ir_cron_data.xml",
        "views/customer_views.xml",
        "views/address_views.xml",
        "views/product_views.xml",
        "views/variant_views.xml",
        "views/inventory_views.xml",
        "views/order_views.xml",
        "views/order_line_views.xml",
        "views/fulfillment_views.xml",
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
