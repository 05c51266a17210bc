import { readFileSync } from 'node:fs';

import { setupI18n } from '@lingui/core';
import { describe, expect, test } from 'vitest';

import { COMMON_ERRORS } from '#shared/contract/call.ts';
import {
  CARGO_KINDS,
  CARGO_STATES,
  HANDOVER_DOCUMENTS,
  HANDOVER_LACKS,
  HANDOVER_STATES,
  SCAN_OUT_CODES,
} from '#shared/contract/handovers.ts';
import { contract } from '#shared/contract/index.ts';
import { ORDER_HOLDS } from '#shared/contract/orders.ts';
import { printerCondition, printerInput, printJob } from '#shared/contract/print.ts';
import { RETURN_CLAIMS, RETURN_KINDS, RETURN_STATES } from '#shared/contract/returns.ts';
import { ALLOCATION_REASONS } from '#shared/domain/allocation.ts';
import { MARK_KINDS, MARK_STATES } from '#shared/domain/marking.ts';
import { ORDER_STATUSES } from '#shared/domain/order.ts';

import { describeError, hasErrorWords } from '../../../renderer/app/errors.ts';
import * as names from '../../../renderer/app/words/names.ts';
import { reasonNames } from '../../../renderer/app/words/offers.ts';
import { outcomeWords, scanOutWords } from '../../../renderer/app/words/outcomes.ts';
import { problemWords } from '../../../renderer/app/words/problems.ts';
import { tokenFaultWords, tokenWarningWords } from '../../../renderer/app/words/token.ts';

const channelSource = ['connection', 'outcome'].map((name) => readFileSync(`electron/channels/terms/${name}.ts`, 'utf8')).join('\n');
/** Members of a union of string literals, read from the source: types are gone at run time. */
const unionOf = (name: string): string[] => {
  const body = new RegExp(`export type ${name} =([^;]+);`, 'u').exec(channelSource)?.[1] ?? '';
  return [...body.matchAll(/'([^']+)'/gu)].map((match) => match[1] ?? '');
};
const missing = (codes: readonly string[], words: Readonly<Record<string, unknown>>) => codes.filter((code) => !Object.hasOwn(words, code));

describe('every code has words', () => {
  test('errors of the contract', () => {
    const codes = [...COMMON_ERRORS, 'host-gone', ...Object.values(contract).flatMap((spec) => spec.errors as readonly string[])];
    expect([...new Set(codes)].filter((code) => !hasErrorWords(code))).toEqual([]);
  });

  test('problems of marketplaces', () => {
    const codes = unionOf('ProblemCode');
    expect(codes.length).toBeGreaterThan(30);
    expect(missing(codes, problemWords)).toEqual([]);
  });

  test('reasons of a figure', () => {
    expect(missing(ALLOCATION_REASONS, reasonNames)).toEqual([]);
  });

  test('faults of tokens', () => {
    const codes = unionOf('CredentialsFault');
    expect(codes.length).toBeGreaterThan(5);
    expect(missing(codes, tokenFaultWords)).toEqual([]);
    expect(missing(['limits-reduced', 'expires-soon'], tokenWarningWords)).toEqual([]);
  });

  test('outcomes of a scan', () => {
    expect(missing(contract['packing.scan'].output.shape.code.options, outcomeWords)).toEqual([]);
  });

  test('states and kinds', () => {
    expect(missing(ORDER_STATUSES, names.orderStatusNames)).toEqual([]);
    expect(missing(HANDOVER_STATES, names.handoverStateNames)).toEqual([]);
    expect(missing(HANDOVER_LACKS, names.handoverLackNames)).toEqual([]);
    expect(missing(CARGO_KINDS, names.cargoKindNames)).toEqual([]);
    expect(missing(CARGO_STATES, names.cargoStateNames)).toEqual([]);
    expect(missing(HANDOVER_DOCUMENTS, names.handoverDocumentNames)).toEqual([]);
    expect(missing(SCAN_OUT_CODES, scanOutWords)).toEqual([]);
    expect(missing(RETURN_STATES, names.returnStateNames)).toEqual([]);
    expect(missing(RETURN_KINDS, names.returnKindNames)).toEqual([]);
    expect(missing(RETURN_CLAIMS, names.returnClaimNames)).toEqual([]);
    expect(missing(ORDER_HOLDS, names.holdNames)).toEqual([]);
    expect(missing(MARK_KINDS, names.markNames)).toEqual([]);
    expect(missing(MARK_STATES, names.markStateNames)).toEqual([]);
    expect(missing(printJob.shape.state.options, names.jobStateNames)).toEqual([]);
    expect(missing(printJob.shape.kind.options, names.jobKindNames)).toEqual([]);
    expect(missing(printerCondition.shape.state.options, names.conditionNames)).toEqual([]);
    expect(missing(printerInput.shape.transport.options, names.transportNames)).toEqual([]);
  });
});

test('an error is told in three parts, with the figures its sentence needs', () => {
  const i18n = setupI18n({ locale: 'ru', messages: { ru: {} } });
  const story = describeError({ code: 'not-enough-in-bin', params: { article: 'KR-17' } }, i18n);
  expect(story.means).toContain('KR-17');
  expect([story.what, story.means, story.next].every((part) => part.length > 3)).toBe(true);
});

test('a code nobody foresaw still says what to do', () => {
  const i18n = setupI18n({ locale: 'ru', messages: { ru: {} } });
  expect(describeError({ code: 'never-heard-of' }, i18n).next).not.toBe('');
});
