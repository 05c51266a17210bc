import { describe, expect, it } from 'vitest';

import { windowsCondition, windowsTicket } from '#electron/printing/transports/windows-status.ts';

describe('what the bits of the Windows spooler mean', () => {
  it.each([
    ['nothing at all', 0, 0, [], 'ready'],
    ['a job in the queue', 0, 0, [0x10], 'printing'],
    ['paper out at the printer', 0x10, 0, [], 'paper-out'],
    ['paper out at the job alone, as USB printers say it', 0, 0, [0x10 | 0x40], 'paper-out'],
    ['the door', 0x40_0000, 0, [], 'head-open'],
    ['the cable is out: «work offline» of the attributes', 0, 0x400, [], 'unreachable'],
    ['the cable is out: the job’s own bit', 0, 0, [0x20], 'unreachable'],
    ['an error with nothing more', 0x2, 0, [], 'error'],
    ['a blocked queue', 0, 0, [0x200], 'error'],
    ['paused by a person', 0x1, 0, [], 'paused'],
  ] as const)('%s', (_what, status, attributes, jobs, state) => {
    expect(windowsCondition({ status, attributes, jobs: jobs.map((bits, id) => ({ id, status: bits })) }).state).toBe(state);
  });

  it('a job is through when it left the queue or says so, and doubtful when somebody removes it', () => {
    const facts = {
      status: 0,
      attributes: 0,
      jobs: [
        { id: 1, status: 0x10 },
        { id: 2, status: 0x80 },
        { id: 3, status: 0x4 },
      ],
    };
    expect([1, 2, 3, 4].map((id) => windowsTicket(facts, id))).toEqual(['waiting', 'handed', 'broken', 'handed']);
  });
});
