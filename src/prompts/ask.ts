import { ConnectorError, type Problem } from "../errors.ts";
import type { Answers, Offer, Question } from "./questions.ts";

/** Asks one question on a terminal; the answer has the type of the question's kind. */
export type Ask = (question: Question, offer: Offer, answers: Answers) => Promise<string | boolean | readonly string[]>;

/**
 * Fills in what is still open: asks for it, or (without `ask`) takes the default.
 * @returns the given answers and the new ones
 * @throws ConnectorError naming every key that has no default, where nobody can be asked
 */
export async function fillIn(
  questions: readonly Question[],
  offer: Offer,
  given: Answers,
  ask: Ask | undefined,
): Promise<Answers> {
  const answers: Record<string, unknown> = { ...given };
  const missing: Problem[] = [];
  for (const question of questions) {
    const known = answers as Answers;
    if (known[question.key] !== undefined || !question.isOpen(offer, known)) continue;
    if (ask) {
      const answer = await ask(question, offer, known);
      // All of them chosen is no choice: later versions of the spec may have more.
      const isAll =
        question.kind === "many" && Array.isArray(answer) && answer.length === question.choices(offer, known).length;
      if (!isAll) answers[question.key] = answer;
      continue;
    }
    const fallback = fallbackOf(question, offer, known);
    if (fallback !== undefined) answers[question.key] = fallback;
    else if (question.kind === "text" || question.kind === "one") {
      const choices = question.kind === "one" ? question.choices(offer).map((choice) => choice.value) : [];
      missing.push({
        place: question.option,
        message: "is missing",
        hint: choices.length > 0 ? `one of ${choices.join(", ")}` : question.message,
      });
    }
  }
  if (missing.length > 0) throw new ConnectorError(missing);
  return answers;
}

function fallbackOf(question: Question, offer: Offer, answers: Answers): string | boolean | undefined {
  switch (question.kind) {
    case "text":
      return question.fallback(answers);
    case "one":
      return question.fallback(answers, offer);
    case "yes":
      // Nothing said leaves the spec as it is.
      return undefined;
    case "many":
      return undefined;
  }
}
