import { describe, expect, it } from 'vitest';

import type { HttpReply, HttpRequest } from '#electron/ports/http.ts';
import { allowedUrl, createTransport, passingMemory } from '#electron/sync/transport.ts';
import { FakeTime } from '#tests/support/fake-time.ts';

const channel = {
  hosts: ['api.example'],
  limits: [
    { id: 'main', burst: 20, intervalMs: 200, clientErrorCost: 10 },
    { id: 'slow', burst: 1, intervalMs: 600_000, clientErrorCost: 1 },
  ],
};
const request = { operation: 'x', limit: 'main', method: 'POST', url: 'https://api.example/v3/x', body: { имя: 'Ё😀' } } as const;

function rig(memory = passingMemory()) {
  const time = new FakeTime();
  const sent: HttpRequest[] = [];
  const replies: HttpReply[] = [];
  const http = {
    send: (one: HttpRequest) => {
      sent.push(one);
      return Promise.resolve<HttpReply>(replies.shift() ?? answer(200));
    },
  };
  const open = () => createTransport({ http, clock: time }, channel, null, memory);
  return { time, sent, replies, memory, transport: open(), reopen: open };
}
const answer = (status: number, headers: Record<string, string> = {}): HttpReply => ({
  kind: 'answer',
  status,
  headers,
  body: new Uint8Array(),
});
const silence: HttpReply = { kind: 'no-answer', sent: true, cause: 'timeout', detail: '' };

describe('the way out', () => {
  it('leads only to the marketplace’s own hosts over https, or to a loopback simulator', () => {
    const hosts = ['api.example'];
    expect(allowedUrl('https://api.example/x', hosts, null)).toBe('https://api.example/x');
    for (const bad of [
      'http://api.example/x',
      'https://evil.example/x',
      'https://api.example:444/x',
      'https://api.example@evil.example/',
      'https://api.example.evil.example/',
    ])
      expect(() => allowedUrl(bad, hosts, null), bad).toThrow();
    expect(allowedUrl('http://127.0.0.1:8080/x', hosts, 'http://127.0.0.1:8080')).toBe('http://127.0.0.1:8080/x');
    expect(() => allowedUrl('http://10.0.0.5/x', hosts, 'http://10.0.0.5')).toThrow(/loopback/u);
    expect(() => allowedUrl('https://api.example/x', hosts, 'http://127.0.0.1:8080')).toThrow();
  });

  it('sends JSON as UTF-8', async () => {
    const { transport, sent } = rig();
    await transport.send(request);
    expect(JSON.parse(Buffer.from(sent[0]!.body!).toString('utf8'))).toEqual(request.body);
  });
});

describe('limits', () => {
  it('let the burst go and hold the next one until a token is back', async () => {
    const { transport, sent, time } = rig();
    for (let index = 0; index < 20; index += 1) expect((await transport.send(request)).kind).toBe('answer');
    expect(await transport.send(request)).toEqual({ kind: 'held', untilMs: time.nowMs() + 200, by: 'limit' });
    expect(sent).toHaveLength(20);
    time.jump(200);
    expect((await transport.send(request)).kind).toBe('answer');
  });

  it('charge an answer of 4XX with ten', async () => {
    const { transport, replies } = rig();
    replies.push(answer(409), answer(404));
    await transport.send(request);
    await transport.send(request);
    expect((await transport.send(request)).kind).toBe('held');
  });

  it('keep to X-Ratelimit-Retry after 429, also over a restart', async () => {
    const { transport, replies, time, reopen, sent } = rig();
    replies.push(answer(429, { 'x-ratelimit-retry': '37', 'retry-after': '1' }));
    await transport.send(request);
    const untilMs = time.nowMs() + 37_000;
    expect(await transport.send(request)).toEqual({ kind: 'held', untilMs, by: 'limit' });
    const again = reopen();
    expect(await again.send(request)).toEqual({ kind: 'held', untilMs, by: 'limit' });
    expect(sent).toHaveLength(1);
    time.jump(37_000);
    expect((await again.send(request)).kind).toBe('answer');
  });

  it('believe the marketplace’s own count when it is lower', async () => {
    const { transport, replies } = rig();
    replies.push(answer(200, { 'x-ratelimit-remaining': '0' }));
    await transport.send(request);
    expect((await transport.send(request)).kind).toBe('held');
  });

  it('trust no burst after a restart', async () => {
    const { transport, reopen, time } = rig();
    await transport.send(request);
    const again = reopen();
    expect((await again.send(request)).kind).toBe('answer');
    expect((await again.send(request)).kind).toBe('held');
    time.jump(200);
    expect((await again.send(request)).kind).toBe('answer');
  });

  it('remember a slow group’s one request for its ten minutes', async () => {
    const { transport, reopen, time } = rig();
    await transport.send({ ...request, limit: 'slow' });
    expect(await reopen().send({ ...request, limit: 'slow' })).toEqual({ kind: 'held', untilMs: time.nowMs() + 600_000, by: 'limit' });
  });
});

describe('breakers', () => {
  it('open after three silences, with growing pauses, and let one probe through', async () => {
    const { transport, replies, time, sent } = rig();
    replies.push(silence, silence, silence, silence);
    for (let index = 0; index < 3; index += 1) expect((await transport.send(request)).kind).toBe('no-answer');
    expect(await transport.send(request)).toEqual({ kind: 'held', untilMs: time.nowMs() + 1000, by: 'breaker' });
    time.jump(1000);
    const [probe, other] = await Promise.all([transport.send(request), transport.send(request)]);
    expect([probe.kind, other.kind]).toEqual(['no-answer', 'held']);
    expect(await transport.send(request)).toEqual({ kind: 'held', untilMs: time.nowMs() + 2000, by: 'breaker' });
    time.jump(2000);
    expect((await transport.send(request)).kind).toBe('answer');
    expect((await transport.send(request)).kind).toBe('answer');
    expect(sent).toHaveLength(6);
  });

  it('stop everything after 401 until a new key comes', async () => {
    const { transport, replies } = rig();
    replies.push(answer(401));
    await transport.send(request);
    expect(await transport.send(request)).toMatchObject({ kind: 'held', by: 'breaker' });
    transport.forgive();
    expect((await transport.send(request)).kind).toBe('answer');
  });
});
