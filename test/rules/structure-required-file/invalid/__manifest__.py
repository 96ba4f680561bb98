{  # expect: structure-required-file
    "name": "Demo Connector",
    "summary": "Exchange contacts with Demo",
    "version": "19.0.1.0.0",
    "category": "Connector",
    "author": "Demo Connector contributors",
    "license": "LGPL-3",
    "depends": [
        "generic_connector",
    ],
    "data": [
        "security/security.xml",
        "security/ir.model.access.csv",
        "data/queue_job_channel_data.xml",
        "data/queue_job_function_data.xml",
        "data/ir_cron_data.xml",
        "views/contact_views.xml",
        "views/backend_views.xml",
        "wizards/sync_wizard_views.xml",
        "views/menu_views.xml",
    ],
    "demo": [
        "demo/demo_data.xml",
    ],
    "uninstall_hook": "uninstall_hook",
}
