import { z } from 'zod';

import { action, id, query } from './call.ts';

/** Which paper. Of orders: those of a supply, or all that can be packed now. */
const paper = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('pick-list'), supplyId: id.nullable() }),
  z.object({ kind: z.literal('packing-slip'), orderId: id }),
  z.object({ kind: z.literal('supply-sheet'), supplyId: id }),
  z.object({ kind: z.literal('transfer-act'), supplyId: id }),
  z.object({ kind: z.literal('returns-sheet') }),
  z.object({ kind: z.literal('scanner-sheet') }),
  z.object({ kind: z.literal('wave-list'), waveId: id, paper: z.int().min(1) }),
]);
export type PaperWish = z.output<typeof paper>;

const errors = ['supply-unknown', 'order-unknown', 'wave-unknown', 'document-empty'] as const;

export const documentCalls = {
  'document.pdf': query({
    summary: 'A paper of the warehouse as PDF: pick list, packing slip, supply sheet, transfer act, returns',
    permission: 'read',
    input: z.object({ paper }),
    output: z.object({ pdfBase64: z.string(), name: z.string() }),
    errors,
  }),
  'document.open': action({
    summary: 'Shows the paper where it can be printed: in a tab of the browser, or in the system’s own viewer',
    permission: 'read',
    input: z.object({ paper }),
    output: z.object({ url: z.string().nullable() }),
    errors,
  }),
} as const;
