import { createHash } from 'node:crypto';

import type { EnginePorts } from '#electron/engine/ports.ts';
import { createTables } from '#electron/exchange/csv.ts';
import type { Machine } from '#electron/ports/machine.ts';

type Idle = Pick<EnginePorts, 'tables' | 'documents' | 'papers' | 'machine' | 'serial'>;

/** What an engine under test is handed of the world beside its subject: real tables, no papers, a machine that only hashes. */
export const idlePorts = (mode: Machine['mode'] = 'demo'): Idle => ({
  tables: createTables(),
  documents: { draw: () => Promise.reject(new Error('no papers here')) },
  serial: { list: () => Promise.resolve([]), open: () => Promise.resolve(null) },
  papers: { show: () => Promise.resolve({ url: null }) },
  machine: {
    version: 'test',
    host: 'web',
    mode,
    runtime: 'test',
    memoryBytes: () => 0,
    freeBytes: () => null,
    logTail: () => [],
    sha256: (text) => createHash('sha256').update(text).digest('hex'),
    training: () => Promise.resolve(null),
    lan: null,
  },
});

/** Keys of cabinets that live as long as the test. */
export function vaultInMemory(): EnginePorts['vault'] {
  const secrets = new Map<string, string>();
  return {
    get: (name) => secrets.get(name) ?? null,
    put: (name, secret) => void secrets.set(name, secret),
    remove: (name) => void secrets.delete(name),
  };
}
