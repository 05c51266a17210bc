import { expect, it } from 'vitest';

import type { Paper, Source } from '#electron/printing/render.ts';
import { threadRenderer } from '#electron/printing/renderer.ts';

const PAPER: Paper = { name: 'Стол 1', dpi: 203, widthMm: 58, heightMm: 40, settings: {} };
const label = (code: string): Source => ({ kind: 'test', code, printerName: 'Стол 1' });
const open = () => threadRenderer(new URL('../../support/fragile-render.worker.ts', import.meta.url), 'resources');

it('a label that kills the drawing thread is refused alone: those behind it and later ones are drawn', async () => {
  const renderer = open();
  const asked = ['first', 'DEADLY', 'second', 'DEADLY', 'third'].map((code) => renderer.render(label(code), PAPER));
  const outcomes = (await Promise.allSettled(asked)).map((one) => one.status);
  expect(outcomes).toEqual(['fulfilled', 'rejected', 'fulfilled', 'rejected', 'fulfilled']);
  expect(await renderer.render(label('later'), PAPER)).toEqual({ sheets: [] });
  await renderer.close();
});

it('closed while labels wait, it refuses them and starts no thread for them', async () => {
  const renderer = open();
  const asked = ['first', 'second'].map((code) => renderer.render(label(code), PAPER));
  const outcomes = Promise.allSettled(asked);
  await renderer.close();
  expect((await outcomes).map((one) => one.status)).toEqual(['rejected', 'rejected']);
});
