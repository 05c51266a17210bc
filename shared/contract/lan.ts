import { z } from 'zod';

import { action, empty, id, query, timeMs } from './call.ts';

export const lanCalls = {
  'lan.get': query({
    summary: 'Whether other devices of this network may join, at what address and with which code, and which did',
    permission: 'manage',
    input: empty,
    errors: [],
    output: z.object({
      /** False where the host serves only its own window. */
      supported: z.boolean(),
      on: z.boolean(),
      /** `qr`: rows of `0` and `1`, a module each; the code holds `url`. */
      addresses: z.array(z.object({ url: z.string(), qr: z.array(z.string()) })),
      /** Null while the network is closed. */
      pairing: z.object({ code: z.string(), validUntilMs: timeMs }).nullable(),
      devices: z.array(z.object({ id, name: z.string(), createdAtMs: timeMs, lastUsedAtMs: timeMs.nullable() })),
    }),
  }),
  'lan.set': action({
    summary: 'Opens this program to paired devices of the network, or closes it; kept over a restart',
    permission: 'manage',
    input: z.object({ on: z.boolean() }),
    output: z.object({ on: z.boolean() }),
    errors: ['not-supported', 'lan-failed'],
  }),
} as const;
