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
  const open = () => createTransport({ http, clock: time, timers: time }, channel, null, memory);
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

describe('a marketplace that bears two requests at once', () => {
  const open = () => {
    const time = new FakeTime();
    const waiting: ((reply: HttpReply) => void)[] = [];
    const http = { send: () => new Promise<HttpReply>((resolve) => void waiting.push(resolve)) };
    const transport = createTransport({ http, clock: time, timers: time }, { ...channel, parallel: 2 }, null, passingMemory());
    return { transport, waiting };
  };
  const turn = () => new Promise<void>((resolve) => void setImmediate(resolve));

  it('gets two; the others go in turn, each when one came home', async () => {
    const { transport, waiting } = open();
    const replies = Array.from({ length: 4 }, () => transport.send(request));
    await turn();
    expect(waiting).toHaveLength(2);
    expect(transport.bucket(channel.limits[0]!).tokens).toBe(18);
    waiting[0]!(answer(200));
    await turn();
    expect(waiting).toHaveLength(3);
    waiting[1]!(silence);
    waiting[2]!(answer(200));
    await turn();
    expect(waiting).toHaveLength(4);
    waiting[3]!(answer(200));
    expect((await Promise.all(replies)).map((reply) => reply.kind)).toEqual(['answer', 'no-answer', 'answer', 'answer']);
  });
});

describe('Yandex Market’s 420', () => {
  const spent = (headers: Record<string, string>) => answer(420, { date: 'Tue, 24 Nov 2026 09:00:00 GMT', ...headers });

  it('waits for the moment the resource comes back, by the Market’s clock', async () => {
    const { transport, replies, time } = rig();
    replies.push(spent({ 'x-ratelimit-resource-remaining': '0', 'x-ratelimit-resource-until': 'Tue, 24 Nov 2026 09:10:00 GMT' }));
    await transport.send(request);
    expect(await transport.send(request)).toEqual({ kind: 'held', untilMs: time.nowMs() + 600_000, by: 'limit' });
  });

  it('is a short pause when something is left: two requests met', async () => {
    const { transport, replies, time } = rig();
    replies.push(spent({ 'x-ratelimit-resource-remaining': '900', 'x-ratelimit-resource-until': 'Tue, 24 Nov 2026 10:00:00 GMT' }));
    await transport.send(request);
    expect(await transport.send(request)).toEqual({ kind: 'held', untilMs: time.nowMs() + 1000, by: 'limit' });
  });

  it('of two that met costs a slow group no more than that pause', async () => {
    const slow = { id: 'hourly', burst: 100, intervalMs: 36_000, clientErrorCost: 1 };
    const time = new FakeTime();
    const met = spent({ 'x-ratelimit-resource-remaining': '90' });
    const http = { send: () => Promise.resolve(met) };
    const transport = createTransport(
      { http, clock: time, timers: time },
      { hosts: ['api.example'], limits: [slow] },
      null,
      passingMemory(),
    );
    await transport.send({ ...request, limit: 'hourly' });
    time.jump(1000);
    expect((await transport.send({ ...request, limit: 'hourly' })).kind).toBe('answer');
  });

  const hourly = { id: 'hourly', burst: 100, intervalMs: 36_000, clientErrorCost: 1, windowMs: 3_600_000, readsOrders: true };
  const counted = () => {
    const time = new FakeTime(Date.UTC(2026, 10, 24, 9, 0, 0));
    const endsMs = time.nowMs() + 3_600_000;
    let left = 100;
    const http = {
      send: () => {
        left = time.nowMs() >= endsMs ? 99 : left - 1;
        const headers = {
          date: new Date(time.nowMs()).toUTCString(),
          'x-ratelimit-resource-remaining': String(left),
          'x-ratelimit-resource-until': new Date(time.nowMs() >= endsMs ? endsMs + 3_600_000 : endsMs).toUTCString(),
        };
        return Promise.resolve(answer(left < 0 ? 420 : 200, headers));
      },
    };
    const memory = passingMemory();
    const open = () => createTransport({ http, clock: time, timers: time }, { hosts: ['api.example'], limits: [hourly] }, null, memory);
    const transport = open();
    const sendBy = (one: typeof transport, patient: boolean) => one.send({ ...request, limit: 'hourly', patient });
    const send = (patient: boolean) => sendBy(transport, patient);
    return { time, transport, send, sendBy, reopen: open, endsMs, left: () => left };
  };

  it('is not feared after a restart: the first answer tells how much there is', async () => {
    const { send, sendBy, reopen } = counted();
    await send(false);
    const again = reopen();
    for (let sent = 0; sent < 50; sent += 1) expect(await sendBy(again, sent > 0)).toMatchObject({ kind: 'answer', status: 200 });
  });

  it('never comes while its windows are told: what is used up comes back when the window ends, not before, and whole', async () => {
    const { time, send, endsMs } = counted();
    for (let sent = 0; sent < 100; sent += 1) expect(await send(false)).toMatchObject({ kind: 'answer', status: 200 });
    time.jump(1_800_000);
    expect(await send(false)).toEqual({ kind: 'held', untilMs: endsMs, by: 'limit' });
    time.jump(1_800_000);
    for (let sent = 0; sent < 50; sent += 1) expect(await send(false)).toMatchObject({ kind: 'answer', status: 200 });
  });

  it('leaves a share of the limit that orders are read from to the reading of orders', async () => {
    const { send, transport, endsMs, left } = counted();
    while ((await send(true)).kind === 'answer');
    expect(left()).toBe(20);
    expect(await send(true)).toEqual({ kind: 'held', untilMs: endsMs, by: 'limit' });
    expect(transport.strained()).toBe(false);
    expect((await send(false)).kind).toBe('answer');
    expect(transport.strained()).toBe(true);
  });

  it('is believed when it counts fewer than we do', async () => {
    const { transport, replies } = rig();
    replies.push(answer(200, { 'x-ratelimit-resource-remaining': '0' }));
    await transport.send(request);
    expect((await transport.send(request)).kind).toBe('held');
  });
});

describe('a linked file', () => {
  const files = { ...channel, fileHosts: ['.storage.example', 'files.example'] };
  const fetching = (url: string, more: object = {}) => {
    const sent: HttpRequest[] = [];
    const http = { send: (one: HttpRequest) => (sent.push(one), Promise.resolve<HttpReply>(answer(200))) };
    const transport = createTransport({ http, clock: new FakeTime(), timers: new FakeTime() }, files, null, passingMemory());
    return transport.send({ operation: 'file', limit: 'main', method: 'GET', url, ...more }).then(() => sent);
  };

  it('comes from a host it may lie on, asked without the seller’s key', async () => {
    expect((await fetching('https://a.storage.example/x.pdf', { headers: { accept: '*/*' } }))[0]?.headers).toEqual({ accept: '*/*' });
    expect(await fetching('https://files.example/x.pdf')).toHaveLength(1);
  });

  it('never takes the key, a body or another host along', async () => {
    for (const [url, more] of [
      ['https://a.storage.example/x.pdf', { headers: { 'api-key': 'secret' } }],
      ['https://a.storage.example/x.pdf', { headers: { Authorization: 'secret' } }],
      ['https://a.storage.example/x.pdf', { method: 'POST', body: {} }],
      ['https://storage.example.evil.example/x.pdf', {}],
      ['https://astorage.example/x.pdf', {}],
      ['https://x.files.example/x.pdf', {}],
    ] as const)
      await expect(fetching(url, more), url).rejects.toThrow();
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
