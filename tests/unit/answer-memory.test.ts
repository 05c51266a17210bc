import { describe, expect, it } from 'vitest';
import { z } from 'zod';

import type { Connection } from '#electron/channels/channel.ts';
import { createCaller } from '#electron/channels/yandex-market/caller.ts';
import { createAnswerMemory } from '#shared/kit/answer-memory.ts';
import { encodeUtf8 } from '#shared/kit/utf8.ts';

const schema = z.object({ status: z.literal('OK') });

describe('an answer as before', () => {
  it('is read once, and anew as soon as one byte differs', () => {
    const memory = createAnswerMemory();
    let reads = 0;
    const recall = (text: string) => memory.recall(schema, 'orders', encodeUtf8(text), () => (reads += 1));
    expect(['один', 'один', 'одна', 'один'].map(recall)).toEqual([1, 1, 2, 1]);
  });

  it('is no answer to another operation: what cannot be read is tried again there, and nobody knows here', async () => {
    const connection: Connection = {
      credentials: { token: 'ACMA:key' },
      baseUrl: null,
      nowMs: () => 0,
      send: () => Promise.resolve({ kind: 'answer', status: 200, headers: {}, body: encodeUtf8('<html>') }),
    };
    const caller = createCaller(connection);
    const told = await caller.ask('stocks.write', { params: { businessId: '1' }, body: {} }, schema);
    const confirmed = await caller.ask('shipments.confirm', { params: { campaignId: '1', shipmentId: '2' }, body: {} }, schema);
    expect(told).toMatchObject({ kind: 'retry', problem: { operation: 'stocks.write' } });
    expect(confirmed).toMatchObject({ kind: 'unknown', problem: { operation: 'shipments.confirm' } });
  });
});
