/** Asks for a password on a terminal; what is typed is not shown. */
export async function askSecret(message: string): Promise<string> {
  const { password } = await import("@inquirer/prompts");
  // Questions go to stderr, so that stdout holds results only.
  return password({ message, mask: false }, { output: process.stderr });
}
