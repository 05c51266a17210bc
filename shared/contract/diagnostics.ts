import { z } from 'zod';

import { action, empty, query, timeMs } from './call.ts';

export const diagnosticsCalls = {
  'diagnostics.get': query({
    summary: 'The state of the program, its database and this machine',
    permission: 'read',
    input: empty,
    errors: [],
    output: z.object({
      version: z.string(),
      host: z.string(),
      sqlite: z.string(),
      runtime: z.string(),
      schemaVersion: z.int(),
      databaseBytes: z.int(),
      freeBytes: z.int().nullable(),
      lastBackupMs: timeMs.nullable(),
      memoryBytes: z.int(),
      counts: z.object({ products: z.int(), orders: z.int(), movements: z.int(), operations: z.int() }),
      incidents: z.array(
        z.object({
          seq: z.int(),
          atMs: timeMs,
          kind: z.string(),
          payload: z.record(z.string(), z.unknown()),
          closedAtMs: timeMs.nullable(),
        }),
      ),
      lastLedgerCheckMs: timeMs.nullable(),
    }),
  }),
  'diagnostics.checkLedger': action({
    summary: 'Rebuilds stock from the movements and compares',
    permission: 'read',
    input: empty,
    errors: [],
    output: z.object({
      sound: z.boolean(),
      differences: z.array(z.object({ productId: z.string(), place: z.string(), figure: z.string(), kept: z.int(), rebuilt: z.int() })),
      movements: z.int(),
      tookMs: z.number(),
    }),
  }),
  'diagnostics.backup': action({
    summary: 'Copies the database to the backups folder, checked',
    permission: 'manage',
    input: empty,
    output: z.object({ file: z.string(), bytes: z.int() }),
    errors: ['backup-failed'],
  }),
  'diagnostics.bundle': query({
    summary: 'A support bundle as JSON text: settings, health, log tail, no keys, no buyers',
    permission: 'manage',
    input: empty,
    output: z.object({ json: z.string() }),
    errors: [],
  }),
  'diagnostics.closeIncident': action({
    summary: 'An incident was seen to',
    permission: 'manage',
    input: z.object({ seq: z.int() }),
    output: empty,
    errors: [],
  }),
} as const;
