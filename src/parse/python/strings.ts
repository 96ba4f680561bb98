/** What the characters between the quotes of a Python text stand for. */

const SIMPLE: Readonly<Record<string, string>> = {
  n: "\n",
  t: "\t",
  r: "\r",
  a: "\u0007",
  b: "\b",
  f: "\f",
  v: "\v",
  "\\": "\\",
  "'": "'",
  '"': '"',
  "\n": "",
};

const ESCAPE = /\\(?:(\r\n)|([0-7]{1,3})|x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([\s\S]))/g;

/** @param written between the quotes */
export function escaped(written: string, isRaw: boolean, isBytes: boolean): string {
  const text = written.includes("\r") ? written.replaceAll("\r\n", "\n") : written;
  if (isRaw || !text.includes("\\")) return text;
  return text.replace(
    ESCAPE,
    (all, _line: string, octal?: string, byte?: string, short?: string, long?: string, sign?: string) => {
      if (octal !== undefined) return String.fromCodePoint(Number.parseInt(octal, 8));
      if (byte !== undefined) return String.fromCodePoint(Number.parseInt(byte, 16));
      const code = isBytes ? undefined : (short ?? long);
      if (code !== undefined) {
        const point = Number.parseInt(code, 16);
        return point <= 0x10ffff ? String.fromCodePoint(point) : all;
      }
      return sign !== undefined && Object.hasOwn(SIMPLE, sign) ? (SIMPLE[sign] ?? all) : all;
    },
  );
}

const WELL = /\\(?:x[\da-fA-F]{2}|u[\da-fA-F]{4}|U000[\da-fA-F]{5}|[^NuUx])/g;

/** Whether Python takes the escapes of a text for certain; names (`\N{…}`) only its own tables know. */
export function isEscapedWell(written: string, isRaw: boolean, isBytes: boolean): boolean {
  if (isBytes && /[^\0-\x7f]/.test(written)) return false;
  if (isRaw || !/\\[NuUx]/.test(written)) return true;
  return !written.replaceAll(WELL, "").includes("\\");
}
