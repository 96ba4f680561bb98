import { placeOf } from "./lib/python.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "http-auth-bearer",
  group: "http",
  severity: "error",
  title: '`auth="bearer"` before Odoo 18.0',
  why: "There is no such way to authenticate before 18.0: each request ends in an AttributeError.",
  instead: 'Write `auth="none"` and check the token in the method, or use OCA\'s `auth_api_key`.',
  versions: { until: "17.0" },
  check({ addon, world, report, unresolved }) {
    for (const { options, file } of addon.routes) {
      const value = options.get("auth");
      if (value?.kind !== "Str" || value.value !== "bearer") continue;
      const at = placeOf(file, value);
      if (world.addons.some((one) => one.models.some(({ methods }) => methods.has("_auth_method_bearer")))) continue;
      if (world.missing(addon).size > 0) unresolved(at, "whether an addon brings auth=bearer");
      else report({ at, message: "this version of Odoo has no auth=bearer" });
    }
  },
});
