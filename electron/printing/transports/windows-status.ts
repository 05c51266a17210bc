import type { PrinterCondition } from '#electron/ports/printing.ts';

import type { TicketState } from './transport.ts';

/** Bits of PRINTER_INFO_2.Status and .Attributes, and of JOB_INFO_1.Status, by their names in winspool.h. */
const PRINTER = {
  paused: 0x1,
  error: 0x2,
  paperJam: 0x8,
  paperOut: 0x10,
  manualFeed: 0x20,
  paperProblem: 0x40,
  offline: 0x80,
  printing: 0x400,
  notAvailable: 0x1000,
  processing: 0x4000,
  noToner: 0x4_0000,
  userIntervention: 0x10_0000,
  doorOpen: 0x40_0000,
} as const;
const WORK_OFFLINE = 0x400;
const JOB = {
  paused: 0x1,
  error: 0x2,
  deleting: 0x4,
  offline: 0x20,
  paperOut: 0x40,
  printed: 0x80,
  deleted: 0x100,
  blocked: 0x200,
  userIntervention: 0x400,
  complete: 0x1000,
} as const;

export interface SpoolerFacts {
  readonly status: number;
  readonly attributes: number;
  /** Jobs still in the queue, with their status bits. */
  readonly jobs: readonly { readonly id: number; readonly status: number }[];
}

const any = (bits: number, ...wanted: readonly number[]): boolean => wanted.some((bit) => (bits & bit) !== 0);

/**
 * How a Windows printer is. Its own status is often empty though the cable is out (facts: printing §1.2),
 * so the attributes and the jobs of the queue are asked as well.
 */
export function windowsCondition({ status, attributes, jobs }: SpoolerFacts): PrinterCondition {
  const job = jobs.reduce((bits, one) => bits | one.status, 0);
  const state = ((): PrinterCondition['state'] => {
    if (any(status, PRINTER.paperOut, PRINTER.paperProblem, PRINTER.manualFeed) || any(job, JOB.paperOut)) return 'paper-out';
    if (any(status, PRINTER.doorOpen)) return 'head-open';
    if (any(status, PRINTER.noToner)) return 'ribbon-out';
    if (any(status, PRINTER.offline, PRINTER.notAvailable) || any(attributes, WORK_OFFLINE) || any(job, JOB.offline)) return 'unreachable';
    if (any(status, PRINTER.error, PRINTER.paperJam, PRINTER.userIntervention) || any(job, JOB.error, JOB.blocked, JOB.userIntervention))
      return 'error';
    if (any(status, PRINTER.paused) || any(job, JOB.paused)) return 'paused';
    return jobs.length > 0 || any(status, PRINTER.printing, PRINTER.processing) ? 'printing' : 'ready';
  })();
  return { state, detail: any(status, PRINTER.paperJam) ? 'jam' : '' };
}

/** A job that has left the queue went through; one that is being removed may have printed in part. */
export function windowsTicket({ jobs }: SpoolerFacts, id: number): TicketState {
  const job = jobs.find((one) => one.id === id);
  if (job === undefined || any(job.status, JOB.printed, JOB.complete)) return 'handed';
  return any(job.status, JOB.deleting, JOB.deleted) ? 'broken' : 'waiting';
}
