import type { ServerResponse } from 'node:http';

import type { EngineEvent } from '#shared/contract/events.ts';

const BEAT_MS = 15_000;
const LISTENERS = 64;
/** A screen that reads too slowly is cut off; it comes back by itself and asks for everything anew. */
const UNREAD_BYTES = 1_000_000;

/** Server-sent events to every open screen. */
export interface EventStream {
  /** False: too many are open. */
  add(response: ServerResponse): boolean;
  send(event: EngineEvent): void;
  close(): void;
}

export function createEventStream(): EventStream {
  const open = new Set<ServerResponse>();
  const write = (text: string): void => {
    for (const response of open) {
      response.write(text);
      if (response.writableLength > UNREAD_BYTES) response.destroy();
    }
  };
  const beat = setInterval(() => write(': here\n\n'), BEAT_MS);
  beat.unref();
  return {
    add(response) {
      if (open.size >= LISTENERS) return false;
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
      response.write('retry: 500\n\n');
      open.add(response);
      response.on('close', () => open.delete(response));
      return true;
    },
    send: (event) => write(`data: ${JSON.stringify(event)}\n\n`),
    close() {
      clearInterval(beat);
      for (const response of open) response.end();
      open.clear();
    },
  };
}
