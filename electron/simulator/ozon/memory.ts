import { z } from 'zod';

import { type Known, packed, unpacked } from '../remembering.ts';
import type { Cabinet, Carriage, LabelTask, Posting, Return } from './state.ts';

const memory = z.object({
  version: z.literal(1),
  free: z.map(z.string(), z.number()),
  toldAtMs: z.map(z.string(), z.number()),
  postings: z.array(z.custom<Posting>((one) => typeof (one as Posting | null)?.number === 'string')),
  carriages: z.map(
    z.number(),
    z.custom<Carriage>((one) => (one as Carriage | null)?.numbers instanceof Set),
  ),
  tasks: z.map(
    z.number(),
    z.custom<LabelTask>((one) => Array.isArray((one as LabelTask | null)?.numbers)),
  ),
  returns: z.array(z.custom<Return & { readonly posting: { readonly number: string } }>()),
  nextId: z.number(),
});

const productsOf = ({ products }: Cabinet): Known => new Map(products.map((one) => [`product ${String(one.productId)}`, one]));

export function remembered(cabinet: Cabinet): string {
  const { free, toldAtMs, carriages, tasks, nextId } = cabinet;
  // A return speaks of a posting by its number, or there would be two of it.
  const returns = cabinet.returns.map((one) => ({ ...one, posting: { number: one.posting.number } }));
  const postings = [...cabinet.postings.values()];
  return packed({ version: 1, free, toldAtMs, postings, carriages, tasks, returns, nextId }, productsOf(cabinet));
}

export function recall(cabinet: Cabinet, text: string): boolean {
  let seen: z.infer<typeof memory>;
  try {
    seen = memory.parse(unpacked(text, productsOf(cabinet)));
  } catch {
    return false;
  }
  const postings = new Map(seen.postings.map((one) => [one.number, one]));
  const returns = seen.returns.map((one) => ({ ...one, posting: postings.get(one.posting.number) }));
  if (!returns.every((one): one is typeof one & Return => one.posting !== undefined)) return false;
  for (const [key, held] of seen.free) cabinet.free.set(key, held);
  for (const [key, held] of seen.toldAtMs) cabinet.toldAtMs.set(key, held);
  for (const [key, held] of postings) cabinet.postings.set(key, held);
  for (const [key, held] of seen.carriages) cabinet.carriages.set(key, held);
  for (const [key, held] of seen.tasks) cabinet.tasks.set(key, held);
  cabinet.returns.push(...returns);
  cabinet.nextId = Math.max(cabinet.nextId, seen.nextId);
  return true;
}
