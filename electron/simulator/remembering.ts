/** A world that outlives the program that shows it. */
export interface Remembering {
  /** All that happened in it, as text. */
  memory(): string;
  /** False: the text is no memory of this world, which then stays as fresh as it was. */
  recall(text: string): boolean;
}

/** Things that are not in the memory itself, by a name that is the same in every life: cards and shops follow from the seed. */
export type Known = ReadonlyMap<string, object>;

/** Plain JSON of maps, sets, endless moments and references to known things. */
export function packed(value: unknown, known: Known): string {
  const names = new Map([...known].map(([name, thing]) => [thing, name]));
  const pack = (one: unknown): unknown => {
    if (typeof one === 'number' && !Number.isFinite(one)) return { $: 'endless' };
    if (typeof one !== 'object' || one === null) return one;
    const name = names.get(one);
    if (name !== undefined) return { $: 'known', name };
    if (one instanceof Map) return { $: 'map', entries: [...one].map(([key, held]) => [pack(key), pack(held)]) };
    if (one instanceof Set) return { $: 'set', items: [...one].map(pack) };
    if (Array.isArray(one)) return one.map(pack);
    return Object.fromEntries(Object.entries(one).map(([key, held]) => [key, pack(held)]));
  };
  return JSON.stringify(pack(value));
}

/** The reverse. Throws: not such a text, or of things that are not known here. */
export function unpacked(text: string, known: Known): unknown {
  const unpack = (one: unknown): unknown => {
    if (typeof one !== 'object' || one === null) return one;
    if (Array.isArray(one)) return one.map(unpack);
    const record = one as Readonly<Record<string, unknown>>;
    if (record['$'] === 'endless') return Number.POSITIVE_INFINITY;
    if (record['$'] === 'map')
      return new Map((record['entries'] as [unknown, unknown][]).map(([key, held]) => [unpack(key), unpack(held)]));
    if (record['$'] === 'set') return new Set((record['items'] as unknown[]).map(unpack));
    if (record['$'] === 'known') {
      const thing = known.get(String(record['name']));
      if (thing === undefined) throw new Error(`nothing is known of ${String(record['name'])}`);
      return thing;
    }
    return Object.fromEntries(Object.entries(record).map(([key, held]) => [key, unpack(held)]));
  };
  return unpack(JSON.parse(text));
}
