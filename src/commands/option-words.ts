/** Words separated by commas; the option may be repeated. */
export const list = (value: string, before: readonly string[] = []): string[] => [
  ...before,
  ...value
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== ""),
];

/** An option that may be repeated; each time it says one thing, commas and all. */
export const many = (value: string, before: readonly string[] = []): string[] => [...before, value];
