/** Asks what becomes of a file in which both sides changed the same place. */
import { type Seat, TERMINAL, untilClosed } from "./terminal.ts";

export type ConflictChoice = "markers" | "mine" | "new";

/**
 * @param path as it is told
 * @param places where, and in what
 * @param showDifference prints the file against the new one; asked again after it
 */
export async function chooseOnTerminal(
  path: string,
  places: readonly { readonly line: number; readonly name: string }[],
  showDifference: () => Promise<void>,
  seat: Seat = TERMINAL,
): Promise<ConflictChoice> {
  const { select } = await import("@inquirer/prompts");
  const names = places.map(({ line, name }) => (name === "" ? `line ${line}` : name));
  const some = names.length > 3 ? [...names.slice(0, 3), "…"] : names;
  for (;;) {
    const answer = select(
      {
        message: `${path}: you and the new plan changed ${some.join(", ")}`,
        choices: [
          { value: "mine", name: "keep mine there", description: "everything else is merged" },
          {
            value: "new",
            name: "take the new there",
            description: "everything else is merged; your text there is lost",
          },
          {
            value: "markers",
            name: "merge with markers",
            description: "both stand in the file, to be settled by hand",
          },
          { value: "show", name: "show the difference" },
        ],
      },
      seat,
    );
    const choice = await untilClosed(answer);
    if (choice !== "show") return choice;
    await showDifference();
  }
}
