import { connectorJsonSchema } from "./json-schema.ts";

let made: object | undefined;

/** The JSON Schema of a spec. The build puts what this gives in place of this file (scripts/build.mjs). */
export const specJsonSchema = (): object => (made ??= connectorJsonSchema());
