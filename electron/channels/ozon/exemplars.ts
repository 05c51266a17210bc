import { z } from 'zod';

import type { ChannelClient, ConfirmRequest, MarkChange, Outcome, UnitMark } from '#electron/channels/channel.ts';
import type { MarkKind } from '#shared/domain/marking.ts';
import { jsonInteger } from '#shared/kit/json.ts';

import type { Caller } from './caller.ts';
import { readVerdicts, readWhole } from './exemplar-checks.ts';
import { bounded, done, mapped, rejected } from './outcome.ts';
import { count, id, list, maybe, rows, textOrNone } from './schemas.ts';

const BATCH = 20;

/** Ozon's kinds of marks beside ours; the other kinds are fields of their own. */
export const MARK_TYPES = { sgtin: 'mandatory_mark', uin: 'jw_uin', imei: 'imei' } as const;
type CodeKind = keyof typeof MARK_TYPES;
const codeKindOf = (kind: MarkKind): CodeKind | null => (kind in MARK_TYPES ? (kind as CodeKind) : null);

const mark = z.object({ mark: z.string(), mark_type: z.string() });
const exemplar = z.object({
  exemplar_id: id,
  gtd: textOrNone,
  is_gtd_absent: maybe(z.boolean()),
  rnpt: textOrNone,
  is_rnpt_absent: maybe(z.boolean()),
  weight: maybe(z.number()),
  marks: list(mark),
});
const product = z.object({
  product_id: id,
  quantity: maybe(count),
  is_gtd_needed: maybe(z.boolean()),
  exemplars: list(exemplar),
});
const known = z.object({ posting_number: maybe(z.string()), multi_box_qty: maybe(count), products: rows(product) });
type Exemplar = z.infer<typeof exemplar>;
type Known = z.infer<typeof known>;
const country = z.object({ is_gtd_needed: maybe(z.boolean()) });

export const marksOf = (caller: Caller): ChannelClient['marks'] => ({
  batch: BATCH,
  put: (change) => putMarks(caller, change),
  remove: (orderId, kind) => removeMarks(caller, orderId, kind),
  read: (ids) => readVerdicts(caller, bounded(ids, BATCH, 'marks.read')),
});

/**
 * Marks of a posting, unit by unit («exemplars»): what is told replaces everything, so the whole is told every time. The country of a product
 * is a method of its own and must come first, because it decides whether a declaration is asked for. Accepted means «taken for checking».
 */
async function putMarks(caller: Caller, { orderId, kind, whole }: MarkChange): Promise<Outcome<void>> {
  if (kind === 'country') {
    const set = await setCountries(caller, orderId, whole);
    if (set.kind !== 'done' || whole.every((one) => one.kind === 'country')) return set;
  }
  const found = await getExemplars(caller, orderId);
  if (found.kind !== 'done') return found;
  const strangers = whole.filter((one) => exemplarOf(found.value, one) === null);
  if (strangers.length > 0)
    return rejected({
      code: 'lines-mismatch',
      operation: 'exemplars.set',
      subjects: [orderId, ...new Set(strangers.map((one) => one.sku))],
    });
  return setExemplars(caller, orderId, found.value, (sku, unit) => told(whole.filter((one) => one.sku === sku && one.unit === unit)));
}

/** Everything that stands there, without this kind. A country once named stays named. */
async function removeMarks(caller: Caller, orderId: string, kind: MarkKind): Promise<Outcome<void>> {
  if (kind === 'country') return rejected({ code: 'mark-refused', operation: 'country.set', subjects: [orderId] });
  const found = await getExemplars(caller, orderId);
  if (found.kind !== 'done') return found;
  return setExemplars(caller, orderId, found.value, (sku, unit) => without(found.value, sku, unit, kind));
}

const getExemplars = (caller: Caller, orderId: string): Promise<Outcome<Known>> =>
  caller.ask('exemplars.get', { posting_number: orderId }, known);

const exemplarOf = (seen: Known, { sku, unit }: Pick<UnitMark, 'sku' | 'unit'>): Exemplar | null =>
  seen.products.find((one) => one.product_id === sku)?.exemplars[unit] ?? null;

