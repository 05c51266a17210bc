import { z } from 'zod';

/** What screens are told after a transaction; they ask again for what they show. `ids` empty means «many». */
export const eventSchema = z.object({
  topic: z.enum([
    'stock',
    'products',
    'listings',
    'orders',
    'supplies',
    'handovers',
    'returns',
    'fulfilment',
    'print',
    'sync',
    'accounts',
    'setup',
    'incident',
    'packing',
    'people',
    'waves',
    'labels',
    /** A serial scanner has read something: `station.takeScans`. */
    'scan',
    'scales',
  ]),
  ids: z.array(z.string()),
});
export type EngineEvent = z.infer<typeof eventSchema>;
