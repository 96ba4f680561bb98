import { describe, expect, it } from "vitest";
import { setAside } from "../../../src/app/set-aside.ts";

const LOCK = JSON.stringify({
  files: {
    "models/gone.py": { ownership: "generated", dropped: true },
    "models/back.py": { ownership: "generated", dropped: true },
    "models/there.py": { ownership: "generated" },
    "views/gone.xml": { ownership: "generated", dropped: true },
    "views/back.xml": { ownership: "generated", dropped: true },
    "migrations/19.0.1.0.1/post-migrate.py": { ownership: "seed", dropped: true },
    "tests/removed.py": { ownership: "generated", dropped: true },
  },
});

const FILES = new Map([
  ["__manifest__.py", '{"data": ["views/back.xml"]}'],
  ["models/__init__.py", "from . import (\n    back,\n    there,\n)\n"],
  ["models/gone.py", ""],
  ["models/back.py", ""],
  ["models/there.py", ""],
  ["views/gone.xml", ""],
  ["views/back.xml", ""],
  ["migrations/19.0.1.0.1/post-migrate.py", ""],
]);

describe("setAside", () => {
  it("names what was kept for its edits, and nothing loads", () => {
    expect(setAside(LOCK, FILES)).toEqual(["models/gone.py", "views/gone.xml"]);
  });

  it.each(["", "{", "null", "[]", '{"files": 1}', '{"files": {"models/gone.py": null}}'])(
    "says nothing of a lock file that holds %j",
    (lock) => {
      expect(setAside(lock, FILES)).toEqual([]);
    },
  );
});
