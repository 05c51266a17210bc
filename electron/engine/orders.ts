import type { EngineContext } from './context.ts';
import type { Handlers } from './handlers.ts';

export const orderHandlers = (
  _context: EngineContext,
): Handlers<'order.list' | 'order.counts' | 'order.get' | 'order.cancel' | 'order.refresh'> => ({
  'order.list': () => ({ ok: false, error: { code: 'internal', params: { call: 'order.list' } } }),
  'order.counts': () => ({ ok: false, error: { code: 'internal', params: { call: 'order.counts' } } }),
  'order.get': () => ({ ok: false, error: { code: 'internal', params: { call: 'order.get' } } }),
  'order.cancel': () => ({ ok: false, error: { code: 'internal', params: { call: 'order.cancel' } } }),
  'order.refresh': () => ({ ok: false, error: { code: 'internal', params: { call: 'order.refresh' } } }),
});
