import type { Link, SendResult, Transport } from './transport.ts';
import { windowsCondition, windowsTicket } from './windows-status.ts';
import { openSpooler, type Spooler } from './winspool-calls.ts';

/** Printers of Windows by their names; labels go as they are, past the driver. Every call to the system runs beside the main thread. */
export const winspoolTransport = (spooler: () => Promise<Spooler> = openSpooler): Transport => ({
  id: 'winspool',
  accepts: (address) => /^[^\p{Cc},]{1,220}$/u.test(address),
  open: (printer) => openQueue(printer.address, spooler),
  async list() {
    const printers = await (await spooler()).printers();
    return printers.map(({ name, driver, port }) => ({ transport: 'winspool', address: name, name, model: `${driver} ${name} ${port}` }));
  },
});

function openQueue(name: string, spooler: () => Promise<Spooler>): Link {
  return {
    async send({ bytes, jobId }): Promise<SendResult> {
      const calls = await spooler().catch(() => null);
      if (calls === null) return { kind: 'not-sent', problem: 'queue-unreachable' };
      const answer = await calls.print(name, `Korob ${jobId}`, bytes);
      return answer.kind === 'sent' ? { kind: 'sent', ticket: String(answer.jobId) } : answer;
    },
    query: null,
    async queue(tickets) {
      const calls = await spooler().catch(() => null);
      const facts = calls === null ? null : await calls.facts(name);
      if (facts === null) return 'unreachable';
      return {
        condition: windowsCondition(facts),
        tickets: new Map(tickets.map((ticket) => [ticket, windowsTicket(facts, Number(ticket))])),
      };
    },
    paper: null,
    close: () => undefined,
  };
}
