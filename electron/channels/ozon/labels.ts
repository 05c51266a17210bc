import { z } from 'zod';

import type { ChannelClient, ChannelLabel, ChannelProblem, LabelPaper, Outcome } from '#electron/channels/channel.ts';
import { jsonInteger } from '#shared/kit/json.ts';

import { type Caller, unreadable } from './caller.ts';
import { problemOfWords } from './errors.ts';
import { getPosting } from './one-posting.ts';
import { bounded, done, rejected } from './outcome.ts';
import { codesOf, type GotPosting, statusOf } from './posting-reading.ts';
import { count, id, list, maybe, rows, textOrNone } from './schemas.ts';

const BATCH = 20;
/** A task that gave no file in this time is made anew. */
const PATIENCE_MS = 5 * 60_000;
const MOST_BYTES = 8 * 1024 * 1024;

/** Ozon draws two sizes and takes no wish for one: each is a task of its own. Measures: a real label of each, and the sellers' panel. */
const SIZES = {
  small_label: { widthMm: 58, heightMm: 40, action: 'label_download_small' },
  big_label: { widthMm: 75, heightMm: 120, action: 'label_download_big' },
} as const;
type Size = keyof typeof SIZES;

const created = z.object({ tasks: rows(z.object({ task_id: id, task_type: z.string() })) });
const task = z.object({
  file_url: textOrNone,
  status: maybe(
    z.object({
      code: textOrNone,
      printed_postings_count: maybe(count),
      unprinted_postings: list(z.object({ posting_number: z.string(), message: textOrNone })),
    }),
  ),
  error: maybe(z.object({ code: textOrNone, message: textOrNone })),
});

interface Task {
  readonly id: string;
  readonly size: Size;
  readonly sinceMs: number;
}

/** Not yet: asked again later. A refusal is for a person. */
type Tried = { readonly label: ChannelLabel } | { readonly wait: true } | { readonly refused: ChannelProblem };

/**
 * Labels are files of PDF, whatever form is asked for; the label says its own. Each posting is a task of its own: one file of many postings
 * does not say which page is whose, and a label on the wrong parcel is worse than a minute of waiting. Asked for right after assembly they
 * are not ready for up to a minute: such postings are `missing`, their tasks are remembered here and looked at again.
 */
export function labelsOf(caller: Caller): ChannelClient['labels'] {
  const tasks = new Map<string, Task>();
  return {
    batch: BATCH,
    fetch: async (ids, _format, paper) => {
      const labels: ChannelLabel[] = [];
      const refused: ChannelProblem[] = [];
      for (const orderId of bounded(ids, BATCH, 'labels.fetch')) {
        const tried = await labelFor(caller, tasks, orderId, paper);
        if (tried.kind !== 'done') {
          // What was won before the trouble is kept; the rest is merely missing and asked for again.
          if (labels.length > 0 && tried.kind !== 'rejected') break;
          if (tried.kind !== 'rejected' || tried.problem.code === 'token-refused') return tried;
          refused.push({ ...tried.problem, subjects: [orderId] });
        } else if ('label' in tried.value) labels.push(tried.value.label);
        else if ('refused' in tried.value) refused.push(tried.value.refused);
      }
      const got = new Set(labels.map((label) => label.orderId));
      const [first] = refused;
      // One posting without a label must not hold back the others: it is told of when it stands alone.
      if (labels.length === 0 && first !== undefined && refused.length === ids.length)
        return rejected({ ...first, subjects: refused.flatMap((problem) => problem.subjects ?? []) });
      return done({ labels, missing: ids.filter((one) => !got.has(one)) });
    },
  };
}

