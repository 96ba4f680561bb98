"""Records as WooCommerce sends them, and what they become in Odoo."""

#: In a text, ``{n}`` is the record's number; ``#…`` becomes a number.
SAMPLES = {
    "customer": {
        "id": "#10{n}",
        "first_name": "Ann{n}",
        "last_name": "Sample",
        "email": "person{n}@example.com",
        "billing": {
            "phone": "+1 555 010 {n}",
            "address_1": "{n} Main Street",
            "address_2": "Floor {n}",
            "city": "San Francisco",
            "postcode": "94103",
            "country": "US",
            "state": "CA",
            "company": "company name {n}",
        },
        "date_modified_gmt": "2024-01-05 10:00:00",
    },
    "category": {"id": "#11{n}", "name": "Sample {n}"},
    "product": {
        "id": "#12{n}",
        "name": "Sample {n}",
        "sku": "SKU-{n}",
        "global_unique_id": "20000000{n}",
        "regular_price": "12.50",
        "weight": 250,
        "short_description": "<p>Text {n}</p>",
        "status": "publish",
        "categories": [{"id": "#11{n}"}],
        "tags": [{"name": "product tag ids {n}"}],
        "date_modified_gmt": "2024-01-05 10:00:00",
        "attributes": [
            {"name": "Size", "options": ["Small", "Large"], "variation": True}
        ],
        "variations": [
            {
                "id": "#131{n}",
                "sku": "SKU-{n}-S",
                "global_unique_id": "20000000{n}-S",
                "regular_price": "12.50",
                "weight": 250,
                "date_modified_gmt": "2024-01-05 10:00:00",
                "attributes": [{"name": "Size", "option": "Small"}],
            },
            {
                "id": "#132{n}",
                "sku": "SKU-{n}-L",
                "global_unique_id": "20000000{n}-L",
                "regular_price": "12.50",
                "weight": 250,
                "date_modified_gmt": "2024-01-05 10:00:00",
                "attributes": [{"name": "Size", "option": "Large"}],
            },
        ],
    },
    "order": {
        "id": "#15{n}",
        "number": "ORD-{n}",
        "date_created_gmt": "2024-01-05 10:00:00",
        "customer_note": "note {n}",
        "status": "processing",
        "date_modified_gmt": "2024-01-05 10:00:00",
        "customer_id": "#10{n}",
        "billing": {"email": "person{n}@example.com"},
        "prices_include_tax": False,
        "total": "32.45",
        "total_tax": "4.95",
        "shipping": {
            "first_name": "Ann{n}",
            "last_name": "Sample",
            "address_1": "{n} Main Street",
            "address_2": "Floor {n}",
            "city": "San Francisco",
            "postcode": "94103",
            "country": "US",
            "state": "CA",
            "phone": "+1 555 010 {n}",
        },
        "tax_lines": [
            {"rate_id": "#721", "rate_percent": 21, "label": "VAT 21%"},
            {"rate_id": "#706", "rate_percent": 6, "label": "VAT 6%"},
        ],
        "line_items": [
            {
                "id": "#900{n}",
                "variation_id": "#131{n}",
                "product_id": "#12{n}",
                "name": "Sample {n}",
                "sku": "SKU-{n}-S",
                "quantity": 2,
                "subtotal": "20.00",
                "total": "18.00",
                "taxes": [{"id": "#721", "total": "3.78"}],
                "total_tax": "3.78",
                "subtotal_tax": "3.78",
            },
            {
                "id": "#901{n}",
                "variation_id": "#132{n}",
                "product_id": "#12{n}",
                "name": "Sample {n}",
                "sku": "SKU-{n}-L",
                "quantity": 1,
                "subtotal": "5.50",
                "total": "5.50",
                "taxes": [{"id": "#706", "total": "0.33"}],
                "total_tax": "0.33",
                "subtotal_tax": "0.33",
            },
        ],
        "shipping_lines": [
            {
                "id": "#990{n}",
                "method_title": "Standard",
                "total": "4.00",
                "taxes": [{"id": "#721", "total": "0.84"}],
                "total_tax": "0.84",
            }
        ],
    },
}
EXPECTED = {
    "customer": {
        "name": "Ann{n} Sample",
        "email": "person{n}@example.com",
        "phone": "+1 555 010 {n}",
        "street": "{n} Main Street",
        "street2": "Floor {n}",
        "city": "San Francisco",
        "zip": "94103",
    },
    "category": {"name": "Sample {n}"},
    "product": {"name": "Sample {n}", "active": True},
    "order": {"client_order_ref": "ORD-{n}"},
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
