import { i18n as current, type I18n } from '@lingui/core';
import { msg } from '@lingui/core/macro';

import type { CallError } from '#shared/contract/call.ts';

import { errorWords } from './words/errors.ts';
import { goodsErrorWords } from './words/goods-errors.ts';
import { type Words } from './words/kinds.ts';
import { labelErrorWords } from './words/label-errors.ts';
import { parcelErrorWords } from './words/parcel-errors.ts';
import { placeErrorWords } from './words/place-errors.ts';
import { printErrorWords } from './words/print-errors.ts';
import { problemWords } from './words/problems.ts';

/** An error in three parts, as every error of this program is told. */
export interface ErrorStory {
  readonly what: string;
  readonly means: string;
  readonly next: string;
}

const ALL: Readonly<Record<string, Words>> = {
  ...problemWords,
  ...errorWords,
  ...goodsErrorWords,
  ...parcelErrorWords,
  ...placeErrorWords,
  ...labelErrorWords,
  ...printErrorWords,
};

const NOT_KNOWN: Words = {
  what: msg`Не получилось`,
  means: msg`Программа вернула код, для которого у неё нет слов.`,
  next: msg`Повторите. Если не поможет, сделайте пакет для поддержки в «Диагностике».`,
};

export const hasErrorWords = (code: string): boolean => Object.hasOwn(ALL, code);

/** Words for an expected failure of a call: what happened, what it means, what to do. */
export function describeError(error: CallError, i18n: I18n = current): ErrorStory {
  // What the marketplace objected to says more than that it objected.
  const refusal = error.code === 'channel-failed' ? problemWords[String(error.params?.['problem'])] : undefined;
  const words = refusal ?? ALL[error.code] ?? NOT_KNOWN;
  const say = (part: Words['what']) => {
    const filled = { ...part, values: { ...error.params } };
    return i18n._(filled);
  };
  return { what: say(words.what), means: say(words.means), next: say(words.next) };
}

/** A marketplace's refusal: our words, with its own beneath. */
export function describeProblem(
  problem: { readonly code: string; readonly channelMessage?: string | undefined },
  i18n: I18n = current,
): ErrorStory & { readonly own: string } {
  const words = problemWords[problem.code] ?? NOT_KNOWN;
  return { what: i18n._(words.what), means: i18n._(words.means), next: i18n._(words.next), own: problem.channelMessage ?? '' };
}
