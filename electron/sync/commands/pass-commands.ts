import type { ChannelPass } from '#electron/channels/channel.ts';

import { done, ending, later, problemOf, type CommandWork } from './command.ts';

type PassBody = Omit<ChannelPass, 'id' | 'validUntilMs' | 'officeName'>;

const bodyOf = (pass: Readonly<Record<string, string>>): PassBody => ({
  firstName: pass['firstName'] ?? '',
  lastName: pass['lastName'] ?? '',
  carModel: pass['carModel'] ?? '',
  carNumber: pass['carNumber'] ?? '',
  officeId: pass['officeId'] ?? '',
});

/** A new pass is not idempotent, and the marketplace takes one in ten minutes: after silence the list is read. */
export const passSave: CommandWork<'pass.save'> = {
  async send(context, command, row) {
    const { passes } = context.client;
    if (passes === undefined) return { kind: 'rejected', problem: problemOf('method-gone', row.command.kind) };
    const body = bodyOf(command.pass);
    const answer = command.passId === null ? await passes.create(body) : await passes.update(command.passId, body);
    return answer.kind === 'done' ? done : ending(context, answer, row);
  },
  async settle(context, command) {
    const { passes } = context.client;
    if (passes === undefined) return 'missing';
    const answer = await passes.list();
    if (answer.kind !== 'done') return later(context, answer);
    const body = bodyOf(command.pass);
    const there = answer.value.some(
      (pass) =>
        pass.carNumber === body.carNumber &&
        pass.officeId === body.officeId &&
        pass.lastName === body.lastName &&
        (command.passId === null || pass.id === command.passId),
    );
    return there ? 'done' : 'missing';
  },
};

export const passRemove: CommandWork<'pass.remove'> = {
  async send(context, command, row) {
    const { passes } = context.client;
    if (passes === undefined) return { kind: 'rejected', problem: problemOf('method-gone', row.command.kind) };
    const answer = await passes.remove(command.passId);
    if (answer.kind === 'rejected' && answer.problem.code === 'not-found') return done;
    return answer.kind === 'done' ? done : ending(context, answer, row);
  },
  async settle(context, command) {
    const { passes } = context.client;
    if (passes === undefined) return 'done';
    const answer = await passes.list();
    if (answer.kind !== 'done') return later(context, answer);
    return answer.value.some((pass) => pass.id === command.passId) ? 'missing' : 'done';
  },
};
