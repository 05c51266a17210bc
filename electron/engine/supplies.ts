import type { EngineContext } from './context.ts';
import type { Handlers } from './handlers.ts';

export const supplyHandlers = (
  _context: EngineContext,
): Handlers<
  | 'supply.list'
  | 'supply.get'
  | 'supply.plan'
  | 'supply.assemble'
  | 'supply.setShipping'
  | 'supply.deliver'
  | 'supply.remove'
  | 'supply.moveOrders'
  | 'supply.setBoxes'
  | 'supply.print'
  | 'supply.reshipment'
  | 'pass.list'
  | 'pass.save'
  | 'pass.remove'
> => ({
  'supply.list': () => ({ ok: false, error: { code: 'internal', params: { call: 'supply.list' } } }),
  'supply.get': () => ({ ok: false, error: { code: 'internal', params: { call: 'supply.get' } } }),
  'supply.plan': () => ({ ok: false, error: { code: 'internal', params: { call: 'supply.plan' } } }),
  'supply.assemble': () => ({ ok: false, error: { code: 'internal', params: { call: 'supply.assemble' } } }),
  'supply.setShipping': () => ({ ok: false, error: { code: 'internal', params: { call: 'supply.setShipping' } } }),
  'supply.deliver': () => ({ ok: false, error: { code: 'internal', params: { call: 'supply.deliver' } } }),
  'supply.remove': () => ({ ok: false, error: { code: 'internal', params: { call: 'supply.remove' } } }),
  'supply.moveOrders': () => ({ ok: false, error: { code: 'internal', params: { call: 'supply.moveOrders' } } }),
  'supply.setBoxes': () => ({ ok: false, error: { code: 'internal', params: { call: 'supply.setBoxes' } } }),
  'supply.print': () => ({ ok: false, error: { code: 'internal', params: { call: 'supply.print' } } }),
  'supply.reshipment': () => ({ ok: false, error: { code: 'internal', params: { call: 'supply.reshipment' } } }),
  'pass.list': () => ({ ok: false, error: { code: 'internal', params: { call: 'pass.list' } } }),
  'pass.save': () => ({ ok: false, error: { code: 'internal', params: { call: 'pass.save' } } }),
  'pass.remove': () => ({ ok: false, error: { code: 'internal', params: { call: 'pass.remove' } } }),
});
