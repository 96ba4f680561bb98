from odoo import fields, models


class GenericImageBackendMixin(models.AbstractModel):
    """The choices of a backend whose records have pictures."""

    _name = "generic.image.backend.mixin"
    _description = "Backend with Pictures"

    import_images = fields.Boolean(
        default=True,
        help="Pictures are fetched by jobs of their own after the records came in.",
    )
    image_hosts = fields.Char(
        string="Trusted Image Hosts",
        help="Pictures come over https and from public addresses only. Hosts that are "
        "named here (comma-separated, host or host:port) may be private ones, and may "
        "speak http.",
        groups="connector_base_backend.group_connector_manager",
    )

    def _get_image_hosts(self):
        """Return the hosts that are trusted with pictures."""
        names = (self.sudo().image_hosts or "").split(",")
        return [name.strip().lower() for name in names if name.strip()]
