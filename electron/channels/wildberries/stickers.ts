import { z } from 'zod';

import type { ChannelClient, ChannelLabel, ChannelProblem, LabelFormat, Outcome } from '#electron/channels/channel.ts';
import { fromBase64 } from '#shared/kit/decode.ts';
import { jsonInteger } from '#shared/kit/json.ts';

import type { Caller } from './caller.ts';
import { bounded, done, rejected } from './outcome.ts';
import { id, rows } from './schemas.ts';

const BATCH = 100;
const WIDTH_MM = 58;
const HEIGHT_MM = 40;
/** A refused request costs ten tokens of a bucket of twenty: the hunt for the guilty orders ends here, the rest is asked for later. */
const MOST_REQUESTS = 16;

/** `zplh` is the same label turned; `pdf` does not exist for orders inside the country. */
const TYPES: Readonly<Partial<Record<LabelFormat, string>>> = { zpl: 'zplv', png: 'png', svg: 'svg' };

/** A file as Wildberries sends it: base64 of the format that was asked for. */
export const file = z.string().transform((text, context) => {
  const bytes = fromBase64(text);
  if (bytes !== null && bytes.length > 0) return bytes;
  context.addIssue({ code: 'custom', message: 'not base64' });
  return z.NEVER;
});

/** The parts were numbers for a while in 2026; as text they keep their leading zeros. */
const part = z.union([z.string(), z.number()]).transform(String);
const stickers = z.object({ stickers: rows(z.object({ orderId: id, partA: part, partB: part, barcode: z.string().min(1), file })) });

export function typeOf(format: LabelFormat): string {
  const type = TYPES[format];
  if (type === undefined) throw new RangeError(`Wildberries draws no labels as ${format}`);
  return type;
}

export const labelsOf = (caller: Caller): ChannelClient['labels'] => ({
  batch: BATCH,
  fetch: (ids, format) => fetchLabels(caller, ids, format),
});

/**
 * `POST /api/v3/orders/stickers`, 58 × 40 mm. Orders without a label (still `new`) are silently absent from the answer: they are `missing`.
 * One order without its mandatory customs declaration makes the whole batch fail with 409, so the batch is halved until the guilty stand
 * alone. They are `missing` too, as long as others got their labels; when nobody did, they are named in the refusal.
 */
async function fetchLabels(caller: Caller, ids: readonly string[], format: LabelFormat): ReturnType<ChannelClient['labels']['fetch']> {
  bounded(ids, BATCH, 'labels.fetch');
  const type = typeOf(format);
  const labels: ChannelLabel[] = [];
  const guilty: string[] = [];
  let problem: ChannelProblem | null = null;
  const queue: (readonly string[])[] = ids.length === 0 ? [] : [ids];
  for (let request = 0; queue.length > 0 && request < MOST_REQUESTS; request += 1) {
    const batch = queue.shift()!;
    const outcome = await caller.ask('orders.stickers', askFor(batch, type), stickers);
    if (outcome.kind === 'done') {
      labels.push(...outcome.value.stickers.map((sticker) => labelOf(sticker, format)));
      continue;
    }
    if (outcome.kind !== 'rejected' || outcome.problem.code !== 'customs-required') {
      // What was won before the trouble is kept; the rest is merely missing and asked for again.
      if (labels.length > 0) break;
      return outcome;
    }
    problem = outcome.problem;
    if (batch.length === 1) guilty.push(...batch);
    else queue.push(batch.slice(0, Math.ceil(batch.length / 2)), batch.slice(Math.ceil(batch.length / 2)));
  }
  if (labels.length === 0 && problem !== null) return rejected({ ...problem, subjects: guilty });
  const got = new Set(labels.map((label) => label.orderId));
  return done({ labels, missing: ids.filter((one) => !got.has(one)) });
}

const askFor = (ids: readonly string[], type: string) => ({
  query: { type, width: String(WIDTH_MM), height: String(HEIGHT_MM) },
  body: { orders: ids.map(jsonInteger) },
});

const labelOf = (sticker: z.infer<typeof stickers>['stickers'][number], format: LabelFormat): ChannelLabel => ({
  orderId: sticker.orderId,
  format,
  file: sticker.file,
  widthMm: WIDTH_MM,
  heightMm: HEIGHT_MM,
  barcode: sticker.barcode,
  caption: `${sticker.partA} ${sticker.partB}`,
});

const code = z.object({ barcode: z.string().min(1), file });

/** The code of a whole supply, `GET …/barcode`; exists only after it was handed over (409 `SupplyNotClosed`). */
export function supplyCode(
  caller: Caller,
  supplyId: string,
  format: LabelFormat,
): Promise<Outcome<{ readonly barcode: string; readonly file: Uint8Array }>> {
  return caller.ask('supplies.code', { params: { supplyId }, query: { type: typeOf(format) } }, code);
}
