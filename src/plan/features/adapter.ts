import type { Data, DataObject, ResolvedEntity } from "../../spec/resolved.ts";
import type { AddonFile, PlanContext } from "../context.ts";
import { manyOf, oneOf } from "../wording.ts";
import { article, paragraph, pieces } from "../text.ts";

/** One method of the adapter, as the template writes it. */
interface AdapterMethod {
  readonly name: string;
  readonly kind: "list" | "all" | "get" | "create" | "update" | "delete";
  /** First paragraph of its docstring: what it does and which endpoint it calls. */
  readonly summary: string;
}

/** Columns that a docstring's first line stands behind: the indent and three quotes. */
const DOC_INDENT = 11;

function methodsOf(entity: ResolvedEntity): AdapterMethod[] {
  const { endpoints, names } = entity;
  const one = oneOf(entity);
  const many = manyOf(entity);
  const says: Readonly<Record<AdapterMethod["kind"], string>> = {
    list: `Return the first page of ${many}`,
    all: `Yield all ${many}, page by page`,
    get: `Return the ${one} with an id`,
    create: `Create ${article(one)} and return it`,
    update: `Update ${article(one)} and return it`,
    delete: `Delete ${article(one)}`,
  };
  const methods: AdapterMethod[] = [];
  const add = (kind: AdapterMethod["kind"], name: string, endpoint: string | undefined): void => {
    if (endpoint === undefined) return;
    const [withoutQuery] = endpoint.split("?");
    methods.push({
      name,
      kind,
      summary: paragraph(`${says[kind]} (\`\`${withoutQuery ?? endpoint}\`\`).`, DOC_INDENT),
    });
  };
  add("list", names.listMethod, endpoints.list?.text);
  add("all", names.getAllMethod, endpoints.list?.text);
  add("get", names.getMethod, endpoints.get?.text);
  add("create", names.createMethod, endpoints.create?.text);
  add("update", names.updateMethod, endpoints.update?.text);
  add("delete", names.deleteMethod, endpoints.delete?.text);
  return methods;
}

/** The entity's entry in `_resources`, without what is empty; addresses too long for a line come in pieces. */
function factsOf(resource: DataObject): readonly Readonly<Record<string, unknown>>[] {
  return Object.entries(resource)
    .filter(([, value]) => !isEmptyObject(value))
    .map(([key, value]) => {
      const isLong = typeof value === "string" && value.length + key.length > 66;
      return isLong ? { key, pieces: pieces(value, 16) } : { key, value };
    });
}

const isEmptyObject = (value: Data): boolean =>
  typeof value === "object" && value !== null && Object.keys(value).length === 0;

/** components/adapter.py and binder.py: the system's facts and one documented method per endpoint. */
export function adapter({ spec }: PlanContext): AddonFile[] {
  const { system } = spec;
  const entities = spec.bindings.filter((entity) => Object.keys(entity.endpoints).length > 0);
  return [
    {
      path: "components/adapter.py",
      template: "components/adapter.py",
      data: {
        testEndpoint: system.test.verb === "GET" ? system.test.endpoint : `${system.test.verb} ${system.test.endpoint}`,
        hasHeaders: Object.keys(system.headers).length > 0,
        resources: [
          ...entities.map((entity) => ({ entity: entity.name, facts: factsOf(entity.resource) })),
          ...spec.tables.flatMap(({ name, resource }) =>
            resource === undefined ? [] : [{ entity: `table:${name}`, facts: factsOf(resource) }],
          ),
        ],
        sections: entities.map((entity) => ({
          entity: entity.name,
          title: entity.names.labelPlural,
          methods: methodsOf(entity),
          hasFilter: entity.filter.kind !== "none",
          parent: entity.parent,
        })),
      },
    },
    { path: "components/binder.py", template: "components/binder.py" },
  ];
}
