"""Records as Acme Books sends them, and what they become in Odoo."""

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
    "invoice": {
        "id": "12{n}",
        "note": "narration {n}",
        "number": "Invoice {n}",
        "status": "open",
        "updated_at": "2024-01-05T10:00:00+00:00",
        "partner_id": "10{n}",
        "type": "invoice",
        "reference": "REF-{n}",
        "date": "2024-01-05",
        "due_date": "2024-02-05",
        "total": 27.61,
        "total_tax": 4.11,
        "lines": [
            {
                "id": "900{n}",
                "product_id": "11{n}",
                "description": "Sample {n}",
                "quantity": 2,
                "unit_price": 10,
                "discount_percent": 10,
                "tax_rate": 21,
            },
            {
                "id": "901{n}",
                "description": "Work",
                "quantity": 1,
                "unit_price": 5.5,
                "discount_percent": 0,
                "tax_rate": 6,
            },
        ],
    },
    "bill": {
        "id": "13{n}",
        "note": "narration {n}",
        "number": "Bill {n}",
        "status": "open",
        "updated_at": "2024-01-05T10:00:00+00:00",
        "partner_id": "10{n}",
        "type": "bill",
        "reference": "REF-{n}",
        "date": "2024-01-05",
        "due_date": "2024-02-05",
        "total": 27.61,
        "total_tax": 4.11,
        "lines": [
            {
                "id": "900{n}",
                "product_id": "11{n}",
                "description": "Sample {n}",
                "quantity": 2,
                "unit_price": 10,
                "discount_percent": 10,
                "tax_rate": 21,
            },
            {
                "id": "901{n}",
                "description": "Work",
                "quantity": 1,
                "unit_price": 5.5,
                "discount_percent": 0,
                "tax_rate": 6,
            },
        ],
    },
    "payment": {
        "id": "14{n}",
        "number": "Payment {n}",
        "status": "completed",
        "updated_at": "2024-01-05T10:00:00+00:00",
        "partner_id": "10{n}",
        "type": "received",
        "reference": "REF-{n}",
        "date": "2024-01-05",
        "amount": 27.61,
        "method": "wire",
        "allocations": [{"invoice_id": "12{n}"}],
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
    "invoice": {},
    "bill": {},
    "payment": {},
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
