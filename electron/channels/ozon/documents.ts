import { z } from 'zod';

import type { ChannelDocument, HandoverDocument, Outcome } from '#electron/channels/channel.ts';
import { assertNever } from '#shared/kit/assert-never.ts';
import { decodeUtf8, fromBase64 } from '#shared/kit/decode.ts';
import { jsonInteger } from '#shared/kit/json.ts';

import { type Caller, readAs, unreadable } from './caller.ts';
import type { OperationName } from './operations.ts';
import { done, rejected } from './outcome.ts';
import { textOrNone } from './schemas.ts';

const check = z.object({ result: z.object({ status: z.string() }) });
const code = z.object({ result: textOrNone });
/** What the schema describes where bytes come, and what the act of discrepancies really is. */
const wrapped = z.union([
  z.object({ file_content: z.string().min(1) }).transform((one) => one.file_content),
  z.object({ content: z.string().min(1) }).transform((one) => one.content),
]);

/** Papers of a carriage. Null: they are still being drawn up. The waybill of a carrier is not among them. */
export async function documentOf(caller: Caller, handoverId: string, kind: HandoverDocument): Promise<Outcome<ChannelDocument | null>> {
  switch (kind) {
    case 'act':
      return act(caller, handoverId);
    case 'barcode':
      return barcode(caller, handoverId);
    case 'places':
      return file(caller, 'acts.places', { id: jsonInteger(handoverId) });
    case 'discrepancy':
      return file(caller, 'acts.discrepancy', { carriage_id: jsonInteger(handoverId) });
    case 'waybill':
      return rejected({ code: 'not-found', operation: 'carriages.get', subjects: [handoverId] });
    default:
      return assertNever(kind);
  }
}

/** Drawn up after the carriage was approved; until then it is asked for again. */
async function act(caller: Caller, handoverId: string): Promise<Outcome<ChannelDocument | null>> {
  const status = await caller.ask('acts.status', { id: jsonInteger(handoverId) }, check);
  if (status.kind !== 'done') return status;
  const word = status.value.result.status;
  if (word === 'ready' || word === 'formed' || word === 'confirmed') return file(caller, 'acts.pdf', { id: jsonInteger(handoverId) });
  if (word === 'error' || word === 'cancelled')
    return rejected({ code: 'handover-orders-not-ready', operation: 'acts.status', channelMessage: word, subjects: [handoverId] });
  return done(null);
}

async function barcode(caller: Caller, handoverId: string): Promise<Outcome<ChannelDocument | null>> {
  const text = await caller.ask('acts.barcode-text', { id: jsonInteger(handoverId) }, code);
  if (text.kind !== 'done') return text;
  const picture = await file(caller, 'acts.barcode', { id: jsonInteger(handoverId) });
  return picture.kind === 'done' ? done({ ...picture.value, barcode: text.value.result }) : picture;
}

/** Bytes as they are, or JSON that holds them in base64: the pages describe the second and the service sends the first. */
async function file(caller: Caller, name: OperationName, body: unknown): Promise<Outcome<ChannelDocument>> {
  const answer = await caller.bytes(name, body);
  if (answer.kind !== 'done') return answer;
  const plain = formatOf(answer.value);
  if (plain !== null) return done({ format: plain, file: answer.value, barcode: null });
  const held = readAs(name, decodeUtf8(answer.value), wrapped);
  if (held.kind !== 'done') return held;
  const bytes = fromBase64(held.value);
  const format = bytes === null ? null : formatOf(bytes);
  return bytes === null || format === null ? unreadable(name, 'no file inside') : done({ format, file: bytes, barcode: null });
}

function formatOf(bytes: Uint8Array): ChannelDocument['format'] | null {
  if (bytes[0] === 0x25 && bytes[1] === 0x50 && bytes[2] === 0x44 && bytes[3] === 0x46) return 'pdf';
  return bytes[0] === 0x89 && bytes[1] === 0x50 && bytes[2] === 0x4e && bytes[3] === 0x47 ? 'png' : null;
}
