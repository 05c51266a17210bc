import { ipcMain, type WebContents } from 'electron';

import type { Engine } from '#electron/engine/engine.ts';
import type { Caller } from '#electron/engine/handlers.ts';
import { PERMISSIONS } from '#shared/contract/call.ts';
import type { EngineEvent } from '#shared/contract/events.ts';
import { isCallName } from '#shared/contract/index.ts';

import { APP_ORIGIN } from './protocol.ts';

/** The place of work of whoever sits at this computer. */
export const HOME_STATION = 'station-1';
const OWNER: Caller = { actor: 'owner', station: HOME_STATION, permissions: PERMISSIONS };

/** One channel for calls. Only the top frame of our own page is heard, and only names of the contract. */
export function answerCalls(engine: () => Engine | null): void {
  ipcMain.handle('korob:call', (event, name: unknown, input: unknown) => {
    const frame = event.senderFrame;
    if (frame === null || frame.parent !== null || frame.origin !== APP_ORIGIN) throw new Error('not for this page');
    if (typeof name !== 'string' || !isCallName(name)) return { ok: false, error: { code: 'unknown-call' } };
    return engine()?.call(name, input, OWNER) ?? { ok: false, error: { code: 'busy' } };
  });
}

export function sendEvent(contents: WebContents, event: EngineEvent): void {
  if (!contents.isDestroyed()) contents.send('korob:event', event);
}
