/** What a spec leaves to choose: the questions are made from it. */
export interface Offer {
  /** Where the spec comes from: a file of the user, the addon that is there, a known system, or nowhere yet. */
  kind: "file" | "addon" | "system" | "draft";
  title?: string;
  type?: string;
  entities: readonly { name: string; direction: string }[];
  /** The spec says how the system signs its webhooks. */
  hasWebhooks: boolean;
  /** Odoo version of the addon that is there. */
  odoo?: string;
}

/** What init-connector has to know, by the name of its option. */
export interface Answers {
  name?: string | undefined;
  type?: string | undefined;
  odoo?: string | undefined;
  path?: string | undefined;
  entities?: readonly string[] | undefined;
  /** Other records of a draft, as typed: `ticket:project.task, invoice:account.move:export`. */
  more?: string | undefined;
  direction?: string | undefined;
  baseUrl?: string | undefined;
  auth?: string | undefined;
  pagination?: string | undefined;
  apiDocs?: string | undefined;
  webhooks?: boolean | undefined;
}

export interface Choice {
  value: string;
  label: string;
}

interface Common {
  key: keyof Answers;
  /** As it is typed: named where a key is missing and nobody can be asked. */
  option: string;
  message: string;
  /** Whether the question makes sense for this system and these answers. */
  isOpen(offer: Offer, answers: Answers): boolean;
}

/** One question; all of them stand in `QUESTIONS`, options and prompts are made from there. */
export type Question = Common &
  (
    | {
        kind: "text";
        /** Used without a terminal, and proposed on one; undefined: there is no default, the key is needed. */
        fallback(answers: Answers): string | undefined;
        /** While typing: true, or what is wrong. */
        check: (value: string) => true | string;
        /** Nothing is an answer too. */
        isOptional?: boolean;
      }
    | {
        kind: "one";
        choices(offer: Offer): readonly Choice[];
        fallback(answers: Answers, offer: Offer): string | undefined;
      }
    | { kind: "many"; choices(offer: Offer, answers: Answers): readonly Choice[] }
    | { kind: "yes"; fallback: boolean }
  );

/** Words that the spec layer knows; given from outside, so that the table needs no schema to be printed. */
export interface Words {
  odooVersions: readonly string[];
  /** What a system that nobody has described can be drafted with. */
  draft: {
    types: readonly string[];
    authKinds: readonly string[];
    paginationKinds: readonly string[];
    /** What each type proposes. */
    entities: Readonly<Record<string, readonly string[]>>;
  };
  nameProblem(name: string): string | undefined;
}

const TYPE_LABELS: Readonly<Record<string, string>> = {
  ecommerce: "E-commerce: customers, products, orders, inventory",
  logistics: "Logistics: deliveries, warehouses",
  accounting: "Accounting: invoices, payments",
  crm: "CRM: contacts, leads",
};

const DIRECTIONS: readonly Choice[] = [
  { value: "both", label: "Both, as far as the system allows" },
  { value: "import", label: "Into Odoo only" },
  { value: "export", label: "Out of Odoo only" },
];

const isUrl = (value: string): boolean => {
  try {
    return /^https?:$/.test(new URL(value.replaceAll(/\{\w+\}/g, "x")).protocol);
  } catch {
    return false;
  }
};

const isDraft = (offer: Offer): boolean => offer.kind === "draft";

const MORE = /^[a-z][a-z0-9_]*:[a-z][a-z0-9_.]*(?::(?:import|export|both))?$/;
const wordsOf = (text: string): string[] =>
  text
    .split(",")
    .map((word) => word.trim())
    .filter((word) => word !== "");

/** What the type of a draft proposes. */
const proposed = (words: Words, offer: Offer, { type = "" }: Answers): readonly string[] =>
  isDraft(offer) && Object.hasOwn(words.draft.entities, type) ? (words.draft.entities[type] ?? []) : [];

/** The entities that were chosen and those that were typed, as `--entities` would have them. */
export function entitiesOf(words: Words, { entities, more = "", type = "" }: Answers): readonly string[] | undefined {
  const typed = wordsOf(more);
  return typed.length === 0 ? entities : [...(entities ?? words.draft.entities[type] ?? []), ...typed];
}

/** The questions, in the order in which they are asked. */
export function questions(words: Words): readonly Question[] {
  const plain = (values: readonly string[]): Choice[] => values.map((value) => ({ value, label: value }));
  return [
    {
      key: "name",
      option: "NAME",
      kind: "text",
      message: "Name of the external system (technical: shopify, my_shop)",
      isOpen: () => true,
      fallback: () => undefined,
      check: (value) => words.nameProblem(value) ?? true,
    },
    {
      key: "path",
      option: "--path",
      kind: "text",
      message: "Addons folder to write to",
      isOpen: () => true,
      fallback: () => ".",
      check: (value) => value.trim() !== "" || "write a folder",
    },
    {
      key: "type",
      option: "--type",
      kind: "one",
      message: "What kind of system is it?",
      isOpen: isDraft,
      choices: () => words.draft.types.map((value) => ({ value, label: TYPE_LABELS[value] ?? value })),
      fallback: () => undefined,
    },
    {
      key: "baseUrl",
      option: "--base-url",
      kind: "text",
      message: "Base URL of its API ({field} becomes a field of the backend)",
      isOpen: isDraft,
      fallback: () => undefined,
      check: (value) => isUrl(value) || "write an http(s) URL, such as https://api.example.com/v1",
    },
    {
      key: "auth",
      option: "--auth",
      kind: "one",
      message: "How does it authenticate?",
      isOpen: isDraft,
      choices: () => plain(words.draft.authKinds),
      fallback: () => words.draft.authKinds[0],
    },
    {
      key: "pagination",
      option: "--pagination",
      kind: "one",
      message: "How does it page its lists?",
      isOpen: isDraft,
      choices: () => plain(words.draft.paginationKinds),
      fallback: () => words.draft.paginationKinds[0],
    },
    {
      key: "odoo",
      option: "--odoo",
      kind: "one",
      message: "Odoo version",
      isOpen: () => true,
      choices: () => plain([...words.odooVersions].reverse()),
      fallback: (_, offer) => offer.odoo ?? words.odooVersions.at(-1),
    },
    {
      // Before the list: whoever gave --entities has said it all.
      key: "more",
      option: "--entities",
      kind: "text",
      message: "Other records than the usual ones, as NAME:MODEL or NAME:MODEL:DIRECTION (empty: none)",
      isOpen: (offer, answers) => isDraft(offer) && answers.entities === undefined,
      fallback: () => "",
      check: (value) =>
        wordsOf(value).every((word) => MORE.test(word)) || "write ticket:project.task, invoice:account.move:export",
      isOptional: true,
    },
    {
      key: "entities",
      option: "--entities",
      kind: "many",
      message: "Records to exchange",
      isOpen: (offer, answers) => offer.entities.length > 1 || proposed(words, offer, answers).length > 1,
      choices: (offer, answers) =>
        isDraft(offer)
          ? plain(proposed(words, offer, answers))
          : offer.entities.map(({ name, direction }) => ({ value: name, label: `${name} (${direction})` })),
    },
    {
      key: "direction",
      option: "--direction",
      kind: "one",
      message: "Direction",
      isOpen: (offer) => offer.kind !== "addon",
      choices: () => DIRECTIONS,
      fallback: () => "both",
    },
    {
      key: "webhooks",
      option: "--webhooks",
      kind: "yes",
      message: "Receive its webhooks?",
      isOpen: (offer) => offer.hasWebhooks,
      fallback: true,
    },
  ];
}
