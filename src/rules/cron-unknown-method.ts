import { parseExpression } from "../parse/python/parse.ts";
import { walkExprs } from "../parse/python/walk.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "cron-unknown-method",
  group: "cron",
  severity: "error",
  title: "The code of a cron calls a method that its model does not have",
  why: "Each run ends with an AttributeError in the log, and nobody is told: the synchronisation just never happens.",
  instead: "Call a method that the model has.",
  check({ addon, world, report, unresolved }) {
    for (const { modelId, code } of addon.crons) {
      const model = modelId === undefined ? undefined : world.modelOfModelId(modelId.text);
      // More than one line is a program: only what is one call is read.
      if (model === undefined || code === undefined || code.text.trim().includes("\n")) continue;
      for (const part of walkExprs(parseExpression(code.text.trim()))) {
        if (part.kind !== "Call" || part.func.kind !== "Attribute") continue;
        if (part.func.value.kind !== "Name" || part.func.value.id !== "model") continue;
        const method = part.func.attr;
        const answer = world.hasMethod(addon, model, method);
        if (answer === "unknown") unresolved(code, `whether ${model} has a method ${method}`);
        if (answer === "no") report({ at: code, message: `${model} has no method ${method}` });
      }
    }
  },
});
