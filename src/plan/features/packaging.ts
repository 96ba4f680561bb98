import type { AddonFile, PlanContext } from "../context.ts";

/**
 * What only who builds or checks the addon by itself needs, where the spec asks for it: pyproject.toml (a wheel by
 * whool, as the OCA builds them) and .pre-commit-config.yaml with the OCA's checks and the authors they have to know.
 */
export function packaging({ spec, cap }: PlanContext): AddonFile[] {
  const asked = new Set(spec.connector.packaging);
  const file = (path: string, data: Readonly<Record<string, unknown>> = {}): AddonFile => ({
    path,
    // Templates have no names that begin with a dot.
    template: path.replace(/^\./, ""),
    data,
    ownership: "seed",
  });
  return [
    ...(asked.has("pyproject") ? [file("pyproject.toml")] : []),
    ...(asked.has("pre_commit")
      ? [
          file(".pre-commit-config.yaml", {
            validVersions: `--valid-odoo-versions=${cap.series}`,
            requiredAuthors: `--manifest-required-authors=${spec.connector.author}`,
          }),
        ]
      : []),
  ];
}
