import type { OnProgress } from "../lab/types.ts";

const FRAMES = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
/** Milliseconds: what is quicker than that is not spoken of. */
const PATIENCE = 500;

/** The stream that progress is shown on. */
export interface ProgressStream {
  isTTY?: boolean;
  write(text: string): unknown;
}

export interface Progress {
  onProgress: OnProgress;
  /** Shows a line in place of the last such one; a final one stays. On a terminal only. */
  status(text: string, isFinal: boolean): void;
  /** Writes a line that stays. */
  line(text: string): void;
  isTerminal: boolean;
  /** Takes away what is not to stay. */
  end(): void;
}

/**
 * Progress of steps: on a terminal a spinner with the seconds, and a line for what took longer than half a second.
 * Elsewhere nothing but notes (such as that another process is waited for), which are shown in any case.
 */
export function progress(stream: ProgressStream, silent: boolean): Progress {
  const terminal = stream.isTTY === true && !silent;
  let timer: NodeJS.Timeout | undefined;
  let begun = 0;
  let frame = 0;
  let dirty = false;
  const clear = (): void => {
    clearInterval(timer);
    timer = undefined;
    if (dirty) stream.write("\r\u001b[K");
    dirty = false;
  };
  const spin = (message: string): void => {
    clear();
    begun = performance.now();
    timer = setInterval(() => {
      const elapsed = performance.now() - begun;
      if (elapsed < PATIENCE) return;
      stream.write(`\r\u001b[K${FRAMES[frame % FRAMES.length] ?? ""} ${message} … ${Math.floor(elapsed / 1000)} s`);
      frame += 1;
      dirty = true;
    }, 100);
    timer.unref();
  };
  return {
    onProgress({ state, message, seconds = 0 }) {
      if (state === "note") {
        if (!silent) {
          clear();
          stream.write(`${message}\n`);
        }
      } else if (terminal) {
        clear();
        if (state === "start") spin(message);
        else if (seconds * 1000 >= PATIENCE) stream.write(`✔ ${message} (${seconds.toFixed(1)} s)\n`);
      }
    },
    status(text, isFinal) {
      if (!terminal) return;
      clear();
      stream.write(isFinal ? `${text}\n` : text);
      dirty = !isFinal;
    },
    line(text) {
      clear();
      stream.write(`${text}\n`);
    },
    isTerminal: terminal,
    end: clear,
  };
}
