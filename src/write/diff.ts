import { createHash } from "node:crypto";
import { deflateSync } from "node:zlib";
import { type Change, isWritten } from "./changes.ts";
import { isBinary } from "./paths.ts";

/**
 * The changes as one unified diff, as `git apply` takes it; new files against `/dev/null`. What would be kept is left
 * out; conflicts are shown.
 */
export async function unifiedDiff(changes: readonly Change[]): Promise<string> {
  const { createTwoFilesPatch } = await import("diff");
  return changes
    .filter((change) => isWritten(change) || change.action === "conflict")
    .map(({ path, action, before, after }) => {
      const old = before ?? "";
      const next = action === "remove" ? "" : (after ?? "");
      const mode =
        before === undefined ? "new file mode 100644\n" : action === "remove" ? "deleted file mode 100644\n" : "";
      // An empty file has no lines to show: the header alone says that it comes or goes.
      const hunks =
        old === next
          ? ""
          : isBinary(path)
            ? binaryPatch(before ?? "", action === "remove" ? "" : next)
            : createTwoFilesPatch(
                before === undefined ? "/dev/null" : `a/${path}`,
                action === "remove" ? "/dev/null" : `b/${path}`,
                old,
                next,
              ).replace(/^=+\n/, "");
      return `diff --git a/${path} b/${path}\n${mode}${hunks}`;
    })
    .join("");
}

/** Digits of git's base 85. */
const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~";

/**
 * A change of bytes as `git apply` takes it: both contents whole, deflated, in lines of base 85.
 * Format: git's `diff.c` (emit_binary_diff_body) and `base85.c`.
 * @param before and after: base64, empty for no file
 */
function binaryPatch(before: string, after: string): string {
  const [old, next] = [Buffer.from(before, "base64"), Buffer.from(after, "base64")];
  return `index ${blobId(old)}..${blobId(next)}\nGIT binary patch\n${literal(next)}\n${literal(old)}\n`;
}

function blobId(bytes: Buffer): string {
  if (bytes.length === 0) return "0".repeat(40);
  return createHash("sha1").update(`blob ${bytes.length}\0`).update(bytes).digest("hex");
}

function literal(bytes: Buffer): string {
  const packed = deflateSync(bytes);
  let text = `literal ${bytes.length}\n`;
  for (let at = 0; at < packed.length; at += 52) {
    const line = packed.subarray(at, at + 52);
    text += String.fromCharCode(line.length <= 26 ? 64 + line.length : 70 + line.length);
    for (let group = 0; group < line.length; group += 4) {
      let value = 0;
      for (let byte = 0; byte < 4; byte += 1) value = value * 256 + (line[group + byte] ?? 0);
      let digits = "";
      for (let digit = 0; digit < 5; digit += 1) {
        digits = DIGITS.charAt(value % 85) + digits;
        value = Math.floor(value / 85);
      }
      text += digits;
    }
    text += "\n";
  }
  return text;
}
