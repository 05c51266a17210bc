import { z } from 'zod';

import type { LabelFormat, Outcome, SuppliesClient } from '#electron/channels/channel.ts';

import type { Caller } from './caller.ts';
import { done, mapped } from './outcome.ts';
import { rows } from './schemas.ts';
import { file, typeOf } from './stickers.ts';

const boxIds = z.object({ trbxIds: z.array(z.string()).min(1) });
const boxes = z.object({ trbxes: rows(z.object({ id: z.string() })) });
const stickers = z.object({ stickers: rows(z.object({ barcode: z.string(), file })) });

/**
 * Boxes («грузоместа») belong to open supplies that go to a pickup point, at most half as many as orders (rule since 2026-09-04).
 * Adding them is not repeatable: a lost answer is settled by reading the list.
 */
export const boxesOf = (caller: Caller): Pick<SuppliesClient, 'addBoxes' | 'boxes' | 'removeBoxes' | 'boxLabels'> => ({
  addBoxes: async (supplyId, amount) =>
    mapped(await caller.ask('boxes.add', { params: { supplyId }, body: { amount } }, boxIds), (read) => read.trbxIds),
  boxes: async (supplyId) =>
    mapped(await caller.ask('boxes.list', { params: { supplyId } }, boxes), (read) => read.trbxes.map((box) => box.id)),
  removeBoxes: async (supplyId, ids) => {
    if (ids.length === 0) return done(undefined);
    const outcome = await caller.tell('boxes.remove', { params: { supplyId }, body: { trbxIds: ids } });
    return outcome.kind === 'rejected' && outcome.problem.code === 'not-found' ? done(undefined) : outcome;
  },
  boxLabels: (supplyId, ids, format) => boxLabels(caller, supplyId, ids, format),
});

async function boxLabels(
  caller: Caller,
  supplyId: string,
  ids: readonly string[],
  format: LabelFormat,
): Promise<Outcome<readonly { readonly boxId: string; readonly file: Uint8Array }[]>> {
  if (ids.length === 0) return done([]);
  const ask = { params: { supplyId }, query: { type: typeOf(format) }, body: { trbxIds: ids } };
  return mapped(await caller.ask('boxes.stickers', ask, stickers), (read) =>
    read.stickers.flatMap((sticker, index) => {
      const boxId = boxOf(sticker.barcode, ids) ?? (read.stickers.length === ids.length ? ids[index] : undefined);
      return boxId === undefined ? [] : [{ boxId, file: sticker.file }];
    }),
  );
}

/** The answer names no box, but the code on the label (`$WBMP:1:123:1234567`) ends with the box's number (`WB-TRBX-1234567`). */
function boxOf(barcode: string, ids: readonly string[]): string | undefined {
  const number = /(\d+)$/u.exec(barcode)?.[1];
  return number === undefined ? undefined : ids.find((one) => /(\d+)$/u.exec(one)?.[1] === number);
}
