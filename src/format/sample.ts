/**
 * Python of every kind that addons hold. WebAssembly is compiled function by function when one is first called, which is
 * half of what formatting a connector takes: the thread formats this while nobody has anything to be formatted yet.
 */
export const PYTHON_SAMPLE = `"""Text."""

import a.b as c
from .d import e, f


@api.model
class A(models.Model, x=1):
    """Text
    of lines.
    """

    _name = "a"
    b = fields.Char(string="B", help="a long text that does not fit into one line of code, and so goes to another one")
    c = {"a": 1, "b": [1.5, -2, *x], **{"c": ("d",)}, "e": None, "f": {1, 2}, "a long key of a dictionary": "a long value"}

    @property
    def d(self, a, *args, b: str = "c", **kwargs) -> int:
        # Comment.
        for one, other in self.filtered(lambda r: r.a and not r.b).mapped("c").sorted(key=lambda r: (r.a, r.b), reverse=True):
            if one.a == 1 or one.b is None or (one.c not in other and one.d >= 2 and one.d < 3 and one.e[0:1] != "x"):
                continue
            elif one:
                x = y = [z.get("a", {}) for z in self.env["res.partner"].search([("a", "=", b), "|", ("b", "in", [1])], limit=1) if z]
            else:
                x += 1 if one else 2
        try:
            with self.env.cr.savepoint(), a.b(c) as e:
                return {k: v % (a, b) for k, v in kwargs.items()}, f"{a!r} {b:.2f}"
        except (KeyError, ValueError) as error:
            raise UserError(self.env._("Text %(a)s", a=error)) from error
        finally:
            del x
            assert x, "y"
        while True:
            yield await_ or self.a[-1](b)(c)
            break
        _logger.info(
            "Text %s of a message that is long enough to be in a line of its own: %s", self.display_name, b.strip()
        )
        return super().d(a, *args, b=b, **kwargs)


def g():
    pass
`;
