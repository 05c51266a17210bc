import type { EngineContext } from './context.ts';
import type { Handlers } from './handlers.ts';

export const listingHandlers = (
  _context: EngineContext,
): Handlers<'listing.list' | 'listing.match' | 'listing.autoMatch' | 'listing.refresh'> => ({
  'listing.list': () => ({ ok: false, error: { code: 'internal', params: { call: 'listing.list' } } }),
  'listing.match': () => ({ ok: false, error: { code: 'internal', params: { call: 'listing.match' } } }),
  'listing.autoMatch': () => ({ ok: false, error: { code: 'internal', params: { call: 'listing.autoMatch' } } }),
  'listing.refresh': () => ({ ok: false, error: { code: 'internal', params: { call: 'listing.refresh' } } }),
});
