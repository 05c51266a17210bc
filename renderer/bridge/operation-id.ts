import { uuidv7 } from '#shared/kit/uuid.ts';

/** A UUIDv7 of this moment, for an operation or a new thing. */
export const newId = (): string => uuidv7(Date.now(), crypto.getRandomValues(new Uint8Array(10)));
