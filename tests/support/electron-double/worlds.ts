import { readFileSync } from 'node:fs';

/** Name of the isolated world the preload runs in; the page's own world never sees it. */
export const PRELOAD_WORLD = 'double-preload';
export const BINDING = 'doubleIpc';

const TO_PRELOAD = 'double:to-preload';
const TO_PAGE = 'double:to-page';

/** In the page's world: builds what `exposeInMainWorld` describes. The two worlds share no object, only events with text. */
export const PAGE_SIDE = `(() => {
  let seq = 0;
  let reply = null;
  const pending = new Map();
  const callbacks = new Map();
  const wrap = (value) => {
    if (typeof value !== 'function') return { value };
    seq += 1;
    callbacks.set(seq, value);
    return { fn: seq };
  };
  const proxy = (fn) => (...args) => {
    seq += 1;
    const id = seq;
    window.dispatchEvent(new CustomEvent('${TO_PRELOAD}', { detail: JSON.stringify({ id, fn, args: args.map(wrap) }) }));
    if (reply.kind === 'promise') return new Promise((resolve, reject) => pending.set(id, { resolve, reject }));
    return reply.kind === 'fn' ? proxy(reply.fn) : reply.value;
  };
  window.addEventListener('${TO_PAGE}', (event) => {
    const message = JSON.parse(event.detail);
    if (message.kind === 'expose') {
      const api = Object.fromEntries(message.fns.map(([name, fn]) => [name, proxy(fn)]));
      Object.defineProperty(window, message.name, { value: Object.freeze(api), enumerable: true });
    } else if (message.kind === 'callback') callbacks.get(message.fn)?.(...message.args);
    else if (message.kind === 'settle') {
      const one = pending.get(message.id);
      pending.delete(message.id);
      if (message.ok) one?.resolve(message.value);
      else one?.reject(new Error(message.error));
    } else reply = message;
  });
})()`;

/** In the preload's world: `require('electron')` and nothing else, then the preload itself. */
export function preloadSide(file: string): string {
  return `(() => {
  let seq = 0;
  const fns = new Map();
  const invoked = new Map();
  const listeners = new Map();
  const toPage = (message) => window.dispatchEvent(new CustomEvent('${TO_PAGE}', { detail: JSON.stringify(message) }));
  const keep = (fn) => { seq += 1; fns.set(seq, fn); return seq; };
  window.addEventListener('${TO_PRELOAD}', (event) => {
    const { id, fn, args } = JSON.parse(event.detail);
    const real = args.map((arg) => ('fn' in arg ? (...given) => toPage({ kind: 'callback', fn: arg.fn, args: given }) : arg.value));
    const result = fns.get(fn)(...real);
    if (typeof result === 'function') toPage({ kind: 'fn', fn: keep(result) });
    else if (typeof result?.then === 'function') {
      toPage({ kind: 'promise' });
      result.then((value) => toPage({ kind: 'settle', id, ok: true, value }), (error) => toPage({ kind: 'settle', id, ok: false, error: String(error.message) }));
    } else toPage({ kind: 'value', value: result });
  });
  globalThis.doubleSettle = (id, ok, value) => {
    const one = invoked.get(id);
    invoked.delete(id);
    if (ok) one?.resolve(value); else one?.reject(new Error(value));
  };
  globalThis.doubleEmit = (channel, args) => { for (const listener of listeners.get(channel) ?? []) listener({}, ...args); };
  const electron = {
    contextBridge: {
      exposeInMainWorld: (name, api) => toPage({ kind: 'expose', name, fns: Object.entries(api).map(([key, fn]) => [key, keep(fn)]) }),
    },
    ipcRenderer: {
      invoke: (channel, ...args) => new Promise((resolve, reject) => {
        seq += 1;
        invoked.set(seq, { resolve, reject });
        ${BINDING}(JSON.stringify({ id: seq, channel, args }));
      }),
      on: (channel, listener) => { listeners.set(channel, (listeners.get(channel) ?? new Set()).add(listener)); },
      removeListener: (channel, listener) => { listeners.get(channel)?.delete(listener); },
    },
  };
  const require = (name) => { if (name === 'electron') return electron; throw new Error('module not found: ' + name); };
  ((require, module, exports) => {
${readFileSync(file, 'utf8')}
  })(require, { exports: {} }, {});
})()`;
}
