{
    'name': 'Zest Connector',
    'version': '19.0.2.0.0',
    'summary': 'Products and orders of Zest',
    'author': 'Zest team',
    'license': 'LGPL-3',
    'category': 'Connector',
    'depends': [
        'generic_connector',
        'product',
        'sale',
    ],
    'data': [
        'security/security.xml',
        'security/ir.model.access.csv',
        'data/ir_cron_data.xml',
        'data/queue_job_function_data.xml',
        'views/backend_views.xml',
        'views/binding_views.xml',
        'views/menu_views.xml',
    ],
    'installable': True,
    'application': True,
}
