import { z } from 'zod';

import { JsonInteger } from '#shared/kit/json.ts';

/** Ids are text to us. Ozon writes int64 as a number in one method and as a string in the next. */
export const id = z.union([z.int(), z.instanceof(JsonInteger), z.string().min(1).max(200)]).transform(String);

/** An id where 0 and '' stand for none. */
export const idOrNone = z
  .union([z.int(), z.instanceof(JsonInteger), z.string().max(200)])
  .nullish()
  .transform((value) => (value === null || value === undefined || String(value) === '0' || value === '' ? null : String(value)));

/** A count: a number, or digits in quotes. */
export const count = z.union([
  z.int(),
  z
    .string()
    .regex(/^-?\d{1,15}$/u)
    .transform(Number),
]);

/** Objects and fields declared as always there come as null; absent and null mean the same. */
export const maybe = <T extends z.ZodType>(schema: T) => schema.nullish().transform((value): z.output<T> | null => value ?? null);

/** RFC 3339; UTC milliseconds. */
export const instant = z.string().transform((text, context) => {
  const ms = Date.parse(text.trim());
  if (Number.isFinite(ms)) return ms;
  context.addIssue({ code: 'custom', message: 'not a moment in time' });
  return z.NEVER;
});

/** A moment that may be missing, empty or the year one: null. */
export const instantOrNone = z
  .string()
  .nullish()
  .transform((text) => {
    const ms = Date.parse(text ?? '');
    return Number.isFinite(ms) && ms > 0 ? ms : null;
  });

export const textOrNone = z
  .string()
  .nullish()
  .transform((text) => (text === null || text === undefined || text === '' ? null : text));

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

/** `has_next` is written as a word in one example of the documentation. */
export const flag = z
  .union([z.boolean(), z.string()])
  .nullish()
  .transform((value) => value === true || value === 'true');
