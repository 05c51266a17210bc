import { describe, expect, it } from 'vitest';

import type { LimitGroup } from '#electron/channels/channel.ts';
import type { HttpReply, HttpRequest } from '#electron/ports/http.ts';
import type { Bucket } from '#electron/sync/limiter.ts';
import { createTransport, passingMemory, type Memory } from '#electron/sync/transport.ts';
import { FakeTime, oneTurn, settle } from '#tests/support/fake-time.ts';

const MAIN = { id: 'main', burst: 20, intervalMs: 200, clientErrorCost: 10 };
const request = { operation: 'x', limit: 'main', method: 'POST', url: 'https://api.example/v3/x', body: {} } as const;
const HOUR_MS = 3_600_000;

const answer = (status: number, headers: Record<string, string> = {}): HttpReply => ({
  kind: 'answer',
  status,
  headers,
  body: new Uint8Array(),
});
const silence: HttpReply = { kind: 'no-answer', sent: true, cause: 'timeout', detail: '' };

function rig(limits: readonly LimitGroup[] = [MAIN], memory: Memory = passingMemory(), parallel?: number) {
  const time = new FakeTime(Date.UTC(2026, 10, 24, 9, 0, 0), oneTurn);
  const sent: HttpRequest[] = [];
  const replies: HttpReply[] = [];
  const http = { send: (one: HttpRequest) => (sent.push(one), Promise.resolve<HttpReply>(replies.shift() ?? answer(200))) };
  const channel = { hosts: ['api.example'], limits, ...(parallel === undefined ? {} : { parallel }) };
  const reopen = () => createTransport({ http, clock: time, timers: time }, channel, null, memory);
  return { time, sent, replies, memory, reopen, transport: reopen() };
}

/** Requests set their timers as they come to it, so time goes by in small steps. */
async function passing(time: FakeTime, ms: number): Promise<void> {
  for (let gone = 0; gone < ms; gone += 10) await time.advance(10);
}

/** Writes down what it is given until its disk is full. */
function fragile() {
  const kept = passingMemory();
  const disk = { full: false };
  const memory: Memory = {
    ...kept,
    saveLimiter: (group: string, bucket: Bucket) => {
      if (disk.full) throw new Error('database or disk is full');
      kept.saveLimiter(group, bucket);
    },
  };
  return { memory, disk };
}

describe('a full disk', () => {
  it('fails the request that met it, and none after it', async () => {
    const { memory, disk } = fragile();
    const { transport } = rig([MAIN], memory);
    disk.full = true;
    await expect(transport.send(request)).rejects.toThrow(/full/u);
    disk.full = false;
    expect((await transport.send(request)).kind).toBe('answer');
  });

  it('that meets the probe of a breaker leaves room for the next probe', async () => {
    const { memory, disk } = fragile();
    const { transport, replies, time } = rig(
      [
        { ...MAIN, intervalMs: 2000 },
        { ...MAIN, id: 'other' },
      ],
      memory,
    );
    replies.push(silence, silence, silence);
    for (let sent = 0; sent < 3; sent += 1) await transport.send(request);
    time.jump(1000);
    disk.full = true;
    await expect(transport.send({ ...request, limit: 'other' })).rejects.toThrow(/full/u);
    disk.full = false;
    expect((await transport.send(request)).kind).toBe('answer');
  });
});

describe('a clock set back', () => {
  it('does not stop what drips in', async () => {
    const { transport, time } = rig([{ ...MAIN, burst: 1, intervalMs: 10_000 }]);
    await transport.send(request);
    time.jump(-24 * HOUR_MS);
    expect((await transport.send(request)).kind).toBe('held');
    time.jump(10_000);
    expect((await transport.send(request)).kind).toBe('answer');
  });

  it('keeps a block no longer than it was set for', async () => {
    const { transport, replies, time, reopen } = rig();
    replies.push(answer(429, { 'x-ratelimit-retry': '30' }));
    await transport.send(request);
    time.jump(-24 * HOUR_MS);
    for (const one of [transport, reopen()])
      expect(await one.send(request)).toEqual({ kind: 'held', untilMs: time.nowMs() + 30_000, by: 'limit' });
    time.jump(30_000);
    expect((await transport.send(request)).kind).toBe('answer');
  });

  it('opens a breaker of silences that would otherwise stay shut for most of an hour', async () => {
    const { transport, replies, time } = rig();
    replies.push(silence, silence, silence);
    for (let sent = 0; sent < 3; sent += 1) await transport.send(request);
    time.jump(-0.8 * HOUR_MS);
    expect((await transport.send(request)).kind).toBe('answer');
  });
});

