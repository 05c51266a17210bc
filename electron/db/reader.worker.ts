import { parentPort, workerData } from 'node:worker_threads';

import { type ListReply, type ListRequest, readList } from './lists/lists.ts';
import { openReader } from './open.ts';

/** The reading thread: one question at a time on a handle that cannot write. Started by `createLists`. */
const port = parentPort;
if (port === null) throw new Error('this is a worker thread');

const sql = openReader((workerData as { readonly file: string }).file);

port.on('message', (request: ListRequest) => port.postMessage(answer(request)));

function answer({ seq, name, query, nowMs }: ListRequest): ListReply {
  try {
    return { seq, ok: true, value: readList(sql, name, query as never, nowMs) };
  } catch (error) {
    return { seq, ok: false, error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