/** `set` is for postings that wait for assembly; after it, what was set must be put in force by `update`, where that is still allowed. */
async function setExemplars(
  caller: Caller,
  orderId: string,
  seen: Known,
  fieldsOf: (sku: string, unit: number) => Record<string, unknown>,
): Promise<Outcome<void>> {
  const stage = await readWhole(caller, orderId);
  if (stage.kind !== 'done') return stage;
  if (stage.value === 'update_not_available')
    return rejected({ code: 'status-changed', operation: 'exemplars.status', channelMessage: stage.value, subjects: [orderId] });
  const products = seen.products.map(({ product_id: sku, exemplars }) => ({
    product_id: jsonInteger(sku),
    exemplars: exemplars.map(({ exemplar_id }, unit) => ({ exemplar_id: jsonInteger(exemplar_id), ...fieldsOf(sku, unit) })),
  }));
  const boxes = seen.multi_box_qty ?? 0;
  const body = { posting_number: orderId, ...(boxes > 0 ? { multi_box_qty: boxes } : {}), products };
  const set = await caller.tell('exemplars.set', body);
  if (set.kind !== 'done' || stage.value !== 'update_available') return set;
  return caller.tell('exemplars.update', { posting_number: orderId });
}

/**
 * Fields of one exemplar. GS stays U+001D inside a code and leaves as \u001d once. An empty number of a declaration or a batch is a person's
 * word that there is none; a number nobody spoke of is simply not told.
 */
function told(marks: readonly UnitMark[]): Record<string, unknown> {
  const valueOf = (kind: MarkKind) => marks.find((one) => one.kind === kind)?.value;
  const gtd = valueOf('customs');
  const rnpt = valueOf('rnpt');
  const weight = valueOf('weight');
  const codes = marks.flatMap((one) => {
    const kind = codeKindOf(one.kind);
    return kind === null ? [] : [{ mark: one.value, mark_type: MARK_TYPES[kind] }];
  });
  return {
    marks: codes,
    ...(gtd === undefined ? {} : gtd === '' ? { is_gtd_absent: true } : { gtd, is_gtd_absent: false }),
    ...(rnpt === undefined ? {} : rnpt === '' ? { is_rnpt_absent: true } : { rnpt, is_rnpt_absent: false }),
    ...(weight === undefined ? {} : { weight: Number(weight) }),
  };
}

function without(seen: Known, sku: string, unit: number, kind: MarkKind): Record<string, unknown> {
  const one = exemplarOf(seen, { sku, unit });
  if (one === null) return {};
  const code = codeKindOf(kind);
  return {
    marks: one.marks.filter(({ mark_type }) => code === null || mark_type !== MARK_TYPES[code]),
    ...(one.gtd === null || kind === 'customs' ? {} : { gtd: one.gtd }),
    ...(one.is_gtd_absent === true && kind !== 'customs' ? { is_gtd_absent: true } : {}),
    ...(one.rnpt === null || kind === 'rnpt' ? {} : { rnpt: one.rnpt }),
    ...(one.is_rnpt_absent === true && kind !== 'rnpt' ? { is_rnpt_absent: true } : {}),
    ...(one.weight === null || one.weight === 0 || kind === 'weight' ? {} : { weight: one.weight }),
  };
}

/** By SKU, although the page of this one method speaks of the product's number: the requirement that asks for it names SKUs. */
async function setCountries(caller: Caller, orderId: string, whole: readonly UnitMark[]): Promise<Outcome<void>> {
  const countries = new Map(whole.filter((one) => one.kind === 'country').map((one) => [one.sku, one.value.toUpperCase()]));
  for (const [sku, code] of countries) {
    const body = { posting_number: orderId, product_id: jsonInteger(sku), country_iso_code: code };
    const answer = await caller.ask('country.set', body, country);
    if (answer.kind !== 'done') return answer;
  }
  return done(undefined);
}

/**
 * Which exemplars leave in each parcel: those whose codes were scanned into it first, then any not chosen yet. One map a parcel, by SKU.
 */
export async function exemplarIdsFor(
  caller: Caller,
  { orderId, packages, whole }: ConfirmRequest,
): Promise<Outcome<readonly ReadonlyMap<string, readonly string[]>[]>> {
  return mapped(await getExemplars(caller, orderId), (seen) => {
    const taken = new Set<string>();
    return packages.map(
      ({ lines }) =>
        new Map(
          lines.map(({ sku, quantity }) => {
            const codes = new Set(whole.filter((one) => one.sku === sku).map((one) => one.value));
            const free = (seen.products.find((one) => one.product_id === sku)?.exemplars ?? []).filter(
              ({ exemplar_id }) => !taken.has(exemplar_id),
            );
            const scanned = (one: Exemplar) => one.marks.some(({ mark: code }) => codes.has(code));
            const chosen = [...free.filter(scanned), ...free.filter((one) => !scanned(one))].slice(0, quantity);
            for (const { exemplar_id } of chosen) taken.add(exemplar_id);
            return [sku, chosen.map(({ exemplar_id }) => exemplar_id)] as const;
          }),
        ),
    );
  });
}
