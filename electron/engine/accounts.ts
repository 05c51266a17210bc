import type { EngineContext } from './context.ts';
import type { Handlers } from './handlers.ts';

export const accountHandlers = (
  _context: EngineContext,
): Handlers<
  | 'channel.list'
  | 'account.list'
  | 'account.readToken'
  | 'account.connect'
  | 'account.replaceToken'
  | 'account.setState'
  | 'account.dryRun'
  | 'account.warehouses'
  | 'account.linkWarehouse'
  | 'account.setShipping'
  | 'account.shippingPoints'
> => ({
  'channel.list': () => ({ ok: false, error: { code: 'internal', params: { call: 'channel.list' } } }),
  'account.list': () => ({ ok: false, error: { code: 'internal', params: { call: 'account.list' } } }),
  'account.readToken': () => ({ ok: false, error: { code: 'internal', params: { call: 'account.readToken' } } }),
  'account.connect': () => ({ ok: false, error: { code: 'internal', params: { call: 'account.connect' } } }),
  'account.replaceToken': () => ({ ok: false, error: { code: 'internal', params: { call: 'account.replaceToken' } } }),
  'account.setState': () => ({ ok: false, error: { code: 'internal', params: { call: 'account.setState' } } }),
  'account.dryRun': () => ({ ok: false, error: { code: 'internal', params: { call: 'account.dryRun' } } }),
  'account.warehouses': () => ({ ok: false, error: { code: 'internal', params: { call: 'account.warehouses' } } }),
  'account.linkWarehouse': () => ({ ok: false, error: { code: 'internal', params: { call: 'account.linkWarehouse' } } }),
  'account.setShipping': () => ({ ok: false, error: { code: 'internal', params: { call: 'account.setShipping' } } }),
  'account.shippingPoints': () => ({ ok: false, error: { code: 'internal', params: { call: 'account.shippingPoints' } } }),
});
