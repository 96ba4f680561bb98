import type { JobChannel } from "../addon/types.ts";
import { argument, textOf } from "../parse/python/walk.ts";
import { delayedCalls } from "./lib/jobs.ts";
import { placeOf } from "./lib/python.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "job-channel-unknown",
  group: "job",
  severity: "warning",
  title: "A job is queued in a channel that no record makes",
  why:
    "The job runner takes the nearest channel above it, in the end `root`: what was meant to run one at a time runs " +
    "side by side with everything else, and locks or rate limits are hit.",
  instead: "Add a `queue.job.channel` of that name below `queue_job.channel_root`, and give its full path.",
  check({ addon, world, report }) {
    let known: ReadonlySet<string> | undefined;
    for (const { file, delay } of delayedCalls(addon)) {
      const channel = argument(delay, "channel", 4);
      const path = textOf(channel);
      if (channel === undefined || path === undefined || path === "root") continue;
      // Somebody who is not at hand can make it.
      if (world.missing(addon).size > 0) continue;
      known ??= pathsOf(world.addons.flatMap((one) => one.jobChannels));
      if (known.has(path)) continue;
      const near = [...known].find((one) => one === `root.${path}` || one.endsWith(`.${path}`));
      report({
        at: placeOf(file, channel),
        message: `no queue.job.channel is called ${path}`,
        ...(near === undefined ? {} : { instead: `Write "${near}".` }),
      });
    }
  },
});

/** Full paths of the channels that records make. */
function pathsOf(channels: readonly JobChannel[]): ReadonlySet<string> {
  const paths = new Set(["root"]);
  const idOf = ({ record }: JobChannel): string => record.id?.text.replace(/^.*\./, "") ?? "";
  const pathOf = (one: JobChannel, depth = 0): string => {
    if (one.name?.text === "root") return "root";
    const above = one.parent?.text.replace(/^.*\./, "");
    const parent = above === undefined ? undefined : channels.find((other) => idOf(other) === above);
    const before = parent === undefined || depth > 20 ? "root" : pathOf(parent, depth + 1);
    return `${before}.${one.name?.text ?? ""}`;
  };
  for (const one of channels) paths.add(pathOf(one));
  return paths;
}
