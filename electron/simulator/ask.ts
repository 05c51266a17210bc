import type { Answer, CallName, Input, Output } from '#shared/contract/index.ts';

/** The engine as a caller with all permissions sees it: in the same process, or over HTTP. */
export type Ask = <N extends CallName>(name: N, input: Input<N>) => Promise<Answer<N>>;

/** Calls over `POST <baseUrl>/rpc/<name>` with a token of the local HTTP API. */
export function askOverHttp(baseUrl: string, token: string): Ask {
  return async (name, input) => {
    const post = () =>
      fetch(new URL(`rpc/${name}`, baseUrl), {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify(input),
      });
    // A connection that died under the question is no answer; the same operation id sent again is done once.
    const response = await post().catch(post);
    return (await response.json()) as Answer<typeof name>;
  };
}

/** For steps that must succeed: the value, or an error that says which call refused and why. */
export async function must<N extends CallName>(ask: Ask, name: N, input: Input<N>): Promise<Output<N>> {
  const answer = await ask(name, input);
  if (!answer.ok) throw new Error(`${name}: ${answer.error.code} ${JSON.stringify(answer.error.params ?? {})}`);
  return answer.value;
}

/** Asks again until `look` gives something else than null; throws after `forMs` with what it waited for. */
export async function until<T>(what: string, look: () => Promise<T | null>, forMs = 60_000, everyMs = 200): Promise<T> {
  const startMs = performance.now();
  for (;;) {
    const seen = await look();
    if (seen !== null) return seen;
    if (performance.now() - startMs > forMs) throw new Error(`waited ${String(Math.round(forMs / 1000))} s in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}
