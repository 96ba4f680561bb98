/** The order in which parameters may stand. */
export class ParamOrder {
  private readonly names = new Set<string>();
  private before = "";
  private isWrong = false;
  private hasDefault = false;
  private hasSlash = false;
  private hasStar = false;
  private isAfterBareStar = false;
  private hasKwargs = false;

  /** @param mark `,`, `/`, `*`, `**`, empty for a plain parameter; `?`: none of them */
  add(mark: string, name?: string, hasDefault = false): void {
    const isItem = mark !== ",";
    // Items and commas take turns, beginning with an item.
    if (isItem === (this.before !== "" && this.before !== ",")) this.isWrong = true;
    this.before = isItem ? "item" : ",";
    if (!isItem) return;
    if (this.hasKwargs || mark === "?" || (name !== undefined && this.names.has(name))) this.isWrong = true;
    if (name !== undefined) this.names.add(name);
    if (mark === "/") {
      if (this.hasSlash || this.hasStar || this.names.size === 0) this.isWrong = true;
      this.hasSlash = true;
    } else if (mark === "*") {
      if (this.hasStar || hasDefault) this.isWrong = true;
      this.hasStar = true;
      this.isAfterBareStar = name === undefined;
    } else if (mark === "**") {
      if (this.isAfterBareStar || hasDefault) this.isWrong = true;
      this.hasKwargs = true;
    } else {
      if (this.hasDefault && !hasDefault && !this.hasStar) this.isWrong = true;
      this.hasDefault ||= hasDefault;
      this.isAfterBareStar = false;
    }
  }

  isRight(): boolean {
    return !this.isWrong && !this.isAfterBareStar;
  }
}
