/** XML as a tree, each element with its line. */
import { SaxesParser } from "saxes";

export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly line: number;
  readonly children: Element[];
  readonly parent?: Element | undefined;
  text: string;
}

/** @throws Error where the text is not well-formed */
export function parseXml(text: string): Element {
  const parser = new SaxesParser();
  const root: Element = { name: "", attributes: {}, line: 1, children: [], text: "" };
  let here: Element = root;
  let line = 1;
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentagstart", () => (line = parser.line));
  parser.on("opentag", (tag) => {
    const child: Element = { name: tag.name, attributes: tag.attributes, line, children: [], parent: here, text: "" };
    here.children.push(child);
    here = child;
  });
  parser.on("text", (part) => (here.text += part));
  parser.on("closetag", () => (here = here.parent ?? root));
  parser.write(text).close();
  return root.children[0] ?? root;
}

/** An element and all below it. */
export function* elements(element: Element): Generator<Element> {
  yield element;
  for (const child of element.children) yield* elements(child);
}

const STEP = /^(\/\/?)([\w.-]+|\*)((?:\[@[\w-]+=(?:'[^']*'|"[^"]*")\])*)/;

/**
 * Elements that a path finds, as far as views use paths: `//div[@name='x']/field`.
 * @returns undefined for a path of another kind
 */
export function find(root: Element, path: string): readonly Element[] | undefined {
  let rest = path.trim();
  let here: readonly Element[] = [{ name: "", attributes: {}, line: 0, children: [root], text: "" }];
  while (rest !== "") {
    const match = STEP.exec(rest);
    if (match === null) return undefined;
    const [all, axis, name = "", conditions = ""] = match;
    rest = rest.slice(all.length);
    const wanted = [...conditions.matchAll(/@([\w-]+)=(?:'([^']*)'|"([^"]*)")/g)];
    const fits = (one: Element): boolean =>
      (name === "*" || one.name === name) &&
      wanted.every(([, key = "", single, double]) => one.attributes[key] === (single ?? double));
    here = here
      .flatMap((one) => (axis === "//" ? one.children.flatMap((child) => [...elements(child)]) : one.children))
      .filter(fits);
  }
  return here;
}
