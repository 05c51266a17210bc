/** What one claim draws from one product in one warehouse. All figures are units of that product. */
export interface Draw {
  readonly key: string;
  /** Who has a share together: the offers of one cabinet, or one listing with a share of its own. */
  readonly party: string;
  /** Units that one unit of the listing takes, > 0. */
  readonly perPiece: number;
  /** Units that must be left unpromised after this draw. */
  readonly hold: number;
  readonly cap: number;
  readonly percent: number | null;
  /** Null: nobody gave it a turn, and it goes with those of 0. */
  readonly priority: number | null;
  readonly lastPieces: { readonly units: number; readonly rule: string | null };
}

interface Keeper {
  readonly party: string;
  readonly rule: string | null;
}

/**
 * Units for every draw, in the order given. Undivided stock is offered to all of them whole. Divided stock is promised once: the last
 * pieces to their keeper, then turn by turn; within a turn first the shares, then evenly what they left.
 */
export function dividePool(
  available: number,
  draws: readonly Draw[],
): { readonly units: readonly number[]; readonly keeper: Keeper | null } {
  if (!draws.some((draw) => draw.percent !== null || draw.priority !== null || draw.lastPieces.units > 0))
    return { units: draws.map((draw) => Math.min(draw.cap, Math.max(0, available - draw.hold))), keeper: null };
  const parties = partiesOf(draws);
  const keeper = keeperOf(draws);
  const work: Division = { left: available, kept: 0, keeperParty: keeper?.party ?? null, given: new Map() };
  if (keeper !== null) {
    work.kept = Math.max(0, Math.min(keeper.lastPieces.units, available - keeper.hold));
    work.left -= work.kept;
  }
  for (const turn of turnsOf(parties)) {
    sharesFirst(
      work,
      turn.filter((party) => party.percent !== null),
    );
    evenly(
      work,
      turn.filter((party) => party.percent === null),
    );
  }
  return {
    units: draws.map((draw) => work.given.get(draw) ?? 0),
    keeper: keeper === null ? null : { party: keeper.party, rule: keeper.lastPieces.rule },
  };
}

interface Party {
  readonly name: string;
  readonly draws: readonly Draw[];
  readonly percent: number | null;
  readonly priority: number;
  readonly hold: number;
  readonly cap: number;
}

interface Division {
  /** Not promised yet, without the pieces kept for their keeper. */
  left: number;
  kept: number;
  readonly keeperParty: string | null;
  readonly given: Map<Draw, number>;
}

function partiesOf(draws: readonly Draw[]): readonly Party[] {
  return Array.from(
    Map.groupBy(draws, (draw) => draw.party),
    ([name, own]) => ({
      name,
      draws: own,
      percent: own.reduce<number | null>((most, draw) => (draw.percent === null ? most : Math.max(most ?? 0, draw.percent)), null),
      priority: Math.max(...own.map((draw) => draw.priority ?? 0)),
      hold: Math.min(...own.map((draw) => draw.hold)),
      cap: own.reduce((sum, draw) => sum + draw.cap, 0),
    }),
  );
}

/** Two may be named for the last pieces; the one whose turn is first has them. */
const keeperOf = (draws: readonly Draw[]): Draw | null =>
  draws
    .filter((draw) => draw.lastPieces.units > 0)
    .toSorted(
      (left, right) =>
        (right.priority ?? 0) - (left.priority ?? 0) || right.lastPieces.units - left.lastPieces.units || compare(left, right),
    )[0] ?? null;

const compare = (left: Draw, right: Draw): number => (left.party < right.party ? -1 : left.party > right.party ? 1 : 0);

function turnsOf(parties: readonly Party[]): readonly (readonly Party[])[] {
  const turns = Map.groupBy(parties, (party) => party.priority);
  return [...turns.keys()].toSorted((left, right) => right - left).map((priority) => turns.get(priority) ?? []);
}

/** Shares that come to more than a hundred are each cut in proportion. */
function sharesFirst(work: Division, parties: readonly Party[]): void {
  const whole = Math.max(
    100,
    parties.reduce((sum, party) => sum + (party.percent ?? 0), 0),
  );
  const before = work.left;
  for (const party of parties) give(work, party, Math.floor((Math.max(0, before - party.hold) * (party.percent ?? 0)) / whole));
}

/** Those who want least are served first, so that what they leave goes to the others. */
function evenly(work: Division, parties: readonly Party[]): void {
  const queue = parties.toSorted((left, right) => left.cap - right.cap || (left.name < right.name ? -1 : 1));
  for (const [index, party] of queue.entries()) give(work, party, Math.ceil(Math.max(0, work.left - party.hold) / (queue.length - index)));
}

/** The offers of a party have its part evenly, in whole units of each listing. */
function give(work: Division, party: Party, part: number): void {
  const isKeeper = party.name === work.keeperParty;
  let budget = part + (isKeeper ? work.kept : 0);
  const queue = party.draws.toSorted((left, right) => left.cap - right.cap);
  for (const [index, draw] of queue.entries()) {
    const kept = isKeeper ? work.kept : 0;
    const room = Math.max(0, work.left - draw.hold) + kept;
    const wish = Math.min(Math.ceil(budget / (queue.length - index)), room, draw.cap);
    const units = Math.floor(wish / draw.perPiece) * draw.perPiece;
    const fromKept = Math.min(kept, units);
    if (isKeeper) work.kept -= fromKept;
    work.left -= units - fromKept;
    budget -= units;
    work.given.set(draw, units);
  }
}
