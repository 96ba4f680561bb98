/** What hangs together across the keys of a spec, which neither zod nor a JSON Schema can say by itself. */

export interface Fault {
  readonly message: string;
  /** The key that it is about; the value as a whole where it is left out. */
  readonly path?: string;
}

/** Transforms that take an argument: `{name: argument}`. */
const ARGUMENT_TRANSFORMS = [
  "join",
  "equals",
  "country",
  "state",
  "weight",
  "minor_units",
  "divisor",
  "lookup",
  "find",
  "values",
  "split",
  "language",
  "local_tz",
  "table",
] as const;

/** Arguments of transforms, and the transform that each goes with. */
const EXTRAS = [
  ["else", "equals"],
  ["by", "state"],
  ["default", "values"],
  ["missing", "find"],
  ["none", "lookup"],
] as const;

/** What is wrong with a transform that takes an argument. */
export function transformFaults(value: Readonly<Record<string, unknown>>): Fault[] {
  const given = ARGUMENT_TRANSFORMS.filter((name) => value[name] !== undefined);
  const faults: Fault[] = [];
  if (given.length !== 1) {
    faults.push({
      message: given.length
        ? `holds ${given.length} transforms (${given.join(", ")}): write them as a list, one object each`
        : `names no transform: one of ${ARGUMENT_TRANSFORMS.join(", ")}`,
    });
  }
  for (const [path, owner] of EXTRAS) {
    if (value[path] === undefined || value[owner] !== undefined) continue;
    faults.push({ path, message: `goes with \`${owner}\` only` });
  }
  return faults;
}

interface Mapping {
  readonly remote?: unknown;
  readonly value?: unknown;
  readonly transform?: unknown;
}

/** What is wrong with a line of a mapping. */
export function mappingFaults({ remote, value, transform }: Mapping): Fault[] {
  const faults: Fault[] = [];
  if ((remote === undefined) === (value === undefined)) faults.push({ message: "needs either `remote` or `value`" });
  const joins = [transform]
    .flat()
    .some(
      (one) =>
        one === "join" ||
        one === "first" ||
        (typeof one === "object" && one !== null && (one as { readonly join?: unknown }).join !== undefined),
    );
  if (Array.isArray(remote) && remote.length > 1 && !joins)
    faults.push({ path: "remote", message: "names several places: add `transform: join` or `transform: first`" });
  return faults;
}

/** What is wrong with a spec as a whole. */
export function specFaults({
  entities,
  adopted,
}: {
  readonly entities: readonly unknown[];
  readonly adopted?: unknown;
}): Fault[] {
  return entities.length === 0 && adopted === undefined ? [{ path: "entities", message: "needs an entity" }] : [];
}