/** The posting is read first: a label of what was cancelled a minute ago must not be printed, and only here its `scanit` is told. */
async function labelFor(caller: Caller, tasks: Map<string, Task>, orderId: string, paper: LabelPaper | undefined): Promise<Outcome<Tried>> {
  const posting = await getPosting(caller, orderId);
  if (posting.kind !== 'done') return posting;
  const { status } = statusOf(posting.value);
  if (status === 'new' || status === 'cancelled' || status === 'returned') return done({ wait: true });
  const running = await taskFor(caller, tasks, posting.value, paper);
  if (running.kind !== 'done' || running.value === null) return running.kind === 'done' ? done({ wait: true }) : running;
  const read = await caller.ask('labels.get', { task_id: jsonInteger(running.value.id) }, task);
  if (read.kind !== 'done') return read;
  const said = read.value;
  if (said.file_url === null) return done(unfinished(tasks, posting.value, said));
  const file = await caller.file('labels.get', said.file_url);
  if (file.kind !== 'done') return file;
  tasks.delete(orderId);
  // The bucket is a temporary one: a file that is gone is drawn again.
  if (file.value === null) return done({ wait: true });
  if (!isPdf(file.value)) return unreadable('labels.get', 'not a PDF');
  return done({ label: labelOf(posting.value, running.value.size, file.value) });
}

async function taskFor(
  caller: Caller,
  tasks: Map<string, Task>,
  posting: GotPosting,
  paper: LabelPaper | undefined,
): Promise<Outcome<Task | null>> {
  const kept = tasks.get(posting.posting_number);
  if (kept !== undefined && caller.nowMs() - kept.sinceMs < PATIENCE_MS && caller.nowMs() >= kept.sinceMs) return done(kept);
  tasks.delete(posting.posting_number);
  const answer = await caller.ask('labels.create', { posting_numbers: [posting.posting_number] }, created);
  if (answer.kind === 'retry' && answer.problem.code === 'label-not-ready') return done(null);
  if (answer.kind === 'rejected' && answer.problem.code === 'label-not-ready') return done(null);
  if (answer.kind !== 'done') return answer;
  const chosen = choose(answer.value.tasks, posting, paper);
  if (chosen === null) return done(null);
  const made = { ...chosen, sinceMs: caller.nowMs() };
  tasks.set(posting.posting_number, made);
  return done(made);
}

/** The size of the roll where it is known, else the small one: it fits on any roll, the big one only on a wide one. */
function choose(
  offered: z.infer<typeof created>['tasks'],
  posting: GotPosting,
  paper: LabelPaper | undefined,
): Omit<Task, 'sinceMs'> | null {
  const order: readonly Size[] = paper === '75x120' ? ['big_label', 'small_label'] : ['small_label', 'big_label'];
  const sizes = order.filter((size) => offered.some((one) => one.task_type === size));
  const size = sizes.find((one) => posting.available_actions.includes(SIZES[one].action)) ?? sizes[0];
  const found = offered.find((one) => one.task_type === size);
  return size === undefined || found === undefined ? null : { id: found.task_id, size };
}

function unfinished(tasks: Map<string, Task>, posting: GotPosting, said: z.infer<typeof task>): Tried {
  const orderId = posting.posting_number;
  const unprinted = said.status?.unprinted_postings.find((one) => one.posting_number === orderId);
  const words = unprinted?.message ?? said.error?.message ?? said.error?.code ?? '';
  if (unprinted === undefined && words === '' && said.status?.code !== 'error') return { wait: true };
  tasks.delete(orderId);
  const problem = problemOfWords('labels.get', words, [orderId], said.error?.code ?? undefined);
  return problem.code === 'label-not-ready' || words === '' ? { wait: true } : { refused: problem };
}

const isPdf = (file: Uint8Array): boolean =>
  file.length <= MOST_BYTES && file[0] === 0x25 && file[1] === 0x50 && file[2] === 0x44 && file[3] === 0x46;

const labelOf = (posting: GotPosting, size: Size, file: Uint8Array): ChannelLabel => ({
  orderId: posting.posting_number,
  format: 'pdf',
  file,
  widthMm: SIZES[size].widthMm,
  heightMm: SIZES[size].heightMm,
  barcode: codesOf(posting)[0] ?? posting.posting_number,
  caption: posting.posting_number,
});
