import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { z } from 'zod';

/** What we know of a model before its first label: a file of `resources/printers` (its README says what may stand there). */
const profileSchema = z.object({
  id: z.string(),
  name: z.string(),
  namePatterns: z.array(z.string().min(1)),
  language: z.enum(['zpl', 'tspl', 'epl2', 'escpos']).nullable(),
  dpi: z.union([z.literal(203), z.literal(300), z.literal(600)]).nullable(),
});
export type Profile = z.infer<typeof profileSchema>;

/** Throws for a file that is no profile: it ships with the program, so that is a bug. */
export const readProfiles = (resourcesDir: string): readonly Profile[] =>
  readdirSync(join(resourcesDir, 'printers'))
    .filter((file) => file.endsWith('.json'))
    .toSorted()
    .map((file) => profileSchema.parse(JSON.parse(readFileSync(join(resourcesDir, 'printers', file), 'utf8'))));

/** The profile whose pattern stands in what the printer calls itself; a model's number before a maker's name, then the longest. */
export function profileOf(profiles: readonly Profile[], model: string): Profile | null {
  const plain = (text: string) => text.toLowerCase().replaceAll(/[\s_-]/gu, '');
  const called = plain(model);
  const weight = (pattern: string) => pattern.length + (/\d/u.test(pattern) ? 100 : 0);
  let best: { readonly profile: Profile; readonly weight: number } | null = null;
  for (const profile of profiles)
    for (const pattern of profile.namePatterns)
      if (called.includes(plain(pattern)) && weight(pattern) > (best?.weight ?? 0)) best = { profile, weight: weight(pattern) };
  return best?.profile ?? null;
}
