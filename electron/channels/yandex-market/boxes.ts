import type { PackedLine, UnitMark } from '#electron/channels/channel.ts';
import type { MarkKind } from '#shared/domain/marking.ts';
import { jsonInteger } from '#shared/kit/json.ts';

import type { Instance, MarketItem, MarketOrder } from './order-reading.ts';

/** How an order lies in its boxes, as `PUT …/boxes` takes it: a full replacement of what was told before. */
export interface Layout {
  readonly boxes: readonly Box[];
}
interface Box {
  readonly items: readonly BoxItem[];
}
interface BoxItem {
  readonly lineId: string;
  readonly count: number;
  readonly part: { readonly current: number; readonly total: number } | null;
  readonly instances: readonly Told[];
}
/** What is told of one unit, in the Market's words. */
type Told = Readonly<Partial<Record<'cis' | 'uin' | 'rnpt' | 'gtd' | 'countryCode', string>>>;

const FIELDS: Readonly<Partial<Record<MarkKind, keyof Told>>> = {
  sgtin: 'cis',
  uin: 'uin',
  rnpt: 'rnpt',
  customs: 'gtd',
  country: 'countryCode',
};

export const fieldOf = (kind: MarkKind): keyof Told | null => FIELDS[kind] ?? null;

/**
 * Boxes of whole units, one a package, with every unit's codes beside it.
 * @returns null when packages do not hold exactly what the order has: a missing unit would be taken out of the order for good
 */
export function layoutOf(
  order: MarketOrder,
  packages: readonly { readonly lines: readonly PackedLine[] }[],
  whole: readonly UnitMark[],
): Layout | null {
  const pool = poolOf(order, whole);
  const boxes: Box[] = [];
  for (const { lines } of packages) {
    const items = new Map<string, { count: number; readonly instances: Told[] }>();
    for (const { sku, quantity } of lines)
      for (let unit = 0; unit < quantity; unit += 1) {
        const taken = pool.get(sku)?.shift();
        if (taken === undefined) return null;
        const item = items.get(taken.lineId) ?? { count: 0, instances: [] };
        item.count += 1;
        if (taken.told !== null) item.instances.push(taken.told);
        items.set(taken.lineId, item);
      }
    if (items.size > 0) boxes.push({ items: [...items].map(([lineId, item]) => ({ lineId, part: null, ...item })) });
  }
  const left = [...pool.values()].some((units) => units.length > 0);
  return left || boxes.length === 0 ? null : { boxes };
}

/** The whole order in one box: what stands until a packer says otherwise. */
export const oneBox = (order: MarketOrder): readonly { readonly lines: readonly PackedLine[] }[] => [
  { lines: order.items.map((line) => ({ sku: line.offerId, quantity: line.count })) },
];

/** The boxes as they stand, with other codes; a good that lies in several boxes repeats its code in each. Without boxes: all in one. */
export function relabelled(order: MarketOrder, whole: readonly UnitMark[]): Layout | null {
  const standing = order.delivery?.boxesLayout ?? [];
  if (standing.length === 0) return layoutOf(order, oneBox(order), whole);
  const units = new Map<string, (Told | null)[]>();
  for (const [, pool] of poolOf(order, whole)) for (const { lineId, told } of pool) units.set(lineId, [...(units.get(lineId) ?? []), told]);
  const seen = new Map<string, number>();
  const next = (key: string) => {
    const seat = seen.get(key) ?? 0;
    seen.set(key, seat + 1);
    return seat;
  };
  return {
    boxes: standing.map((box) => ({
      items: box.items.map((item) => {
        const told = units.get(item.id) ?? [];
        if (item.partialCount !== null) {
          const unit = told[next(`${item.id} ${String(item.partialCount.current)}`)] ?? null;
          return { lineId: item.id, count: 0, part: item.partialCount, instances: unit === null ? [] : [unit] };
        }
        const mine = Array.from({ length: item.fullCount ?? 0 }, () => told[next(item.id)] ?? null);
        return { lineId: item.id, count: item.fullCount ?? 0, part: null, instances: mine.flatMap((unit) => unit ?? []) };
      }),
    })),
  };
}

/** Units of every sku in turn, line by line, each with what is told of it. */
function poolOf(order: MarketOrder, whole: readonly UnitMark[]): Map<string, { lineId: string; told: Told | null }[]> {
  const pool = new Map<string, { lineId: string; told: Told | null }[]>();
  for (const line of order.items) {
    const units = pool.get(line.offerId) ?? [];
    for (let unit = 0; unit < line.count; unit += 1) units.push({ lineId: line.id, told: toldOf(whole, line.offerId, units.length) });
    pool.set(line.offerId, units);
  }
  return pool;
}

