import type { CallError } from '#shared/contract/call.ts';

/** An expected failure of a call on its way through TanStack Query, which knows only thrown errors. */
export class CallFailure extends Error {
  readonly error: CallError;
  constructor(error: CallError) {
    super(error.code);
    this.name = 'CallFailure';
    this.error = error;
  }
}

/** The program behind the screen did not answer: the window lives, its host does not. Made here, never by the engine. */
export const HOST_GONE: CallError = { code: 'host-gone' };

export const asCallError = (error: unknown): CallError => (error instanceof CallFailure ? error.error : HOST_GONE);
