/** The built executables at a terminal of their own, and somebody who sits before it. */
import { dirname, join } from "node:path";
import { expectSound } from "../generated/sound.ts";
import { project, run } from "./support.ts";

/** What is waited for on the screen, and the keys that are pressed then. */
export type Step = readonly [shown: string, ...keys: readonly string[]];

export const KEYS = {
  enter: "\r",
  down: "\u001b[B",
  space: " ",
  back: "\u007f",
  interrupt: "\u0003",
  close: "\u0004",
} as const;

/** Starts a program as a shell does at a terminal: Node itself has no pseudo terminals. */
const DRIVER = `
import fcntl, json, os, pty, re, select, signal, struct, sys, termios, time

steps, patience, command = json.loads(sys.argv[1]), float(sys.argv[2]), sys.argv[3:]
pid, terminal = pty.fork()
if pid == 0:
    fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 60, 200, 0, 0))
    os.execvp(command[0], command)
shown, read, raw = "", 0, b""
end = time.monotonic() + patience
while True:
    rest = end - time.monotonic()
    if rest <= 0:
        os.kill(pid, signal.SIGKILL)
        break
    if not select.select([terminal], [], [], rest)[0]:
        continue
    try:
        chunk = os.read(terminal, 65536)
    except OSError:
        break
    if not chunk:
        break
    raw += chunk
    shown = re.sub(r"\\x1b\\[[0-9;?]*[A-Za-z]|\\x1b[=>78]", "", raw.decode("utf-8", "replace")).replace("\\r\\n", "\\n")
    while steps and steps[0][0] in shown[read:]:
        text, *keys = steps.pop(0)
        read = shown.index(text, read) + len(text)
        for key in keys:
            os.write(terminal, key.encode())
            # As fast as somebody types: what comes at once would be read by the question that it was not meant for.
            time.sleep(0.02)
code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
print(json.dumps({"code": code, "shown": shown, "missed": [step[0] for step in steps]}))
`;

export interface Sat {
  /** Below zero: the signal that ended it. */
  readonly code: number;
  /** All that was ever shown, without colours. */
  readonly shown: string;
}

/**
 * Runs an executable at a terminal; fails where a rule finds something in the addons that it leaves behind.
 * @param addon the folder that somebody sits in
 * @param steps what somebody does, in turn
 * @throws where a step's text is never shown
 */
export async function atTerminal(
  addon: string,
  name: string,
  args: readonly string[],
  steps: readonly Step[],
): Promise<Sat> {
  const command = [process.execPath, join(project, "bin", `${name}.js`), ...args];
  const env = { ...process.env, TERM: "xterm", CI: "" };
  const { code, stdout, stderr } = await run("python3", ["-c", DRIVER, JSON.stringify(steps), "40", ...command], {
    cwd: addon,
    env,
  });
  if (code !== 0) throw new Error(stderr);
  const sat = JSON.parse(stdout) as Sat & { missed: readonly string[] };
  if (sat.missed.length > 0) throw new Error(`${sat.missed[0] ?? ""} was not shown, but:\n${sat.shown}`);
  if (sat.code === 0) await expectSound(dirname(addon));
  return sat;
}