function toldOf(whole: readonly UnitMark[], sku: string, unit: number): Told | null {
  const told: Partial<Record<keyof Told, string>> = {};
  for (const mark of whole) {
    const field = FIELDS[mark.kind];
    if (field !== undefined && mark.sku === sku && mark.unit === unit) told[field] = mark.value;
  }
  return Object.keys(told).length === 0 ? null : told;
}

/** What the order's lines hold now, as marks of units. */
export function marksIn(order: MarketOrder): readonly UnitMark[] {
  const counted = new Map<string, number>();
  return order.items.flatMap((line) => {
    const from = counted.get(line.offerId) ?? 0;
    counted.set(line.offerId, from + line.count);
    return instancesOf(order, line).flatMap((instance, seat) => marksOfUnit(line, from + seat, instance));
  });
}

/** The line's own, or, where it has none, those in its boxes; the parts of one good repeat its code and are counted once. */
function instancesOf(order: MarketOrder, line: MarketItem): readonly Instance[] {
  if (line.instances.length > 0) return line.instances;
  const inside = (order.delivery?.boxesLayout ?? []).flatMap((box) => box.items.filter((item) => item.id === line.id));
  return inside.filter((item) => (item.partialCount?.current ?? 1) === 1).flatMap((item) => item.instances);
}

function marksOfUnit(line: MarketItem, unit: number, instance: Instance): readonly UnitMark[] {
  const of = (kind: MarkKind, value: string | null): UnitMark[] => (value === null ? [] : [{ sku: line.offerId, unit, kind, value }]);
  return [
    ...of('sgtin', instance.cisFull ?? instance.cis),
    ...of('uin', instance.uin),
    ...of('rnpt', instance.rnpt),
    ...of('customs', instance.gtd),
    ...of('country', instance.countryCode),
  ];
}

/** The body of `PUT …/boxes`. */
export function bodyOf(layout: Layout, allowRemove = false): unknown {
  return {
    boxes: layout.boxes.map((box) => ({
      items: box.items.map((item) => ({
        id: jsonInteger(item.lineId),
        ...(item.part === null ? { fullCount: item.count } : { partialCount: item.part }),
        ...(item.instances.length === 0 ? {} : { instances: item.instances }),
      })),
    })),
    allowRemove,
  };
}

/** Whether the boxes already stand like this: telling them again would give them new numbers and their checks a new start. */
export function standsAlready(order: MarketOrder, layout: Layout): boolean {
  const standing = order.delivery?.boxesLayout ?? [];
  if (standing.length === 0) return false;
  // Where boxes do not repeat the codes, the lines hold them.
  const bare = standing.every((box) => box.items.every((item) => item.instances.length === 0));
  const coded = (instances: readonly Coded[]) => (bare ? [] : instances.map(shapeOf).toSorted());
  const wanted = layout.boxes.map((box) => box.items.map((item) => [item.lineId, item.count, partOf(item.part), coded(item.instances)]));
  const there = standing.map((box) =>
    box.items.map((item) => [item.id, item.fullCount ?? 0, partOf(item.partialCount), coded(item.instances)]),
  );
  if (boxesText(wanted) !== boxesText(there)) return false;
  return !bare || order.items.every((line) => codesText(toldIn(layout, line.id)) === codesText(line.instances));
}

type Coded = { readonly [Field in keyof Told]?: string | null };

/** A marking code is compared by what makes it one of its kind: the Market may drop its tail. */
const shapeOf = (one: Coded): string =>
  JSON.stringify([headOf(one.cis ?? ''), one.uin ?? '', one.rnpt ?? '', one.gtd ?? '', one.countryCode ?? '']);
const partOf = (part: BoxItem['part']): string => (part === null ? '' : `${String(part.current)}/${String(part.total)}`);
const boxesText = (boxes: readonly (readonly unknown[])[]): string =>
  JSON.stringify(boxes.map((items) => items.map((item) => JSON.stringify(item)).toSorted()));
/** A good in several boxes repeats its code in each. */
const codesText = (instances: readonly Coded[]): string => JSON.stringify([...new Set(instances.map(shapeOf))].toSorted());
const toldIn = (layout: Layout, lineId: string): readonly Told[] =>
  layout.boxes.flatMap((box) => box.items.filter((item) => item.lineId === lineId).flatMap((item) => item.instances));

/** A code up to its first separator. */
export const headOf = (code: string): string => code.split('\u001D')[0] ?? code;
