import { z } from 'zod';

import { JsonInteger } from '#shared/kit/json.ts';

/** Ids are text to us: numbers of any length, or text already. */
export const id = z.union([z.int(), z.instanceof(JsonInteger), z.string().min(1).max(200)]).transform(String);

/** Present, absent and null mean the same wherever Wildberries says «may be missing». */
export const maybe = <T extends z.ZodType>(schema: T) => schema.nullish().transform((value): z.output<T> | null => value ?? null);

/** RFC 3339, or the space-parted form of the passes; UTC milliseconds. */
export const instant = z.string().transform((text, context) => {
  const ms = Date.parse(text.trim().replace(' ', 'T'));
  if (Number.isFinite(ms)) return ms;
  context.addIssue({ code: 'custom', message: 'not a moment in time' });
  return z.NEVER;
});

/** A list that may come as null; an entry that cannot be read makes the whole answer unreadable, so nothing is lost in silence. */
export const list = <T extends z.ZodType>(schema: T) =>
  z
    .array(schema)
    .nullish()
    .transform((value) => value ?? []);

/** The list an answer is about: null is an empty one, but it must be there, or a renamed field would pass for «nothing new». */
export const rows = <T extends z.ZodType>(schema: T) =>
  z
    .array(schema)
    .nullable()
    .transform((value) => value ?? []);
