import type { PaperData } from '#electron/ports/documents.ts';
import type { CallError } from '#shared/contract/call.ts';
import type { PaperWish } from '#shared/contract/documents.ts';
import { moscowDate } from '#shared/domain/calendar.ts';
import { base64 } from '#shared/kit/base64.ts';
import { ok, type Result } from '#shared/kit/result.ts';

import type { EngineContext } from './context.ts';
import { languageOf } from './desk.ts';
import { paperData } from './document-data.ts';
import type { CallsOf, Handlers } from './handlers.ts';

/** Papers of the warehouse: gathered here, drawn in a room of their own, shown by the host. */
export const documentHandlers = (context: EngineContext): Handlers<CallsOf<'document'>> => ({
  'document.pdf': async ({ paper }) => {
    const drawn = await draw(context, paper);
    return drawn.ok ? ok({ pdfBase64: base64(drawn.value.pdf), name: drawn.value.name }) : drawn;
  },
  'document.open': async ({ paper }) => {
    const drawn = await draw(context, paper);
    return drawn.ok ? ok(await context.papers.show(drawn.value.pdf, drawn.value.name)) : drawn;
  },
});

async function draw(
  context: EngineContext,
  wish: PaperWish,
): Promise<Result<{ readonly pdf: Uint8Array; readonly name: string }, CallError>> {
  const data = paperData(context, wish);
  if (!data.ok) return data;
  const language = languageOf(context.db.read);
  return ok({ pdf: await context.documents.draw(data.value, language), name: nameOf(data.value) });
}

/** A name for the file, with letters that every disk takes: `transfer-act-2026-11-27.pdf`. */
const nameOf = (paper: PaperData): string => `${paper.kind}-${moscowDate(paper.madeAtMs)}.pdf`;