describe('a window whose count nobody told since the start', () => {
  const hourly = { id: 'main', burst: 10_000, intervalMs: 360, clientErrorCost: 1, windowMs: HOUR_MS, readsOrders: true };

  it('keeps a patient reading waiting until the first answer tells, not for a quarter of an hour', async () => {
    const first = rig([hourly]);
    await first.transport.send(request);
    const again = first.reopen();
    const headers = {
      date: new Date(first.time.nowMs()).toUTCString(),
      'x-ratelimit-resource-remaining': '9998',
      'x-ratelimit-resource-until': new Date(first.time.nowMs() + HOUR_MS).toUTCString(),
    };
    first.replies.push(answer(200, headers));
    // What a window has left is not known after a restart, and the answer that tells it is on its way.
    const [urgent, patient] = await Promise.all([again.send(request), again.send({ ...request, patient: true })]);
    expect(urgent.kind).toBe('answer');
    expect(patient).toMatchObject({ kind: 'held', by: 'limit' });
    expect((patient as { readonly untilMs: number }).untilMs - first.time.nowMs()).toBeLessThanOrEqual(2000);
    first.time.jump(2000);
    expect((await again.send({ ...request, patient: true })).kind).toBe('answer');
  });

  it('is not spent by starting again and again', async () => {
    const { reopen, sent, time } = rig([hourly]);
    for (let start = 0; start < 60; start += 1) {
      const transport = reopen();
      for (let one = 0; one < 10; one += 1) await Promise.race([transport.send(request), settle(2)]);
      time.jump(100);
    }
    // 10 at the first start, and after it what drips in 6 seconds.
    expect(sent.length).toBeLessThanOrEqual(10 + 6000 / 360 + 1);
  });
});

describe('a crowd', () => {
  it('at one group is let through as fast as its tokens come, and nobody is lost', async () => {
    const { transport, time, sent } = rig([{ ...MAIN, burst: 2, intervalMs: 40 }]);
    const replies = Array.from({ length: 30 }, () => transport.send(request));
    await passing(time, 28 * 40 + 100);
    expect((await Promise.all(replies)).filter((reply) => reply.kind === 'answer')).toHaveLength(30);
    expect(sent).toHaveLength(30);
  });

  it('at a fast group holds up another group for a moment only, where two go at once', async () => {
    const { transport, time } = rig(
      [
        { ...MAIN, burst: 1, intervalMs: 100 },
        { ...MAIN, id: 'stocks' },
      ],
      passingMemory(),
      2,
    );
    const crowd = Array.from({ length: 10 }, () => transport.send(request));
    let toldAtMs = Number.POSITIVE_INFINITY;
    const sinceMs = time.nowMs();
    const zero = transport.send({ ...request, limit: 'stocks' }).then(() => (toldAtMs = time.nowMs()));
    await passing(time, 2000);
    await Promise.all([...crowd, zero]);
    expect(toldAtMs - sinceMs).toBeLessThanOrEqual(1000);
  });

  it('of which the first waits long is sent away at once, whatever slots there are', async () => {
    const { transport, time } = rig(
      [
        { ...MAIN, burst: 1, intervalMs: 5000 },
        { ...MAIN, id: 'stocks' },
      ],
      passingMemory(),
      2,
    );
    const crowd = Array.from({ length: 10 }, () => transport.send(request));
    const zero = await transport.send({ ...request, limit: 'stocks' });
    expect(zero.kind).toBe('answer');
    await settle();
    expect((await Promise.all(crowd)).map((reply) => reply.kind)).toEqual(['answer', ...Array.from({ length: 9 }, () => 'held')]);
    expect(time.nextInMs()).toBeNull();
  });

  it('that meets a silence and then a breaker is sent away, one probe going ahead', async () => {
    const { transport, replies, time, sent } = rig([{ ...MAIN, burst: 1, intervalMs: 50 }]);
    replies.push(silence, silence, silence);
    const crowd = Array.from({ length: 8 }, () => transport.send(request));
    await passing(time, 2000);
    expect((await Promise.all(crowd)).map((reply) => reply.kind).toSorted()).toEqual([
      ...Array.from({ length: 5 }, () => 'held'),
      ...Array.from({ length: 3 }, () => 'no-answer'),
    ]);
    expect(sent).toHaveLength(3);
  });
});

describe('a crash', () => {
  it('forgets no refusal: each cost ten and was written down at once', async () => {
    const { transport, replies, reopen, sent } = rig();
    replies.push(answer(409), answer(409), answer(409));
    await transport.send(request);
    await transport.send(request);
    const before = sent.length;
    const again = reopen();
    for (let one = 0; one < 5; one += 1) await again.send(request);
    expect(sent.length - before).toBe(0);
  });
});
