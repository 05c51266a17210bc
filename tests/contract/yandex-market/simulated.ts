import type { Connection, Outcome } from '#electron/channels/channel.ts';
import type { YandexWorld } from '#electron/simulator/yandex-market/index.ts';
import { stringifyJson } from '#shared/kit/json.ts';
import type { OpenApi } from '#tests/support/openapi.ts';

/** Straight into the simulated Market, without a socket; with `api` both sides of every exchange are held to the specification. */
export function connectionTo(
  market: YandexWorld,
  credentials: Connection['credentials'],
  judge: { readonly api: OpenApi | null; readonly faults: string[] } = { api: null, faults: [] },
): Connection {
  return {
    credentials,
    baseUrl: 'http://127.0.0.1',
    nowMs: () => market.nowMs(),
    send: async (request) => {
      const url = new URL(request.url);
      const [, host = '', path = '/'] = /^\/([^/]+)(\/.*)$/u.exec(url.pathname) ?? [];
      const body: unknown = request.body === undefined ? undefined : JSON.parse(stringifyJson(request.body));
      const headers = Object.fromEntries(Object.entries(request.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]));
      const handled = market.handle({ method: request.method, host, path, query: url.searchParams, headers, body });
      if (handled.kind === 'cut') return { kind: 'no-answer', sent: true, cause: 'reset' };
      const { status, headers: said = {}, body: answer } = handled.response;
      if (judge.api !== null && request.operation !== 'reports.file') {
        const exchange = { method: request.method, url: request.url };
        const plain = answer instanceof Uint8Array ? '%PDF' : answer;
        judge.faults.push(
          ...judge.api.checkRequest({ ...exchange, body }).map((fault) => `${request.operation} asked: ${fault}`),
          ...judge.api.checkAnswer({ ...exchange, status, body: plain }).map((fault) => `${request.operation} answered: ${fault}`),
        );
      }
      const bytes = answer instanceof Uint8Array ? answer : new TextEncoder().encode(answer === undefined ? '' : JSON.stringify(answer));
      return { kind: 'answer', status, headers: { ...said }, body: bytes };
    },
  };
}

export const done = async <T>(asked: Promise<Outcome<T>>): Promise<T> => {
  const outcome = await asked;
  if (outcome.kind !== 'done') throw new Error(`expected done: ${JSON.stringify(outcome)}`);
  return outcome.value;
};
