/** The order of what three lists make together. */

/**
 * Merges the orders of three lists of different things. Where the user has left the order alone it is the plan's, else
 * the user's; what only the other list has follows the nearest earlier neighbour that is there.
 * @param isIn what the result holds
 */
export function mergeOrder(
  base: readonly number[],
  mine: readonly number[],
  planned: readonly number[],
  isIn: (id: number) => boolean,
): number[] {
  const [inBase, inMine, inPlan] = [new Set(base), new Set(mine), new Set(planned)];
  const isCommon = (id: number): boolean => inBase.has(id) && inMine.has(id) && inPlan.has(id);
  const before = base.filter(isCommon);
  const isReordered = mine.filter(isCommon).some((id, place) => id !== before[place]);
  const [first, second] = isReordered ? [mine, planned] : [planned, mine];
  const order = first.filter(isIn);
  const there = new Set(order);
  let neighbour: number | undefined;
  for (const id of second) {
    if (!isIn(id)) continue;
    if (!there.has(id)) {
      let at = neighbour === undefined ? 0 : order.indexOf(neighbour) + 1;
      // The plan's own news come before the user's.
      if (!isReordered) while (at < order.length && isNew(order[at])) at += 1;
      order.splice(at, 0, id);
      there.add(id);
    }
    neighbour = id;
  }
  return order;

  function isNew(id: number | undefined): boolean {
    return id !== undefined && inPlan.has(id) && !inBase.has(id) && !inMine.has(id);
  }
}
