from . import (
    test_connection,
    test_contact,
    test_lead,
    test_project,
    test_stage,
    test_sync,
    test_task,
)
