import { rule } from "./rule.ts";

export default rule({
  code: "structure-demo-in-data",
  group: "structure",
  severity: "warning",
  title: "Demo data that each database gets",
  why: "Files under `data` are loaded in production too: invented customers and backends stand among the real ones, and are synchronized with them.",
  instead: "List the file under `demo`.",
  check({ addon, report }) {
    for (const word of addon.manifest?.data ?? []) {
      if (/^demo\/|(?:^|[/_])demo(?:_data)?\.(?:xml|csv)$/.test(word.text))
        report({ at: word, message: `${word.text} is loaded in production too` });
    }
  },
});
