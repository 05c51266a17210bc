import type { EngineContext } from './context.ts';
import type { Handlers } from './handlers.ts';

export const syncHandlers = (
  _context: EngineContext,
): Handlers<
  'sync.health' | 'sync.queue' | 'sync.retry' | 'sync.drop' | 'sync.pushNow' | 'sync.pushes' | 'sync.drift' | 'sync.repair' | 'sync.unpark'
> => ({
  'sync.health': () => ({ ok: false, error: { code: 'internal', params: { call: 'sync.health' } } }),
  'sync.queue': () => ({ ok: false, error: { code: 'internal', params: { call: 'sync.queue' } } }),
  'sync.retry': () => ({ ok: false, error: { code: 'internal', params: { call: 'sync.retry' } } }),
  'sync.drop': () => ({ ok: false, error: { code: 'internal', params: { call: 'sync.drop' } } }),
  'sync.pushNow': () => ({ ok: false, error: { code: 'internal', params: { call: 'sync.pushNow' } } }),
  'sync.pushes': () => ({ ok: false, error: { code: 'internal', params: { call: 'sync.pushes' } } }),
  'sync.drift': () => ({ ok: false, error: { code: 'internal', params: { call: 'sync.drift' } } }),
  'sync.repair': () => ({ ok: false, error: { code: 'internal', params: { call: 'sync.repair' } } }),
  'sync.unpark': () => ({ ok: false, error: { code: 'internal', params: { call: 'sync.unpark' } } }),
});
