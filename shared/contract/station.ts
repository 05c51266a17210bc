import { z } from 'zod';

import { SCALES_PROTOCOLS } from '#shared/domain/station.ts';

import { command, id, operationId, text } from './call.ts';

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
    summary: 'How this place of work is furnished: what was learnt of its scanner, sound and voice, the hand, ports of scanner and scales',
    permission: 'pack',
    input: stationSettings.partial().extend({ operationId, stationId: id }),
    output: z.object({ station: stationSettings }),
    errors: ['station-unknown', 'address-wrong'],
  }),
} as const;
