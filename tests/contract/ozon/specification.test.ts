import { describe, expect, it } from 'vitest';

import { OPERATIONS, type OperationName } from '#electron/channels/ozon/operations.ts';
import type { Line } from '#tests/contract/channels/scripted-connection.ts';
import { loadOpenApi, specFiles } from '#tests/support/openapi.ts';

import { cabinet, CREDENTIALS, ok, POSTING } from './cabinet.ts';
import { EVERY_CALL } from './every-call.ts';
import { KNOWN_DIFFERENCES, SPEC_FILE } from './known-differences.ts';

const found = specFiles('ozon', [SPEC_FILE]);
const absent = 'missing' in found ? found.missing : null;
const api = 'files' in found ? loadOpenApi(found.files, KNOWN_DIFFERENCES) : null;

const PDF = '%PDF-1.3 a file';
const EXEMPLARS = {
  posting_number: POSTING.posting_number,
  multi_box_qty: 1,
  products: [
    { product_id: 987654322, quantity: 1, is_mandatory_mark_needed: true, exemplars: [{ exemplar_id: 23067444, marks: [] }] },
    { product_id: 987654321, quantity: 2, exemplars: [{ exemplar_id: 23067445 }, { exemplar_id: 23067446, marks: null }] },
  ],
};
/** The document draws JSON around bytes that are cut short or no bytes at all; the service sends the bytes (papers.test.ts). */
const FILES: ReadonlySet<OperationName> = new Set(['acts.pdf', 'acts.barcode', 'acts.places', 'acts.discrepancy']);
/** What is said on the way to the operation that is meant. */
const ON_THE_WAY: Readonly<Record<string, Line>> = {
  'postings.get': ok({ result: POSTING }),
  'exemplars.get': ok(EXEMPLARS),
  'exemplars.status': ok({ posting_number: POSTING.posting_number, status: 'update_available', products: [] }),
  'exemplars.set': { status: 200 },
  'country.set': ok({ product_id: 987654322, is_gtd_needed: true }),
  'labels.create': ok({ tasks: [{ task_id: 91, task_type: 'big_label' }] }),
  'units.approve': ok({ task_id: 8001, error_containers: [] }),
  'acts.status': ok({ result: { status: 'ready', act_type: 'carriage' } }),
  'acts.barcode-text': ok({ result: '%303%24276481394' }),
};
const wayTo = (operation: OperationName): Readonly<Record<string, Line>> =>
  operation.startsWith('labels.')
    ? { ...ON_THE_WAY, 'postings.get': ok({ result: { ...POSTING, status: 'awaiting_deliver' } }), file: { status: 200, body: PDF } }
    : ON_THE_WAY;

describe.skipIf(api === null)(`Ozon, held to its specification${absent === null ? '' : ` (${absent})`}`, () => {
  const nameInSpec = (name: OperationName) => `POST ${OPERATIONS[name].path}`;

  it('calls every method of its table', () => {
    expect([...new Set(EVERY_CALL.map(([operation]) => operation))].toSorted()).toEqual(Object.keys(OPERATIONS).toSorted());
  });

  it.each(EVERY_CALL)('%s: the request holds', async (operation, call) => {
    const { client, sent } = cabinet({ ...wayTo(operation), [operation]: { kind: 'no-answer', sent: false, cause: 'dns' } });
    const outcome = await call(client);
    expect(outcome.kind).toBe('retry');
    const asked = sent.filter((request) => request.operation === operation);
    expect(asked.length).toBeGreaterThan(0);
    expect(asked[0]!.headers).toEqual({ 'client-id': CREDENTIALS.clientId, 'api-key': CREDENTIALS.token });
    expect(asked[0]!.limit).toBe(OPERATIONS[operation].limit);
    for (const { method, url, body } of sent) expect(api!.checkRequest({ method, url, body })).toEqual([]);
  });

  it('covers the methods it names, and says which', () => {
    const covered = api!.covered();
    console.log(`covered of the specification:\n${covered.join('\n')}`);
    expect(covered).toEqual(
      Object.keys(OPERATIONS)
        .map((name) => nameInSpec(name as OperationName))
        .toSorted(),
    );
  });

  describe('every example answer of the specification', () => {
    for (const [operation, call] of new Map(EVERY_CALL))
      for (const { name, status, body } of api?.examples(nameInSpec(operation)) ?? [])
        it.skipIf(status === 200 && FILES.has(operation))(`${name} is understood`, async () => {
          const { client } = cabinet({ ...wayTo(operation), [operation]: { status, body } });
          const outcome = await call(client);
          if (status < 300) expect(['done', 'rejected', 'retry'], JSON.stringify(outcome)).toContain(outcome.kind);
          if ('problem' in outcome) expect(outcome.problem.code, JSON.stringify(outcome)).not.toBe('unreadable-answer');
        });
  });
});
