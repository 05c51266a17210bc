import type { EngineContext } from './context.ts';
import type { Handlers } from './handlers.ts';

export const diagnosticsHandlers = (
  _context: EngineContext,
): Handlers<'diagnostics.get' | 'diagnostics.checkLedger' | 'diagnostics.backup' | 'diagnostics.bundle' | 'diagnostics.closeIncident'> => ({
  'diagnostics.get': () => ({ ok: false, error: { code: 'internal', params: { call: 'diagnostics.get' } } }),
  'diagnostics.checkLedger': () => ({ ok: false, error: { code: 'internal', params: { call: 'diagnostics.checkLedger' } } }),
  'diagnostics.backup': () => ({ ok: false, error: { code: 'internal', params: { call: 'diagnostics.backup' } } }),
  'diagnostics.bundle': () => ({ ok: false, error: { code: 'internal', params: { call: 'diagnostics.bundle' } } }),
  'diagnostics.closeIncident': () => ({ ok: false, error: { code: 'internal', params: { call: 'diagnostics.closeIncident' } } }),
});
