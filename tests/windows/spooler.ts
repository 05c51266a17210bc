import { writeFileSync, writeSync } from 'node:fs';

import { openSpooler } from '../../electron/printing/transports/winspool-calls.ts';
import { winspoolTransport } from '../../electron/printing/transports/winspool.ts';

/**
 * Runs inside Windows' Node: asks the spooler through our own transport and writes down what came. Arguments: the printer, how many
 * bytes, the file for the answers (a pipe does not work under Wine, so nothing is printed).
 */
const [name = '', size = '0', answers = ''] = process.argv.slice(2);

const transport = winspoolTransport();
const printer = { address: name } as Parameters<typeof transport.open>[0];
const bytes = Uint8Array.from({ length: Number(size) }, (_, at) => (at * 7 + (at >> 8)) & 0xff);
const found = await transport.list!();
const link = transport.open(printer, () => undefined);

const sent = await link.send({ jobId: 'job-1', bytes, sheets: [] });
const ticket = sent.kind === 'sent' ? (sent.ticket ?? '') : '';
const queue = await link.queue!([ticket]);

const nobody = transport.open({ ...printer, address: 'no such printer' }, () => undefined);
const refused = await nobody.send({ jobId: 'job-2', bytes, sheets: [] });
const absent = await nobody.queue!([]);
const all = (await openSpooler()) === (await openSpooler());
const told = queue === 'unreachable' ? queue : { condition: queue.condition, ticket: queue.tickets.get(ticket) };
writeFileSync(answers, JSON.stringify({ found, sent, queue: told, refused, absent, all }));
writeSync(2, 'done');
