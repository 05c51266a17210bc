import type { Outcome } from '#electron/channels/channel.ts';

import type { Caller } from './caller.ts';
import { done, rejected } from './outcome.ts';
import { type GotPosting, gotPosting } from './posting-reading.ts';

/** `/v3/posting/fbs/get`: a posting as it stands now. A number of somebody else's cabinet is `not-found`. */
export async function getPosting(caller: Caller, id: string): Promise<Outcome<GotPosting>> {
  const body = { posting_number: id, with: { barcodes: true, related_postings: true } };
  const read = await caller.ask('postings.get', body, gotPosting);
  if (read.kind === 'done') return done(read.value.result);
  return read.kind === 'rejected' ? rejected({ ...read.problem, subjects: [id] }) : read;
}
