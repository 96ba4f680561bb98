/** What a command starts before all else: ruff takes longer to get ready than everything else takes to be loaded. */
export { startFormatters, type Formatters } from "../format/format.ts";
