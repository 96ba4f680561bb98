import type { Ask } from "./ask.ts";
import type { Answers, Offer, Question } from "./questions.ts";

/** Where somebody sits. */
export interface Seat {
  /** Keys; the process's own input where it is left out. */
  readonly input?: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
}

/** Questions go to stderr, so that stdout holds results only. */
export const TERMINAL: Seat = { output: process.stderr };

/**
 * Waits for an answer. Ctrl-D closes the input: nothing is left to wait for, and the process would end as if all were
 * well.
 */
export async function untilClosed<T>(answer: Promise<T>): Promise<T> {
  let leave = (): void => undefined;
  const left = new Promise<never>((_, reject) => {
    leave = () => {
      reject(Object.assign(new Error("the input was closed"), { name: "ExitPromptError" }));
    };
  });
  process.once("beforeExit", leave);
  try {
    return await Promise.race([answer, left]);
  } finally {
    process.off("beforeExit", leave);
  }
}

/** Asks with arrow keys, defaults and validation while typing; the library is loaded at the first question. */
export const askOnTerminal = (
  question: Question,
  offer: Offer,
  answers: Answers,
  seat: Seat = TERMINAL,
): ReturnType<Ask> => untilClosed(ask(question, offer, answers, seat));

async function ask(question: Question, offer: Offer, answers: Answers, seat: Seat): ReturnType<Ask> {
  const { checkbox, confirm, input, select } = await import("@inquirer/prompts");
  const { message } = question;
  switch (question.kind) {
    case "text": {
      const fallback = question.fallback(answers);
      return input(
        {
          message,
          required: question.isOptional !== true,
          validate: question.check,
          ...(fallback !== undefined && { default: fallback }),
        },
        seat,
      );
    }
    case "one": {
      const fallback = question.fallback(answers, offer);
      const choices = question.choices(offer).map(({ value, label }) => ({ value, name: label }));
      return select({ message, choices, ...(fallback !== undefined && { default: fallback }) }, seat);
    }
    case "many":
      return checkbox(
        {
          message,
          required: true,
          choices: question.choices(offer, answers).map(({ value, label }) => ({ value, name: label, checked: true })),
        },
        seat,
      );
    case "yes":
      return confirm({ message, default: question.fallback }, seat);
  }
}
