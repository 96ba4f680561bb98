{
    "name": "Demo Connector",
    "summary": "Exchange contacts with Demo",
    "version": "19.0.1.0.0",
    "category": "Connector",
    "author": "Example Integrators, Odoo Community Association (OCA)",
    "website": "https://github.com/OCA/demo-connector",
    "license": "LGPL-3",
    "depends": [
        "connector",
        "queue_job",
        "sale_managment",  # expect: manifest-unknown-dependency
    ],
    "external_dependencies": {"python": ["requests"]},
    "data": [
        "security/security.xml",
        "security/ir.model.access.csv",
        "data/queue_job_channel.xml",
        "data/queue_job_function.xml",
        "data/ir_cron.xml",
        "views/demo_backend_views.xml",
    ],
    "installable": True,
}
