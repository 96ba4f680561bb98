import { rule } from "./rule.ts";

export default rule({
  code: "syntax-python",
  group: "syntax",
  severity: "error",
  title: "A Python file that Python can't read",
  why: "The import fails, and with it the addon: where it is installed already the server does not start.",
  instead: "Correct the line; what stands before it may be where a bracket or a quote was opened.",
  check({ addon, report }) {
    for (const { path, kind, fault } of addon.files.values()) {
      if (kind === "python" && fault !== undefined)
        report({ at: { file: path, ...fault.span }, message: fault.message });
    }
  },
});
