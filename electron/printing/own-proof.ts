import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { PrinterRow } from '#electron/ports/print-store.ts';
import type { LabelProof } from '#electron/ports/printing.ts';
import { labelTemplate } from '#shared/contract/labels.ts';
import type { LabelFields, LabelTemplate } from '#shared/domain/label-template.ts';

import { writePng } from './png.ts';
import type { Renderer } from './renderer.ts';

/** Templates of `resourcesDir`/labels, by name. One that does not hold is a fault of the build, so it throws. */
export function builtInLabels(resourcesDir: string): readonly LabelTemplate[] {
  const folder = join(resourcesDir, 'labels');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => labelTemplate.parse(JSON.parse(readFileSync(join(folder, name), 'utf8'))))
    .toSorted((one, other) => one.name.localeCompare(other.name, 'ru'));
}

/** On paper of its own size nothing is moved or turned: the dots are those of the label itself. */
export async function proofOf(
  renderer: Renderer,
  template: LabelTemplate,
  fields: LabelFields,
  dpi: PrinterRow['dpi'],
): Promise<LabelProof> {
  const { widthMm, heightMm } = template;
  const rendered = await renderer.render(
    { kind: 'own', template, fields, proof: true },
    { name: '', dpi, widthMm, heightMm, settings: {} },
  );
  if ('problem' in rendered) throw new Error(`a proof is never refused: ${rendered.problem}`);
  return { png: writePng(rendered.sheets[0]!), warnings: [...(rendered.warnings ?? [])] };
}
