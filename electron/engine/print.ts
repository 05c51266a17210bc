import type { EngineContext } from './context.ts';
import type { Handlers } from './handlers.ts';

export const printHandlers = (
  _context: EngineContext,
): Handlers<
  | 'printer.list'
  | 'printer.save'
  | 'printer.remove'
  | 'printer.status'
  | 'printer.test'
  | 'printer.confirmTest'
  | 'printer.assign'
  | 'printer.paper'
  | 'print.jobs'
  | 'print.decide'
  | 'print.preview'
> => ({
  'printer.list': () => ({ ok: false, error: { code: 'internal', params: { call: 'printer.list' } } }),
  'printer.save': () => ({ ok: false, error: { code: 'internal', params: { call: 'printer.save' } } }),
  'printer.remove': () => ({ ok: false, error: { code: 'internal', params: { call: 'printer.remove' } } }),
  'printer.status': () => ({ ok: false, error: { code: 'internal', params: { call: 'printer.status' } } }),
  'printer.test': () => ({ ok: false, error: { code: 'internal', params: { call: 'printer.test' } } }),
  'printer.confirmTest': () => ({ ok: false, error: { code: 'internal', params: { call: 'printer.confirmTest' } } }),
  'printer.assign': () => ({ ok: false, error: { code: 'internal', params: { call: 'printer.assign' } } }),
  'printer.paper': () => ({ ok: false, error: { code: 'internal', params: { call: 'printer.paper' } } }),
  'print.jobs': () => ({ ok: false, error: { code: 'internal', params: { call: 'print.jobs' } } }),
  'print.decide': () => ({ ok: false, error: { code: 'internal', params: { call: 'print.decide' } } }),
  'print.preview': () => ({ ok: false, error: { code: 'internal', params: { call: 'print.preview' } } }),
});
