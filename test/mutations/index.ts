/** The catalogue of defects, by the group of the rule that finds each. */
import { access, secret } from "./access.ts";
import { backend, component } from "./component.ts";
import { data } from "./data.ts";
import { http } from "./http.ts";
import { cron, job } from "./job.ts";
import { binding, mapper } from "./mapper.ts";
import { model } from "./model.ts";
import type { Mutation } from "./mutation.ts";
import { python } from "./python.ts";
import { manifest, structure, tests } from "./structure.ts";
import { syntax } from "./syntax.ts";
import { versions } from "./versions.ts";
import { view } from "./view.ts";

export const MUTATIONS: readonly Mutation[] = [
  ...syntax,
  ...structure,
  ...manifest,
  ...component,
  ...backend,
  ...mapper,
  ...binding,
  ...job,
  ...cron,
  ...access,
  ...secret,
  ...http,
  ...model,
  ...view,
  ...data,
  ...python,
  ...tests,
  ...versions,
];
