import { contextBridge, ipcRenderer } from 'electron';

import type { EngineEvent } from '#shared/contract/events.ts';
import { CALL_NAMES } from '#shared/contract/names.ts';

/** All that a screen can reach: the calls of the contract by name, and the engine's events. */
const names: ReadonlySet<string> = new Set(CALL_NAMES);

contextBridge.exposeInMainWorld(
  'korob',
  Object.freeze({
    call(name: string, input: unknown): Promise<unknown> {
      if (!names.has(name)) return Promise.resolve({ ok: false, error: { code: 'unknown-call' } });
      return ipcRenderer.invoke('korob:call', name, input);
    },
    subscribe(listener: (event: EngineEvent) => void): () => void {
      const relay = (_: unknown, event: EngineEvent): void => listener(event);
      ipcRenderer.on('korob:event', relay);
      return () => {
        ipcRenderer.removeListener('korob:event', relay);
      };
    },
  }),
);
