from . import (
    backend,
    contact_binding,
    lead_binding,
    project_binding,
    stage_binding,
    task_binding,
)
