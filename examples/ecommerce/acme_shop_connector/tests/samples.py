"""Records as Acme Shop sends them, and what they become in Odoo."""

#: In a text, ``{n}`` is the record's number; ``#…`` becomes a number.
SAMPLES = {
    "customer": {
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
    "category": {
        "id": "11{n}",
        "name": "Sample {n}",
        "updated_at": "2024-01-05T10:00:00+00:00",
    },
    "product": {
        "id": "12{n}",
        "name": "Sample {n}",
        "description": "<p>Text {n}</p>",
        "status": "active",
        "category_id": "11{n}",
        "tags": "product tag ids {n}",
        "updated_at": "2024-01-05T10:00:00+00:00",
        "options": [{"name": "Size", "values": ["Small", "Large"]}],
        "variants": [
            {
                "id": "131{n}",
                "sku": "SKU-{n}-S",
                "barcode": "20000000{n}-S",
                "price": 12.5,
                "weight": 250,
                "name": "Variant {n}",
                "option1": "Small",
            },
            {
                "id": "132{n}",
                "sku": "SKU-{n}-L",
                "barcode": "20000000{n}-L",
                "price": 12.5,
                "weight": 250,
                "name": "Variant {n}",
                "option1": "Large",
            },
        ],
    },
    "pricelist": {
        "id": "14{n}",
        "name": "Sample {n}",
        "currency": "USD",
        "active": True,
        "updated_at": "2024-01-05T10:00:00+00:00",
        "items": [
            {
                "id": "151{n}",
                "applies_to": "product",
                "product_id": "12{n}",
                "category_id": "11{n}",
                "min_quantity": 12.5,
                "price": 12.5,
                "starts_at": "2024-01-05T10:00:00+00:00",
                "ends_at": "2034-01-05T10:00:00+00:00",
            }
        ],
    },
    "order": {
        "id": "17{n}",
        "number": "ORD-{n}",
        "created_at": "2024-01-05T10:00:00+00:00",
        "note": "note {n}",
        "payment_status": "paid",
        "updated_at": "2024-01-05T10:00:00+00:00",
        "customer": {
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
        "email": "person{n}@example.com",
        "taxes_included": False,
        "total": 32.45,
        "total_tax": 4.95,
        "billing_address": {
            "name": "Sample {n}",
            "street": "{n} Main Street",
            "street2": "Floor {n}",
            "city": "San Francisco",
            "zip": "94103",
            "country_code": "US",
            "state_code": "CA",
            "phone": "+1 555 010 {n}",
        },
        "shipping_address": {
            "name": "Sample {n}",
            "street": "{n} Main Street",
            "street2": "Floor {n}",
            "city": "San Francisco",
            "zip": "94103",
            "country_code": "US",
            "state_code": "CA",
            "phone": "+1 555 010 {n}",
        },
        "lines": [
            {
                "id": "900{n}",
                "variant_id": "131{n}",
                "product_id": "12{n}",
                "name": "Sample {n}",
                "sku": "SKU-{n}-S",
                "quantity": 2,
                "price": 10,
                "discounts": [{"amount": 2}],
                "taxes": [{"rate": 0.21, "name": "VAT 21%", "amount": 3.78}],
            },
            {
                "id": "901{n}",
                "variant_id": "132{n}",
                "product_id": "12{n}",
                "name": "Sample {n}",
                "sku": "SKU-{n}-L",
                "quantity": 1,
                "price": 5.5,
                "discounts": [],
                "taxes": [{"rate": 0.06, "name": "VAT 6%", "amount": 0.33}],
            },
        ],
        "shipping_lines": [
            {
                "id": "990{n}",
                "name": "Standard",
                "price": 4,
                "discounts": [],
                "taxes": [{"rate": 0.21, "name": "VAT 21%", "amount": 0.84}],
            }
        ],
    },
    "order_refund": {
        "id": "980{n}",
        "created_at": "2024-01-05T10:00:00+00:00",
        "reason": "Too small",
        "total": 10.89,
        "lines": [
            {
                "line_id": "900{n}",
                "quantity": 1,
                "amount": 9,
                "tax": 1.89,
                "restocked": True,
            }
        ],
    },
}
EXPECTED = {
    "customer": {
        "name": "Sample {n}",
        "email": "person{n}@example.com",
        "phone": "+1 555 010 {n}",
        "street": "{n} Main Street",
        "street2": "Floor {n}",
        "city": "San Francisco",
        "zip": "94103",
    },
    "category": {"name": "Sample {n}"},
    "product": {"name": "Sample {n}", "active": True},
    "pricelist": {"name": "Sample {n}", "active": True},
    "order": {"client_order_ref": "ORD-{n}"},
    "order_refund": {},
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
