import type { CallError } from '#shared/contract/call.ts';
import type { EngineEvent } from '#shared/contract/events.ts';
import type { Answer, CallName, Input } from '#shared/contract/index.ts';

import { HOST_GONE } from './failure.ts';

/** What the desktop preload puts on `window`; in a browser it is absent and the same host is reached over HTTP. */
export interface KorobBridge {
  call(name: string, input: unknown): Promise<unknown>;
  subscribe(listener: (event: EngineEvent) => void): () => void;
}

declare global {
  interface Window {
    readonly korob?: KorobBridge;
  }
}

/** Asks the engine. Never throws: a host that does not answer is the error `host-gone`. */
export async function call<N extends CallName>(name: N, input: Input<N>): Promise<Answer<N>> {
  const answer = await (window.korob === undefined ? overHttp(name, input) : overPreload(window.korob, name, input));
  return answer as Answer<N>;
}

/** Events of the engine; `onGap` says that some may have been missed. Returns the way to stop. */
export function subscribe(listener: (event: EngineEvent) => void, onGap: () => void): () => void {
  if (window.korob !== undefined) return window.korob.subscribe(listener);
  const source = new EventSource('/events');
  let opened = false;
  source.addEventListener('open', () => {
    if (opened) onGap();
    opened = true;
  });
  source.addEventListener('message', (message: MessageEvent<string>) => {
    const event = readEvent(message.data);
    if (event !== null) listener(event);
  });
  return () => source.close();
}

async function overPreload(bridge: KorobBridge, name: string, input: unknown): Promise<unknown> {
  try {
    return await bridge.call(name, input);
  } catch {
    return { ok: false, error: HOST_GONE };
  }
}

async function overHttp(name: string, input: unknown): Promise<unknown> {
  try {
    const response = await fetch(`/rpc/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      credentials: 'same-origin',
      body: JSON.stringify(input),
    });
    const body: unknown = await response.json();
    if (isAnswer(body)) return body;
    if (response.ok) return { ok: true, value: body };
    return { ok: false, error: errorOf(body) ?? { code: 'internal', params: { call: name, status: response.status } } };
  } catch {
    return { ok: false, error: HOST_GONE };
  }
}

const isAnswer = (body: unknown): boolean => typeof body === 'object' && body !== null && 'ok' in body && typeof body.ok === 'boolean';

function errorOf(body: unknown): CallError | null {
  if (typeof body !== 'object' || body === null) return null;
  const inner = 'error' in body ? body.error : body;
  return typeof inner === 'object' && inner !== null && 'code' in inner && typeof inner.code === 'string' ? (inner as CallError) : null;
}

function readEvent(data: string): EngineEvent | null {
  try {
    const event: unknown = JSON.parse(data);
    return typeof event === 'object' && event !== null && 'topic' in event ? (event as EngineEvent) : null;
  } catch {
    return null;
  }
}
