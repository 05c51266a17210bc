/** One parcel closed: when, by whom, and what made it slow or quick. */
export interface PackedParcel {
  readonly atMs: number;
  readonly units: number;
  readonly marked: boolean;
}

export interface Pace {
  readonly parcels: number;
  readonly units: number;
  /** Parcels with a marking code or another mark: they take longer, so a fair eye reads them apart. */
  readonly marked: number;
  /** Parcels of more than one unit. */
  readonly many: number;
  /** Time at the table: gaps longer than a pause are left out. */
  readonly activeMs: number;
  /** Parcels in an hour of work at the table; null until there are enough to tell. */
  readonly perHour: number | null;
}

/** Nobody packs one parcel for longer than this: it was a pause, and it is not held against anybody. */
export const PAUSE_MS = 5 * 60_000;
/** Fewer parcels say nothing about a speed. */
const ENOUGH = 3;

/** @param parcels in order of time */
export function paceOf(parcels: readonly PackedParcel[]): Pace {
  let activeMs = 0;
  let gaps = 0;
  for (const [index, parcel] of parcels.entries()) {
    const gapMs = parcel.atMs - (parcels[index - 1]?.atMs ?? parcel.atMs);
    if (index === 0 || gapMs < 0 || gapMs > PAUSE_MS) continue;
    activeMs += gapMs;
    gaps += 1;
  }
  return {
    parcels: parcels.length,
    units: parcels.reduce((sum, parcel) => sum + parcel.units, 0),
    marked: parcels.filter((parcel) => parcel.marked).length,
    many: parcels.filter((parcel) => parcel.units > 1).length,
    activeMs,
    perHour: gaps < ENOUGH || activeMs === 0 ? null : Math.round((gaps * 3_600_000) / activeMs),
  };
}
