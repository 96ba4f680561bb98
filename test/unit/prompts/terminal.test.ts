import { describe, expect, it } from "vitest";
import { askMany, askOne, askText } from "../../../src/prompts/adding.ts";
import { chooseOnTerminal, type ConflictChoice } from "../../../src/prompts/conflict.ts";
import { confirmOnTerminal } from "../../../src/prompts/confirm.ts";
import { askSecret } from "../../../src/prompts/secret.ts";
import { askOnTerminal, untilClosed } from "../../../src/prompts/terminal.ts";
import type { Question } from "../../../src/prompts/questions.ts";
import { KEYS, Person } from "./screen.ts";

const { enter, down, space, back, interrupt } = KEYS;

describe("a conflict", () => {
  const places = [
    { line: 2, name: "name" },
    { line: 9, name: "" },
  ];
  const never = (): Promise<void> => Promise.reject(new Error("nobody wants to see it"));

  it.each<[ConflictChoice, readonly string[]]>([
    ["mine", []],
    ["new", [down]],
    ["markers", [down, down]],
  ])("ends in %s, with nothing shown that was not asked for", async (choice, keys) => {
    const person = new Person();
    const answer = chooseOnTerminal("a/m.py", places, never, person.seat);
    await person.reads("a/m.py: you and the new plan changed name, line 9");
    await person.reads("everything else is merged");
    person.press(...keys, enter);
    expect(await answer).toBe(choice);
  });

  it("says before a choice what is lost by it", async () => {
    const person = new Person();
    const answer = chooseOnTerminal("a/m.py", places, never, person.seat);
    await person.reads("show the difference");
    person.press(down);
    await person.reads("your text there is lost");
    person.press(down);
    await person.reads("both stand in the file");
    person.press(enter);
    expect(await answer).toBe("markers");
  });

  it("shows the difference as often as somebody wants to see it, and asks again", async () => {
    const person = new Person();
    let shown = 0;
    const show = (): Promise<void> => {
      shown += 1;
      return Promise.resolve();
    };
    const answer = chooseOnTerminal("a/m.py", places, show, person.seat);
    for (let count = 1; count <= 2; count++) {
      await person.reads("show the difference");
      person.press(down, down, down, enter);
      await person.reads("❯ keep mine there");
      expect(shown).toBe(count);
    }
    person.press(down, enter);
    expect(await answer).toBe("new");
  });

  it("names three places, and that there are more", async () => {
    const person = new Person();
    const many = [1, 2, 3, 4].map((line) => ({ line, name: "" }));
    const answer = chooseOnTerminal("a/m.py", many, never, person.seat);
    await person.reads("changed line 1, line 2, line 3, …");
    person.press(enter);
    await answer;
  });
});

describe("what is added", () => {
  const options = [
    { value: "a", label: "apple" },
    { value: "b", label: "bread" },
  ];

  it("is one of several", async () => {
    const person = new Person();
    const answer = askOne("What?", options, person.seat);
    await person.reads("bread");
    person.press(down, enter);
    expect(await answer).toBe("b");
  });

  it("is some of several, one at least", async () => {
    const person = new Person();
    const answer = askMany("Which?", options, person.seat);
    await person.reads("bread");
    person.press(enter);
    await person.reads("At least one choice must be selected");
    person.press(down, space, enter);
    expect(await answer).toEqual(["b"]);
  });

  it("is typed, judged as it is typed, and taken without the blanks around it", async () => {
    const person = new Person();
    const judged: string[] = [];
    const problem = (value: string): string | undefined => {
      judged.push(value);
      return value === "ticket" ? undefined : "no such thing";
    };
    const answer = askText("Name", problem, person.seat);
    await person.reads("Name");
    person.press(enter);
    await person.reads("You must provide a value");
    person.press("tickets", enter);
    await person.reads("no such thing");
    person.press(back, " ", enter);
    expect(await answer).toBe("ticket");
    expect(judged).toEqual(["tickets", "ticket"]);
  });
});

