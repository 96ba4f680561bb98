"""Records as Acme Parcels sends them, and what they become in Odoo."""

#: In a text, ``{n}`` is the record's number; ``#…`` becomes a number.
SAMPLES = {
    "partner": {
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
        "updated_at": "2024-01-05T10:00:00+00:00",
    },
    "product": {
        "id": "11{n}",
        "name": "Sample {n}",
        "sku": "SKU-{n}",
        "barcode": "20000000{n}",
        "price": 12.5,
        "weight": 250,
        "description": "description sale {n}",
        "active": True,
        "updated_at": "2024-01-05T10:00:00+00:00",
    },
    "delivery": {
        "id": "12{n}",
        "tracking_number": "carrier tracking ref {n}",
        "shipped_at": "2024-01-05T10:00:00+00:00",
        "carrier": "170{n}",
        "reference": "Delivery {n}",
        "status": "active",
        "updated_at": "2024-01-05T10:00:00+00:00",
    },
}
EXPECTED = {
    "partner": {
        "name": "Sample {n}",
        "email": "person{n}@example.com",
        "phone": "+1 555 010 {n}",
        "street": "{n} Main Street",
        "street2": "Floor {n}",
        "city": "San Francisco",
        "zip": "94103",
    },
    "product": {
        "name": "Sample {n}",
        "default_code": "SKU-{n}",
        "barcode": "20000000{n}",
        "lst_price": 12.5,
        "active": True,
    },
    "delivery": {},
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
