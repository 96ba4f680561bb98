import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { progress } from "../../../src/commands/lab-progress.ts";

function stream(isTTY: boolean): { isTTY: boolean; write: (text: string) => void; text: () => string } {
  const written: string[] = [];
  return { isTTY, write: (text) => void written.push(text), text: () => written.join("") };
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe("progress", () => {
  it("spins on a terminal after half a second, and says how long it took", () => {
    const out = stream(true);
    const { onProgress } = progress(out, false);
    onProgress({ state: "start", message: "thinking" });
    vi.advanceTimersByTime(400);
    expect(out.text()).toBe("");
    vi.advanceTimersByTime(1200);
    expect(out.text()).toContain("thinking … 1 s");
    onProgress({ state: "done", message: "thinking", seconds: 1.6 });
    expect(out.text().endsWith("\r\u001b[K✔ thinking (1.6 s)\n")).toBe(true);
  });

  it("does not speak of what is quick", () => {
    const out = stream(true);
    const shown = progress(out, false);
    shown.onProgress({ state: "start", message: "quick" });
    shown.onProgress({ state: "done", message: "quick", seconds: 0.1 });
    shown.end();
    expect(out.text()).toBe("");
  });

  it("shows only notes where there is no terminal, and nothing when it is to be quiet", () => {
    const [pipe, quiet] = [stream(false), stream(true)];
    for (const [out, silent] of [
      [pipe, false],
      [quiet, true],
    ] as const) {
      const { onProgress } = progress(out, silent);
      onProgress({ state: "start", message: "step" });
      vi.advanceTimersByTime(2000);
      onProgress({ state: "note", message: "waiting for process 7" });
      onProgress({ state: "done", message: "step", seconds: 2 });
    }
    expect(pipe.text()).toBe("waiting for process 7\n");
    expect(quiet.text()).toBe("");
  });

  it("shows a status in its place, and a line that stays without it", () => {
    const out = stream(true);
    const shown = progress(out, false);
    shown.status("jobs: 2 waiting", false);
    shown.line("a warning");
    shown.status("jobs: 1 waiting", false);
    shown.status("jobs: 0 waiting", true);
    shown.end();
    expect(out.text()).toBe("jobs: 2 waiting\r\u001b[Ka warning\njobs: 1 waiting\r\u001b[Kjobs: 0 waiting\n");
  });
});
