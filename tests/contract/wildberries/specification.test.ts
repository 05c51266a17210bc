import { describe, expect, it } from 'vitest';

import { wildberries } from '#electron/channels/wildberries/index.ts';
import { OPERATIONS, type OperationName } from '#electron/channels/wildberries/operations.ts';
import { scriptedConnection, type Line } from '#tests/contract/channels/scripted-connection.ts';
import { loadOpenApi, specFiles } from '#tests/support/openapi.ts';

import { tokenOf } from './cabinet.ts';
import { EVERY_CALL } from './every-call.ts';
import { KNOWN_DIFFERENCES } from './known-differences.ts';

const found = specFiles('wildberries', ['01-general.yaml', '02-items.yaml', '03-orders-fbs.yaml']);
const absent = 'missing' in found ? found.missing : null;
const api = 'files' in found ? loadOpenApi(found.files, KNOWN_DIFFERENCES) : null;

const nameInSpec = (name: OperationName) => `${OPERATIONS[name].method} ${OPERATIONS[name].path}`;
/** The first request meets `answer`; those that follow of it (reading back, halving) are held back. */
const clientOn = (answer: Line) => {
  const { connection, sent } = scriptedConnection({ token: tokenOf() }, (_request, index) =>
    index === 0 ? answer : { kind: 'held', untilMs: 0, by: 'limit' },
  );
  return { client: wildberries.connect(connection), sent };
};

describe.skipIf(api === null)(`Wildberries, held to its specification${absent === null ? '' : ` (${absent})`}`, () => {
  it('calls every method of its table', () => {
    expect([...new Set(EVERY_CALL.map(([operation]) => operation))].toSorted()).toEqual(Object.keys(OPERATIONS).toSorted());
  });

  it.each(EVERY_CALL)('%s: the request holds', async (operation, call) => {
    const { client, sent } = clientOn({ kind: 'no-answer', sent: false, cause: 'dns' });
    await call(client);
    expect(sent[0]?.operation).toBe(operation);
    expect(sent[0]?.headers['authorization']).toBe(tokenOf());
    expect(sent[0]?.limit).toBe(OPERATIONS[operation as OperationName].limit);
    for (const { method, url, body } of sent) expect(api!.checkRequest({ method, url, body })).toEqual([]);
  });

  it('covers the methods it names, and says which', () => {
    const covered = api!.covered();
    console.log(`covered of the specification:\n${covered.join('\n')}`);
    expect(covered).toEqual([...new Set(Object.keys(OPERATIONS).map((name) => nameInSpec(name as OperationName)))].toSorted());
  });

  describe('every example answer of the specification', () => {
    const one = new Map(EVERY_CALL);
    for (const [operation, call] of one)
      for (const { name, status, body } of api?.examples(nameInSpec(operation as OperationName)) ?? [])
        it(`${name} is understood`, async () => {
          const { client, sent } = clientOn({ status, body });
          const outcome = await call(client);
          if (sent.length > 1) expect(outcome.kind).not.toBe('unknown');
          else if (status < 300) expect(['done', 'rejected'], JSON.stringify(outcome)).toContain(outcome.kind);
          else if (status === 429) expect(outcome.kind).toBe('limited');
          else if (outcome.kind === 'rejected' || outcome.kind === 'retry') expect(outcome.problem.httpStatus ?? status).toBe(status);
          else expect(outcome.kind).toBe('done');
          if ('problem' in outcome) expect(outcome.problem.code).not.toBe('unreadable-answer');
        });
  });
});
