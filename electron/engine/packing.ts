import type { EngineContext } from './context.ts';
import type { Handlers } from './handlers.ts';

export const packingHandlers = (
  _context: EngineContext,
): Handlers<
  | 'packing.state'
  | 'packing.scan'
  | 'packing.leave'
  | 'packing.undo'
  | 'packing.reprint'
  | 'packing.removeMark'
  | 'packing.setMark'
  | 'packing.cancelledPrinted'
> => ({
  'packing.state': () => ({ ok: false, error: { code: 'internal', params: { call: 'packing.state' } } }),
  'packing.scan': () => ({ ok: false, error: { code: 'internal', params: { call: 'packing.scan' } } }),
  'packing.leave': () => ({ ok: false, error: { code: 'internal', params: { call: 'packing.leave' } } }),
  'packing.undo': () => ({ ok: false, error: { code: 'internal', params: { call: 'packing.undo' } } }),
  'packing.reprint': () => ({ ok: false, error: { code: 'internal', params: { call: 'packing.reprint' } } }),
  'packing.removeMark': () => ({ ok: false, error: { code: 'internal', params: { call: 'packing.removeMark' } } }),
  'packing.setMark': () => ({ ok: false, error: { code: 'internal', params: { call: 'packing.setMark' } } }),
  'packing.cancelledPrinted': () => ({ ok: false, error: { code: 'internal', params: { call: 'packing.cancelledPrinted' } } }),
});
