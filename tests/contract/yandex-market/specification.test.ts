import { describe, expect, it } from 'vitest';

import { yandexMarket } from '#electron/channels/yandex-market/index.ts';
import { OPERATIONS, type OperationName } from '#electron/channels/yandex-market/operations.ts';
import type { Line } from '#tests/contract/channels/scripted-connection.ts';
import { loadOpenApi, specFiles } from '#tests/support/openapi.ts';

import { cabinetOf, KEY } from './cabinet.ts';
import { endOf, EVERY_CALL, type Call } from './every-call.ts';
import { KNOWN_DIFFERENCES, SPEC_FILE } from './known-differences.ts';

const found = specFiles('yandex-market', [SPEC_FILE]);
const absent = 'missing' in found ? found.missing : null;
const api = 'files' in found ? loadOpenApi(found.files, KNOWN_DIFFERENCES) : null;

const nameInSpec = (name: string) => `${OPERATIONS[name as OperationName].method} ${OPERATIONS[name as OperationName].path}`;
const HELD: Line = { kind: 'held', untilMs: 0, by: 'limit' };

/** The method meets `answer` the first time; whatever is asked of it after that is held back. */
function clientOn({ operation, before = {} }: Call, answer: Line) {
  let met = false;
  const { connection, sent } = cabinetOf((request) => {
    if (request.operation !== operation) return before[request.operation];
    if (met) return HELD;
    met = true;
    return answer;
  });
  return { client: yandexMarket.connect(connection), sent };
}

describe.skipIf(api === null)(`Yandex Market, held to its specification${absent === null ? '' : ` (${absent})`}`, () => {
  it('calls every method of its table', () => {
    expect([...new Set(EVERY_CALL.map(({ operation }) => operation))].toSorted()).toEqual(Object.keys(OPERATIONS).toSorted());
  });

  it.each(EVERY_CALL.map((call) => [call.operation, call] as const))('%s: the request holds', async (operation, call) => {
    const { client, sent } = clientOn(call, { kind: 'no-answer', sent: false, cause: 'dns' });
    expect(endOf(await call.call(client)).kind).toBe('retry');
    const last = sent.findLast((one) => one.operation === operation);
    expect(last?.headers['api-key']).toBe(KEY);
    expect(last?.limit).toBe(OPERATIONS[operation as OperationName].limit);
    for (const { method, url, body } of sent) expect(api!.checkRequest({ method, url, body })).toEqual([]);
  });

  it('covers the methods it names, and says which', () => {
    const covered = api!.covered();
    console.log(`covered of the specification:\n${covered.join('\n')}`);
    expect(covered).toEqual([...new Set(Object.keys(OPERATIONS).map(nameInSpec))].toSorted());
  });

  it('never calls the reading that confirms a shipment', () => {
    expect(api!.operations).toContain('GET /v2/campaigns/{campaignId}/shipments/reception-transfer-act');
    expect(Object.values(OPERATIONS).filter(({ path }) => path.includes('reception-transfer-act'))).toEqual([]);
  });

  describe('every example answer of the specification', () => {
    const one = new Map(EVERY_CALL.map((call) => [call.operation, call]));
    for (const [operation, call] of one)
      for (const { name, status, body } of api?.examples(nameInSpec(operation)) ?? [])
        it(`${name} is understood`, async () => {
          const { client } = clientOn(call, { status, body: status < 300 && typeof body === 'string' ? '%PDF-1.7' : body });
          const outcome = endOf(await call.call(client));
          if (status === 420) expect(outcome.kind).toBe('limited');
          // The other spelling of days is tried after a refusal.
          else if (status === 400 && operation === 'shipments.search') expect(outcome.kind).toBe('limited');
          else if (status >= 500) expect(['retry', 'unknown']).toContain(outcome.kind);
          else if (status >= 400) expect(outcome).toMatchObject({ kind: 'rejected', problem: { httpStatus: status } });
          else expect(['done', 'rejected', 'limited'], JSON.stringify(outcome)).toContain(outcome.kind);
          if ('problem' in outcome) expect(outcome.problem.code).not.toBe('unreadable-answer');
        });
  });
});
