import { rule } from "./rule.ts";

export default rule({
  code: "job-channel-without-parent",
  group: "job",
  severity: "error",
  title: "A channel of jobs without a parent",
  why: "`queue_job` refuses every channel but `root` that has no parent: the addon can't be installed.",
  instead: 'Write `<field name="parent_id" ref="queue_job.channel_root" />`.',
  check({ addon, report }) {
    for (const { record, name, parent } of addon.jobChannels) {
      // A record of another addon that is changed here has its parent there.
      if (parent !== undefined || record.values.has("parent_id") || record.module !== addon.name) continue;
      if (name === undefined || name.text.trim() === "root") continue;
      report({ at: name, message: `channel ${name.text.trim()} has no parent_id` });
    }
  },
});
