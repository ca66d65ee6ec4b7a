/** Places on a line, kept apart. */

/** Places that have come so close that they are moved together: their indices, in order, and the mean of their wishes. */
interface Group {
  readonly members: readonly number[];
  readonly middle: number;
}

/**
 * Moves places so that none is nearer than `distance` to another. Their order stays, and so do places with room around
 * them; where they crowd, they stand at that distance around the mean of where they were.
 */
export function spread(places: readonly number[], distance: number): number[] {
  const groups: Group[] = [];
  for (const i of [...places.keys()].sort((a, b) => places[a]! - places[b]!)) {
    let group: Group = { members: [i], middle: places[i]! };
    for (
      let before = groups.at(-1);
      before !== undefined && isCrowded(before, group);
      before = groups.at(-1)
    ) {
      group = merge(before, group, places);
      groups.pop();
    }
    groups.push(group);
  }
  const result = [...places];
  for (const { members, middle } of groups) {
    members.forEach((member, rank) => {
      result[member] = middle + (rank - (members.length - 1) / 2) * distance;
    });
  }
  return result;

  function isCrowded(before: Group, after: Group): boolean {
    return after.middle - before.middle < ((before.members.length + after.members.length) / 2) * distance;
  }
}

function merge(before: Group, after: Group, places: readonly number[]): Group {
  const members = [...before.members, ...after.members];
  return { members, middle: members.reduce((sum, i) => sum + places[i]!, 0) / members.length };
}
