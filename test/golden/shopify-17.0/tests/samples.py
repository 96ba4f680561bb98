"""Records as Shopify sends them, and what they become in Odoo."""

#: In a text, ``{n}`` is the record's number; ``#…`` becomes a number.
SAMPLES = {
    "customer": {
        "id": "#10{n}",
        "first_name": "Ann{n}",
        "last_name": "Sample",
        "email": "person{n}@example.com",
        "phone": "+1 555 010 {n}",
        "note": "comment {n}",
        "default_address": {
            "address1": "{n} Main Street",
            "address2": "Floor {n}",
            "city": "San Francisco",
            "zip": "94103",
            "country_code": "US",
            "province_code": "CA",
        },
        "updated_at": "2024-01-05T10:00:00+00:00",
        "addresses": [
            {
                "id": "#112{n}",
                "first_name": "Ann{n}",
                "last_name": "Sample",
                "address1": "{n} Main Street",
                "address2": "Floor {n}",
                "city": "San Francisco",
                "zip": "94103",
                "country_code": "US",
                "province_code": "CA",
                "phone": "+1 555 010 {n}",
                "default": True,
            },
            {
                "id": "#111{n}",
                "first_name": "Ann{n}",
                "last_name": "Sample",
                "address1": "{n} Main Street",
                "address2": "Floor {n}",
                "city": "San Francisco",
                "zip": "94103",
                "country_code": "US",
                "province_code": "CA",
                "phone": "+1 555 010 {n}",
                "default": False,
            },
        ],
    },
    "product": {
        "id": "#12{n}",
        "title": "Sample {n}",
        "body_html": "<p>Text {n}</p>",
        "status": "active",
        "product_type": "categ id {n}",
        "updated_at": "2024-01-05T10:00:00+00:00",
        "options": [{"name": "Size", "values": ["Small", "Large"]}],
        "variants": [
            {
                "id": "#131{n}",
                "sku": "SKU-{n}-S",
                "barcode": "20000000{n}-S",
                "price": "12.50",
                "grams": 250,
                "inventory_item_id": "#1360{n}",
                "title": "Variant {n}",
                "updated_at": "2024-01-05T10:00:00+00:00",
                "option1": "Small",
            },
            {
                "id": "#132{n}",
                "sku": "SKU-{n}-L",
                "barcode": "20000000{n}-L",
                "price": "12.50",
                "grams": 250,
                "inventory_item_id": "#1370{n}",
                "title": "Variant {n}",
                "updated_at": "2024-01-05T10:00:00+00:00",
                "option1": "Large",
            },
        ],
    },
    "order": {
        "id": "#15{n}",
        "name": "ORD-{n}",
        "processed_at": "2024-01-05T10:00:00+00:00",
        "note": "note {n}",
        "financial_status": "paid",
        "updated_at": "2024-01-05T10:00:00+00:00",
        "customer": {
            "id": "#10{n}",
            "first_name": "Ann{n}",
            "last_name": "Sample",
            "email": "person{n}@example.com",
            "phone": "+1 555 010 {n}",
            "note": "comment {n}",
            "default_address": {
                "address1": "{n} Main Street",
                "address2": "Floor {n}",
                "city": "San Francisco",
                "zip": "94103",
                "country_code": "US",
                "province_code": "CA",
            },
            "updated_at": "2024-01-05T10:00:00+00:00",
        },
        "email": "person{n}@example.com",
        "taxes_included": False,
        "total_price": "32.45",
        "total_tax": "4.95",
        "billing_address": {
            "first_name": "Ann{n}",
            "last_name": "Sample",
            "address1": "{n} Main Street",
            "address2": "Floor {n}",
            "city": "San Francisco",
            "zip": "94103",
            "country_code": "US",
            "province_code": "CA",
            "phone": "+1 555 010 {n}",
        },
        "shipping_address": {
            "first_name": "Ann{n}",
            "last_name": "Sample",
            "address1": "{n} Main Street",
            "address2": "Floor {n}",
            "city": "San Francisco",
            "zip": "94103",
            "country_code": "US",
            "province_code": "CA",
            "phone": "+1 555 010 {n}",
        },
        "line_items": [
            {
                "id": "#900{n}",
                "variant_id": "#131{n}",
                "product_id": "#12{n}",
                "title": "Sample {n}",
                "sku": "SKU-{n}-S",
                "quantity": 2,
                "price": "10.00",
                "discount_allocations": [{"amount": "2.00"}],
                "tax_lines": [{"rate": 0.21, "title": "VAT 21%", "price": "3.78"}],
            },
            {
                "id": "#901{n}",
                "variant_id": "#132{n}",
                "product_id": "#12{n}",
                "title": "Sample {n}",
                "sku": "SKU-{n}-L",
                "quantity": 1,
                "price": "5.50",
                "discount_allocations": [],
                "tax_lines": [{"rate": 0.06, "title": "VAT 6%", "price": "0.33"}],
            },
        ],
        "shipping_lines": [
            {
                "id": "#990{n}",
                "title": "Standard",
                "price": "4.00",
                "discount_allocations": [],
                "tax_lines": [{"rate": 0.21, "title": "VAT 21%", "price": "0.84"}],
            }
        ],
    },
    "order_refund": {
        "id": "#980{n}",
        "processed_at": "2024-01-05T10:00:00+00:00",
        "note": "Too small",
        "refund_line_items": [
            {
                "line_item_id": "#900{n}",
                "quantity": 1,
                "subtotal": "9.00",
                "total_tax": "1.89",
                "restock_type": "return",
            }
        ],
        "order_adjustments": [],
        "transactions": [{"amount": "10.89", "kind": "refund", "status": "success"}],
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
    "product": {"name": "Sample {n}", "active": True},
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
