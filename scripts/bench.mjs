// `npm run bench`: builds, then measures every figure that the project promises, each against a peer in the same run.
//   npm run bench [NAME…] [-- --json]     NAME: a file of scripts/bench/ (generate, start, …)
// A file of scripts/bench/ exports a function that gives figures:
//   {name, unit, ours: {min, median, max}, theirs, ratio, limit, ok} or {name, missing: "why it was not measured"}
// Exit code 1 where a figure misses its limit.
import { readdirSync } from "node:fs";

const isJson = process.argv.includes("--json");
const wanted = process.argv.slice(2).filter((word) => !word.startsWith("-"));
const folder = new URL("./bench/", import.meta.url);
/** What the figures share. */
const HELPERS = ["measure.mjs", "shop.mjs"];
const names = readdirSync(folder)
  .filter((file) => file.endsWith(".mjs") && !HELPERS.includes(file))
  .map((file) => file.slice(0, -".mjs".length))
  .filter((name) => wanted.length === 0 || wanted.includes(name));

const figures = [];
for (const name of names) {
  if (!isJson) console.error(`measuring ${name} …`);
  const { default: run } = await import(new URL(`${name}.mjs`, folder));
  figures.push(...(await run()));
}

const number = (value, unit) => (value === undefined ? "" : unit === "MB" ? value.toFixed(0) : value.toFixed(3));
const cell = (spread, unit) =>
  spread === undefined
    ? ""
    : spread.min === undefined
      ? `${number(spread.median, unit)} ${unit}`
      : `${["min", "median", "max"].map((key) => number(spread[key], unit)).join(" / ")} ${unit}`;

if (isJson) console.log(JSON.stringify({ node: process.version, figures }, null, 2));
else {
  const rows = [
    ["figure", "ours (min / median / max)", "peer", "ratio", "limit", ""],
    ...figures.map((figure) =>
      figure.missing
        ? [figure.name, figure.missing, "", "", "", "not measured"]
        : [
            figure.name,
            cell(figure.ours, figure.unit),
            cell(figure.theirs, figure.unit),
            figure.ratio?.toFixed(2) ?? "",
            String(figure.limit),
            figure.ok ? "ok" : "MISSED",
          ],
    ),
  ];
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  for (const row of rows)
    console.log(
      row
        .map((text, column) => text.padEnd(widths[column]))
        .join("  ")
        .trimEnd(),
    );
}
process.exitCode = figures.some((figure) => figure.ok === false) ? 1 : 0;
