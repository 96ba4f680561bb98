from odoo import http


class ScaleController(http.Controller):
    @http.route("/demo/scale", type="http", auth="user", methods=["GET"])
    def scale(self):
        return "0"
