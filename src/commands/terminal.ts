import type { ChalkInstance } from "chalk";

export interface Terminal {
  /** Results: stdout, with a line end. */
  print(text: string): void;
  /** Everything else: stderr. */
  note(text: string): void;
  /** Colours as the stream and the user's wishes allow. */
  paint: ChalkInstance;
  paintNotes: ChalkInstance;
}

/** Opens stdout and stderr. NO_COLOR and --no-color switch colours off, FORCE_COLOR on; else the stream decides. */
export async function openTerminal(isPlain: boolean): Promise<Terminal> {
  const { Chalk, chalkStderr, default: chalk } = await import("chalk");
  const { NO_COLOR, FORCE_COLOR } = process.env;
  const isOff = isPlain || (NO_COLOR !== undefined && NO_COLOR !== "" && FORCE_COLOR === undefined);
  const none = new Chalk({ level: 0 });
  return {
    print: (text) => void process.stdout.write(text + "\n"),
    note: (text) => void process.stderr.write(text + "\n"),
    paint: isOff ? none : chalk,
    paintNotes: isOff ? none : chalkStderr,
  };
}

/** What is under way, on a terminal, once it takes longer than half a second. */
export interface Progress {
  step(text: string): void;
  stop(): void;
}

const PATIENCE = 500;
const FRAMES = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];

export function startProgress(isWanted: boolean): Progress {
  const stream = process.stderr;
  if (!isWanted || !stream.isTTY) return { step: () => undefined, stop: () => undefined };
  let text = "";
  let frame = 0;
  let shown = false;
  const draw = (): void => {
    shown = true;
    stream.write(`\r\u001b[2K${FRAMES[frame++ % FRAMES.length] ?? ""} ${text}`);
  };
  let interval: NodeJS.Timeout | undefined;
  const timeout = setTimeout(() => {
    draw();
    interval = setInterval(draw, 80);
  }, PATIENCE);
  return {
    step(next) {
      text = next;
      if (shown) draw();
    },
    stop() {
      clearTimeout(timeout);
      clearInterval(interval);
      if (shown) stream.write("\r\u001b[2K");
    },
  };
}
