"""Records as Acme Leads sends them, and what they become in Odoo."""

#: In a text, ``{n}`` is the record's number; ``#…`` becomes a number.
SAMPLES = {
    "contact": {
        "id": "10{n}",
        "name": "Sample {n}",
        "email": "person{n}@example.com",
        "phone": "+1 555 010 {n}",
        "vat": "vat {n}",
        "note": "comment {n}",
        "address": {
            "street": "{n} Main Street",
            "street2": "Floor {n}",
            "city": "San Francisco",
            "zip": "94103",
            "country_code": "US",
            "state_code": "CA",
        },
        "kind": "company",
        "updated_at": "2024-01-05T10:00:00+00:00",
    },
    "stage": {
        "id": "11{n}",
        "name": "Sample {n}",
        "position": 7,
        "is_won": True,
        "updated_at": "2024-01-05T10:00:00+00:00",
    },
    "lead": {
        "id": "12{n}",
        "title": "Sample {n}",
        "kind": "lead",
        "contact_id": "10{n}",
        "company_name": "partner name {n}",
        "contact_name": "contact name {n}",
        "email": "person{n}@example.com",
        "phone": "+1 555 010 {n}",
        "stage_id": "11{n}",
        "amount": 12.5,
        "probability": 100,
        "expected_close": "2024-01-05",
        "tags": "tag ids {n}",
        "description": "description {n}",
        "updated_at": "2024-01-05T10:00:00+00:00",
    },
    "project": {
        "id": "13{n}",
        "name": "Sample {n}",
        "partner_id": "10{n}",
        "date": "2024-01-05",
        "description": "description {n}",
        "active": True,
        "date_start": "2024-01-05",
        "label_tasks": "label tasks {n}",
        "privacy_visibility": "employees",
        "tags": "tag ids {n}",
        "updated_at": "2024-01-05T10:00:00+00:00",
    },
    "task": {
        "id": "14{n}",
        "name": "Task {n}",
        "updated_at": "2024-01-05T10:00:00+00:00",
    },
}
EXPECTED = {
    "contact": {
        "name": "Sample {n}",
        "email": "person{n}@example.com",
        "phone": "+1 555 010 {n}",
        "street": "{n} Main Street",
        "street2": "Floor {n}",
        "city": "San Francisco",
        "zip": "94103",
        "is_company": True,
    },
    "stage": {"name": "Sample {n}", "sequence": 7, "is_won": True},
    "lead": {
        "name": "Sample {n}",
        "type": "lead",
        "email_from": "person{n}@example.com",
        "phone": "+1 555 010 {n}",
        "expected_revenue": 12.5,
        "probability": 100,
    },
    "project": {
        "name": "Sample {n}",
        "active": True,
        "privacy_visibility": "employees",
    },
    "task": {},
}


def fill(value, number):
    """Return a copy of a sample with the record's number in it."""
    if isinstance(value, dict):
        return {key: fill(item, number) for key, item in value.items()}
    if isinstance(value, list):
        return [fill(item, number) for item in value]
    if not isinstance(value, str):
        return value
    text = value.replace("{n}", str(number))
    return int(text[1:]) if value.startswith("#") else text


def sample(entity, number=1):
    """Return a record of an entity as the system would send it."""
    return fill(SAMPLES[entity], number)


def expected(entity, number=1):
    """Return the values that Odoo's record has after its import."""
    return fill(EXPECTED[entity], number)
