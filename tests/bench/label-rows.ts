import { zpl } from '#electron/printing/languages/zpl.ts';
import { drawOwnLabel } from '#electron/printing/own-label.ts';
import { render } from '#electron/printing/render.ts';
import { createWords } from '#electron/printing/words.ts';
import { builtInTemplates, sampleFields } from '#tests/support/label-samples.ts';

import { type BenchRow, ms, percentile, sorted, timed, timedAsync } from './rows.ts';

const MEDIA = { widthMm: 58, heightMm: 40, gapMm: 2, gapSaid: false, dpi: 203 } as const;
const PAPER = { name: '', settings: {}, ...MEDIA } as const;
const LABELS = 200;

/** A label of 58 × 40 with seven elements, each time of another product, to the printer's bytes: with every code read back, and without. */
export async function ownLabelRow(): Promise<BenchRow> {
  const words = createWords('resources');
  const template = builtInTemplates.find((one) => one.id === 'product-58x40')!;
  const fields = (index: number) => ({ ...sampleFields.product, article: `ART-${index}`, price: `${index} ₽`, size: `${index % 60}` });
  const bytes = (sheet: Parameters<typeof zpl.encode>[0]) => zpl.encode(sheet, MEDIA, { copies: 1, compression: 'z64' }).length;
  let size = 0;
  const whole: number[] = [];
  const drawn: number[] = [];
  for (let index = 0; index < LABELS; index += 1) {
    whole.push(
      await timedAsync(async () => {
        const rendered = await render({ kind: 'own', template, fields: fields(index), proof: false }, PAPER, words);
        if ('problem' in rendered) throw new Error(rendered.problem);
        size = bytes(rendered.sheets[0]!);
      }),
    );
    drawn.push(timed(() => bytes(drawOwnLabel(template, fields(index), 203, words.type).sheet)));
  }
  const median = percentile(sorted(whole.slice(10)), 0.5);
  return {
    what: 'own label 58 × 40 → printer bytes, codes read back',
    ours: `median ${ms(median)}, ${size} bytes`,
    baseline: `drawn and encoded alone ${ms(percentile(sorted(drawn.slice(10)), 0.5))}`,
    budget: 'median ≤ 10 ms',
    within: median <= 10,
  };
}
