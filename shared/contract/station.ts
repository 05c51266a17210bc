import { z } from 'zod';

import { SCALES_PROTOCOLS } from '#shared/domain/scales.ts';

import { action, command, empty, id, operationId, query, text, timeMs } from './call.ts';

const short = z.string().max(20);
export const scannerHabits = z.object({
  prefix: short,
  aim: z.boolean(),
  tail: short,
  suffix: z.enum(['enter', 'tab', 'none']),
  gs: z.union([z.literal('sent'), z.literal('missing'), z.object({ standIn: z.string().min(1).max(6) })]),
  swapsCase: z.enum(['never', 'always', 'with-caps']),
  meanMs: z.int().min(0).max(1000),
  slowestMs: z.int().min(0).max(5000),
});

const lineState = z.enum(['opening', 'open', 'absent']);

/** How one place of work is furnished (`shared/domain/station.ts`). */
export const stationSettings = z.object({
  scanner: scannerHabits.nullable(),
  volume: z.int().min(0).max(100),
  voice: z.boolean(),
  hand: z.enum(['right', 'left']),
  scannerPort: text(100),
  scalesPort: text(100),
  scalesProtocol: z.enum(SCALES_PROTOCOLS),
  weighs: z.boolean(),
});

export const stationCalls = {
  'station.save': command({
    summary: 'What is handy at this place of work: what was learnt of its scanner, sound and voice, the hand',
    permission: 'pack',
    input: stationSettings.pick({ scanner: true, volume: true, voice: true, hand: true }).partial().extend({ operationId, stationId: id }),
    output: z.object({ station: stationSettings }),
    errors: ['station-unknown'],
  }),
  'station.connect': command({
    summary: 'Serial ports of scanner and scales of this place of work, and whether it weighs parcels',
    permission: 'stock',
    input: stationSettings
      .pick({ scannerPort: true, scalesPort: true, scalesProtocol: true, weighs: true })
      .partial()
      .extend({ operationId, stationId: id }),
    output: z.object({ station: stationSettings }),
    errors: ['station-unknown', 'address-wrong'],
  }),
  'station.devices': query({
    summary: 'Serial scanner and scales of this place: whether they are there, and what lies on the scales',
    permission: 'read',
    input: empty,
    output: z.object({
      scanner: z.object({ state: lineState }).nullable(),
      scales: z
        .object({
          state: lineState,
          /** Null: they say nothing. */
          weight: z.object({ grams: z.int(), stable: z.boolean(), atMs: timeMs }).nullable(),
        })
        .nullable(),
    }),
    errors: [],
  }),
  'station.ports': query({
    summary: 'Serial ports of this machine',
    permission: 'read',
    input: empty,
    output: z.object({ rows: z.array(z.object({ path: z.string(), name: z.string() })) }),
    errors: [],
  }),
  'station.takeScans': action({
    summary: 'Scans of this place’s serial scanner that no screen has had; each goes to one window, and `after` says which this one has',
    permission: 'read',
    input: z.object({ window: id, after: z.int().min(0) }),
    output: z.object({ scans: z.array(z.object({ seq: z.int(), code: z.string() })) }),
    errors: [],
  }),
} as const;