describe("what cannot be taken back", () => {
  it.each([
    [[enter], false],
    [["y", enter], true],
    [["n", enter], false],
  ])("is done by %j: %s", async (keys, isWanted) => {
    const person = new Person();
    const answer = confirmOnTerminal("Remove it?", person.seat);
    await person.reads("Remove it? (y/N)");
    person.press(...keys);
    expect(await answer).toBe(isWanted);
  });
});

describe("a password", () => {
  it("is not shown", async () => {
    const person = new Person();
    const answer = askSecret("Password", person.seat);
    await person.reads("Password");
    person.press("hunter2", enter);
    expect(await answer).toBe("hunter2");
    expect(person.shown).not.toContain("hunter2");
    expect(person.shown).not.toContain("***");
  });
});

describe("the questions of init-connector", () => {
  const offer = { kind: "draft", entities: [], hasWebhooks: false } as const;
  const on = (question: Question, person: Person): ReturnType<typeof askOnTerminal> =>
    askOnTerminal(question, offer, {}, person.seat);
  const base = { message: "Which?", option: "--x", isOpen: () => true };
  const choices = () => [
    { value: "a", label: "apple" },
    { value: "b", label: "bread" },
  ];

  it("offer what is usual, and take something else", async () => {
    const question: Question = { ...base, kind: "one", key: "odoo", choices, fallback: () => "b" };
    const person = new Person();
    const answer = on(question, person);
    await person.reads("❯ bread");
    person.press(enter);
    expect(await answer).toBe("b");
  });

  it("have everything chosen where several may be", async () => {
    const question: Question = { ...base, kind: "many", key: "entities", choices };
    const person = new Person();
    const answer = on(question, person);
    await person.reads("bread");
    person.press(space, enter);
    expect(await answer).toEqual(["b"]);
  });

  it("judge what is typed", async () => {
    const check = (value: string): true | string => value.length > 1 || "too short";
    const question: Question = { ...base, kind: "text", key: "name", check, fallback: () => "shop" };
    const person = new Person();
    const answer = on(question, person);
    await person.reads("(shop)");
    person.press("x", enter);
    await person.reads("too short");
    person.press("y", enter);
    expect(await answer).toBe("xy");
  });

  it("take yes for an answer", async () => {
    const question: Question = { ...base, kind: "yes", key: "webhooks", fallback: true };
    const person = new Person();
    const answer = on(question, person);
    await person.reads("(Y/n)");
    person.press(enter);
    expect(await answer).toBe(true);
  });
});

describe("whoever leaves", () => {
  const asked: readonly [string, (person: Person) => Promise<unknown>][] = [
    ["a conflict", ({ seat }) => chooseOnTerminal("a", [], () => Promise.resolve(), seat)],
    ["a choice", ({ seat }) => askOne("a", [{ value: "a", label: "a" }], seat)],
    ["several choices", ({ seat }) => askMany("a", [{ value: "a", label: "a" }], seat)],
    ["a text", ({ seat }) => askText("a", () => undefined, seat)],
    ["a yes or no", ({ seat }) => confirmOnTerminal("a", seat)],
    ["a password", ({ seat }) => askSecret("a", seat)],
  ];

  it.each(asked)("%s by Ctrl-C has given no answer", async (_what, ask) => {
    const person = new Person();
    const answer = ask(person);
    await Promise.all([
      expect(answer).rejects.toMatchObject({ name: "ExitPromptError" }),
      person.reads("a").then(() => {
        person.press(interrupt);
      }),
    ]);
  });

  it("has given none where the input is closed and nothing is left to wait for", async () => {
    const listeners = process.listenerCount("beforeExit");
    const answer = untilClosed(new Promise<never>(() => undefined));
    expect(process.listenerCount("beforeExit")).toBe(listeners + 1);
    const [leave] = process.listeners("beforeExit").slice(-1);
    leave?.(0);
    await expect(answer).rejects.toMatchObject({ name: "ExitPromptError" });
    expect(await untilClosed(Promise.resolve(1))).toBe(1);
    expect(process.listenerCount("beforeExit")).toBe(listeners);
  });
});
