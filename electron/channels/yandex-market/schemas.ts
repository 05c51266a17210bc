import { z } from 'zod';

import { JsonInteger } from '#shared/kit/json.ts';

/** Ids are text to us: numbers of any length, or text already. */
export const id = z.union([z.int(), z.instanceof(JsonInteger), z.string().min(1).max(255)]).transform(String);

/** Present, absent and null mean the same wherever the Market says «may be missing». */
export const maybe = <T extends z.ZodType>(schema: T) => schema.nullish().transform((value): z.output<T> | null => value ?? null);

/** ISO 8601 with its offset; UTC milliseconds. Answers of v2 orders write days first and without an offset: no moment is read from them. */
export const instant = z.string().transform((text, context) => {
  const ms = /^\d{4}-\d{2}-\d{2}T.*(?:Z|[+-]\d{2}:?\d{2})$/u.test(text) ? Date.parse(text) : Number.NaN;
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

/** The list an answer is about: it must be there, or a renamed field would pass for «nothing new». */
export const rows = <T extends z.ZodType>(schema: T) => z.array(schema);

/** Most answers are wrapped: `{"status":"OK","result":{…}}`; those of orders and shops are not. */
export const result = <T extends z.ZodType>(schema: T) =>
  z.object({ result: schema }).transform((answer): z.output<T> => (answer as { readonly result: z.output<T> }).result);

/** No token is the last page; pages are never counted. */
export const paging = maybe(z.object({ nextPageToken: maybe(z.string()) })).transform((value) => value?.nextPageToken ?? '');

/** A bare «OK». */
export const ok = z.object({ status: z.literal('OK') });
