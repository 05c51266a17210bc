import type { EngineContext } from './context.ts';
import type { Handlers } from './handlers.ts';

export const stockHandlers = (
  _context: EngineContext,
): Handlers<'stock.receive' | 'stock.move' | 'stock.writeOff' | 'stock.count' | 'stock.return' | 'stock.reverse' | 'stock.operations'> => ({
  'stock.receive': () => ({ ok: false, error: { code: 'internal', params: { call: 'stock.receive' } } }),
  'stock.move': () => ({ ok: false, error: { code: 'internal', params: { call: 'stock.move' } } }),
  'stock.writeOff': () => ({ ok: false, error: { code: 'internal', params: { call: 'stock.writeOff' } } }),
  'stock.count': () => ({ ok: false, error: { code: 'internal', params: { call: 'stock.count' } } }),
  'stock.return': () => ({ ok: false, error: { code: 'internal', params: { call: 'stock.return' } } }),
  'stock.reverse': () => ({ ok: false, error: { code: 'internal', params: { call: 'stock.reverse' } } }),
  'stock.operations': () => ({ ok: false, error: { code: 'internal', params: { call: 'stock.operations' } } }),
});
