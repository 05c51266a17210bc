import { z } from 'zod';

import type { ChannelPass, PassesClient } from '#electron/channels/channel.ts';
import { jsonInteger } from '#shared/kit/json.ts';

import type { Caller } from './caller.ts';
import { mapped } from './outcome.ts';
import { id, instant, maybe, rows } from './schemas.ts';
import { goneIsDone } from './supplies.ts';

const offices = rows(z.object({ id, name: z.string(), address: maybe(z.string()) }));
const passes = rows(
  z.object({
    id,
    firstName: z.string(),
    lastName: z.string(),
    carModel: z.string(),
    carNumber: z.string(),
    officeId: id,
    officeName: maybe(z.string()),
    dateEnd: maybe(instant),
  }),
);
const created = z.object({ id });

/** Passes of drivers to Wildberries' sites: valid for 48 hours, one new pass in ten minutes. */
export const passesOf = (caller: Caller): PassesClient => ({
  offices: async () =>
    mapped(await caller.ask('passes.offices', {}, offices), (found) => found.map((row) => ({ ...row, address: row.address ?? '' }))),
  list: async () =>
    mapped(await caller.ask('passes.list', {}, passes), (found) =>
      found.map(({ dateEnd, officeName, ...row }) => ({ ...row, officeName: officeName ?? '', validUntilMs: dateEnd })),
    ),
  create: (pass) => caller.ask('passes.create', { body: bodyOf(pass) }, created),
  update: (passId, pass) => caller.tell('passes.update', { params: { passId }, body: bodyOf(pass) }),
  remove: async (passId) => goneIsDone(await caller.tell('passes.remove', { params: { passId } })),
});

const bodyOf = (pass: Omit<ChannelPass, 'id' | 'validUntilMs' | 'officeName'>) => ({
  firstName: pass.firstName,
  lastName: pass.lastName,
  carModel: pass.carModel,
  carNumber: pass.carNumber,
  officeId: jsonInteger(pass.officeId),
});
