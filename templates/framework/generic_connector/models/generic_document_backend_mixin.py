from odoo import api, fields, models


class GenericDocumentBackendMixin(models.AbstractModel):
    """The choices of a backend whose connector imports orders or invoices."""

    _name = "generic.document.backend.mixin"
    _description = "Backend with Documents"

    tax_rounding_differs = fields.Boolean(compute="_compute_tax_rounding_differs")

    @api.depends("company_id")
    def _compute_tax_rounding_differs(self):
        """Tell whether the company rounds taxes otherwise than others do.

        A shop rounds the tax of each line. Where the company rounds the sum of a tax,
        totals may differ by a cent.
        """
        for backend in self:
            company = backend.company_id
            backend.tax_rounding_differs = (
                "tax_calculation_rounding_method" in company._fields
                and company.tax_calculation_rounding_method == "round_globally"
            )
