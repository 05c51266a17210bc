import type { EngineContext } from './context.ts';
import type { Handlers } from './handlers.ts';

export const catalogueHandlers = (
  _context: EngineContext,
): Handlers<
  | 'product.list'
  | 'product.get'
  | 'product.byBarcode'
  | 'product.save'
  | 'product.history'
  | 'product.importCsv'
  | 'product.fromListings'
  | 'location.list'
  | 'location.save'
> => ({
  'product.list': () => ({ ok: false, error: { code: 'internal', params: { call: 'product.list' } } }),
  'product.get': () => ({ ok: false, error: { code: 'internal', params: { call: 'product.get' } } }),
  'product.byBarcode': () => ({ ok: false, error: { code: 'internal', params: { call: 'product.byBarcode' } } }),
  'product.save': () => ({ ok: false, error: { code: 'internal', params: { call: 'product.save' } } }),
  'product.history': () => ({ ok: false, error: { code: 'internal', params: { call: 'product.history' } } }),
  'product.importCsv': () => ({ ok: false, error: { code: 'internal', params: { call: 'product.importCsv' } } }),
  'product.fromListings': () => ({ ok: false, error: { code: 'internal', params: { call: 'product.fromListings' } } }),
  'location.list': () => ({ ok: false, error: { code: 'internal', params: { call: 'location.list' } } }),
  'location.save': () => ({ ok: false, error: { code: 'internal', params: { call: 'location.save' } } }),
});
