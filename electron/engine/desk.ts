import type { EngineContext } from './context.ts';
import type { Handlers } from './handlers.ts';

export const deskHandlers = (
  _context: EngineContext,
): Handlers<
  | 'session.get'
  | 'setup.status'
  | 'setup.dismiss'
  | 'setting.save'
  | 'entity.list'
  | 'entity.save'
  | 'token.list'
  | 'token.create'
  | 'token.revoke'
  | 'training.start'
  | 'training.stop'
> => ({
  'session.get': () => ({ ok: false, error: { code: 'internal', params: { call: 'session.get' } } }),
  'setup.status': () => ({ ok: false, error: { code: 'internal', params: { call: 'setup.status' } } }),
  'setup.dismiss': () => ({ ok: false, error: { code: 'internal', params: { call: 'setup.dismiss' } } }),
  'setting.save': () => ({ ok: false, error: { code: 'internal', params: { call: 'setting.save' } } }),
  'entity.list': () => ({ ok: false, error: { code: 'internal', params: { call: 'entity.list' } } }),
  'entity.save': () => ({ ok: false, error: { code: 'internal', params: { call: 'entity.save' } } }),
  'token.list': () => ({ ok: false, error: { code: 'internal', params: { call: 'token.list' } } }),
  'token.create': () => ({ ok: false, error: { code: 'internal', params: { call: 'token.create' } } }),
  'token.revoke': () => ({ ok: false, error: { code: 'internal', params: { call: 'token.revoke' } } }),
  'training.start': () => ({ ok: false, error: { code: 'internal', params: { call: 'training.start' } } }),
  'training.stop': () => ({ ok: false, error: { code: 'internal', params: { call: 'training.stop' } } }),
});
