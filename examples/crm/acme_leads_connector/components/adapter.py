from odoo.addons.component.core import Component


class AcmeLeadsAdapter(Component):
    """Speaks with the API of Acme Leads."""

    _name = "acme_leads.adapter"
    _inherit = "generic.adapter"
    _collection = "acme_leads.backend"

    _test_endpoint = "/contacts"
    _auth = {"kind": "header", "header": "X-API-Key", "value": "{api_key}"}
    _headers = {"Accept": "application/json"}
    _pagination = {
        "kind": "page",
        "page_param": "page",
        "size_param": "per_page",
        "size": 100,
        "total_path": "total",
    }
    _rate_limit = {"kind": "retry_after", "status": 429, "retry_after": "Retry-After"}
    _errors = {"path": "error"}
    _resources = {
        "contact": {
            "list": "GET /contacts",
            "get": "GET /contacts/{id}",
            "create": "POST /contacts",
            "update": "PUT /contacts/{id}",
            "search": "GET /contacts?email={email}",
            "list_key": "data",
            "item_key": None,
            "request_key": None,
            "filter": {"kind": "param", "param": "updated_since", "format": "iso8601"},
            "id": "id",
        },
        "stage": {
            "list": "GET /stages",
            "get": "GET /stages/{id}",
            "create": "POST /stages",
            "update": "PUT /stages/{id}",
            "search": "GET /stages?name={name}",
            "list_key": "data",
            "item_key": None,
            "request_key": None,
            "filter": {"kind": "param", "param": "updated_since", "format": "iso8601"},
            "id": "id",
        },
        "lead": {
            "list": "GET /leads",
            "get": "GET /leads/{id}",
            "create": "POST /leads",
            "update": "PUT /leads/{id}",
            "list_key": "data",
            "item_key": None,
            "request_key": None,
            "filter": {"kind": "param", "param": "updated_since", "format": "iso8601"},
            "id": "id",
        },
        "project": {
            "list": "GET /projects",
            "get": "GET /projects/{id}",
            "create": "POST /projects",
            "update": "PUT /projects/{id}",
            "search": "GET /projects?name={name}",
            "list_key": "data",
            "item_key": None,
            "request_key": None,
            "filter": {"kind": "param", "param": "updated_since", "format": "iso8601"},
            "id": "id",
        },
        "task": {
            "list": "GET /tasks",
            "get": "GET /tasks/{id}",
            "create": "POST /tasks",
            "update": "PUT /tasks/{id}",
            "search": "GET /tasks?name={name}",
            "list_key": "data",
            "item_key": None,
            "request_key": None,
            "filter": {"kind": "param", "param": "updated_since", "format": "iso8601"},
            "id": "id",
        },
    }

    # Contacts

    def get_contacts(self, filters=None):
        """Return the first page of contacts (``GET /contacts``).

        :param dict filters: query parameters; ``since`` (a naive UTC datetime)
            asks for what changed after it
        :return: list of records as the system sends them
        """
        return self._list("contact", filters)

    def get_all_contacts(self, filters=None):
        """Yield all contacts, page by page (``GET /contacts``).

        :param dict filters: as for the first page
        :return: generator of records as the system sends them
        """
        return self._iter_all("contact", filters)

    def get_contact(self, external_id):
        """Return the contact with an id (``GET /contacts/{id}``).

        :return: dict as the system sends it
        :raise IDMissingInBackend: where the system has no such record
        """
        return self._read("contact", external_id)

    def create_contact(self, data):
        """Create a contact and return it (``POST /contacts``).

        :param dict data: values as the system takes them
        :return: dict of the new record as the system sends it
        """
        return self._create("contact", data)

    def update_contact(self, external_id, data):
        """Update a contact and return it (``PUT /contacts/{id}``).

        :param dict data: values as the system takes them
        :return: dict of the record as the system sends it
        """
        return self._update("contact", external_id, data)

    # Stages

    def get_stages(self, filters=None):
        """Return the first page of stages (``GET /stages``).

        :param dict filters: query parameters; ``since`` (a naive UTC datetime)
            asks for what changed after it
        :return: list of records as the system sends them
        """
        return self._list("stage", filters)

    def get_all_stages(self, filters=None):
        """Yield all stages, page by page (``GET /stages``).

        :param dict filters: as for the first page
        :return: generator of records as the system sends them
        """
        return self._iter_all("stage", filters)

    def get_stage(self, external_id):
        """Return the stage with an id (``GET /stages/{id}``).

        :return: dict as the system sends it
        :raise IDMissingInBackend: where the system has no such record
        """
        return self._read("stage", external_id)

    def create_stage(self, data):
        """Create a stage and return it (``POST /stages``).

        :param dict data: values as the system takes them
        :return: dict of the new record as the system sends it
        """
        return self._create("stage", data)

    def update_stage(self, external_id, data):
        """Update a stage and return it (``PUT /stages/{id}``).

        :param dict data: values as the system takes them
        :return: dict of the record as the system sends it
        """
        return self._update("stage", external_id, data)

    # Leads

    def get_leads(self, filters=None):
        """Return the first page of leads (``GET /leads``).

        :param dict filters: query parameters; ``since`` (a naive UTC datetime)
            asks for what changed after it
        :return: list of records as the system sends them
        """
        return self._list("lead", filters)

    def get_all_leads(self, filters=None):
        """Yield all leads, page by page (``GET /leads``).

        :param dict filters: as for the first page
        :return: generator of records as the system sends them
        """
        return self._iter_all("lead", filters)

    def get_lead(self, external_id):
        """Return the lead with an id (``GET /leads/{id}``).

        :return: dict as the system sends it
        :raise IDMissingInBackend: where the system has no such record
        """
        return self._read("lead", external_id)

    def create_lead(self, data):
        """Create a lead and return it (``POST /leads``).

        :param dict data: values as the system takes them
        :return: dict of the new record as the system sends it
        """
        return self._create("lead", data)

    def update_lead(self, external_id, data):
        """Update a lead and return it (``PUT /leads/{id}``).

        :param dict data: values as the system takes them
        :return: dict of the record as the system sends it
        """
        return self._update("lead", external_id, data)

    # Projects

    def get_projects(self, filters=None):
        """Return the first page of projects (``GET /projects``).

        :param dict filters: query parameters; ``since`` (a naive UTC datetime)
            asks for what changed after it
        :return: list of records as the system sends them
        """
        return self._list("project", filters)

    def get_all_projects(self, filters=None):
        """Yield all projects, page by page (``GET /projects``).

        :param dict filters: as for the first page
        :return: generator of records as the system sends them
        """
        return self._iter_all("project", filters)

    def get_project(self, external_id):
        """Return the project with an id (``GET /projects/{id}``).

        :return: dict as the system sends it
        :raise IDMissingInBackend: where the system has no such record
        """
        return self._read("project", external_id)

    def create_project(self, data):
        """Create a project and return it (``POST /projects``).

        :param dict data: values as the system takes them
        :return: dict of the new record as the system sends it
        """
        return self._create("project", data)

    def update_project(self, external_id, data):
        """Update a project and return it (``PUT /projects/{id}``).

        :param dict data: values as the system takes them
        :return: dict of the record as the system sends it
        """
        return self._update("project", external_id, data)

    # Tasks

    def get_tasks(self, filters=None):
        """Return the first page of tasks (``GET /tasks``).

        :param dict filters: query parameters; ``since`` (a naive UTC datetime)
            asks for what changed after it
        :return: list of records as the system sends them
        """
        return self._list("task", filters)

    def get_all_tasks(self, filters=None):
        """Yield all tasks, page by page (``GET /tasks``).

        :param dict filters: as for the first page
        :return: generator of records as the system sends them
        """
        return self._iter_all("task", filters)

    def get_task(self, external_id):
        """Return the task with an id (``GET /tasks/{id}``).

        :return: dict as the system sends it
        :raise IDMissingInBackend: where the system has no such record
        """
        return self._read("task", external_id)

    def create_task(self, data):
        """Create a task and return it (``POST /tasks``).

        :param dict data: values as the system takes them
        :return: dict of the new record as the system sends it
        """
        return self._create("task", data)

    def update_task(self, external_id, data):
        """Update a task and return it (``PUT /tasks/{id}``).

        :param dict data: values as the system takes them
        :return: dict of the record as the system sends it
        """
        return self._update("task", external_id, data)
