import { z } from 'zod';

import { ROLES } from '#shared/domain/person.ts';

import { action, command, empty, id, line, operationId, query, timeMs } from './call.ts';

/** What a person proves themselves with: a badge that was scanned, or a name from the list with the PIN. */
const proof = z.object({
  badge: z.string().trim().min(4).max(200).optional(),
  personId: id.optional(),
  pin: z.string().max(8).optional(),
});

export const person = z.object({
  id,
  name: z.string(),
  role: z.enum(ROLES),
  hasBadge: z.boolean(),
  hasPin: z.boolean(),
  archived: z.boolean(),
});

export const peopleCalls = {
  'person.list': query({
    summary: 'Who works here',
    permission: 'read',
    input: empty,
    output: z.object({ rows: z.array(person) }),
    errors: [],
  }),
  'person.save': command({
    summary:
      'Adds or changes a person. `badge` or `pin` left out: as they were; null: taken away. The first one must be an owner with a PIN',
    permission: 'manage',
    input: z.object({
      operationId,
      id,
      name: line(100),
      role: z.enum(ROLES),
      archived: z.boolean().default(false),
      badge: z.string().trim().min(4).max(200).nullable().optional(),
      pin: z.string().max(8).nullable().optional(),
    }),
    output: empty,
    errors: ['name-taken', 'badge-taken', 'pin-shape', 'owner-needed', 'no-way-in'],
  }),
  'person.signIn': action({
    summary: 'Takes the station over, by badge or by name and PIN',
    permission: 'read',
    input: proof,
    output: z.object({ person }),
    errors: ['badge-unknown', 'pin-wrong', 'pin-wait'],
  }),
  'person.signOut': action({
    summary: 'Leaves the station',
    permission: 'read',
    input: empty,
    output: empty,
    errors: [],
  }),
  'person.recover': command({
    summary:
      'A new PIN for an owner who forgot theirs, proved by a key of a connected cabinet: the marketplace itself is asked whose key it is',
    permission: 'read',
    input: z.object({
      operationId,
      personId: id,
      pin: z.string().max(8),
      accountId: id,
      token: z.string().min(1).max(8192),
      clientId: z.string().trim().max(100).default(''),
    }),
    output: z.object({ person }),
    errors: [
      'person-unknown',
      'role-too-low',
      'pin-shape',
      'account-unknown',
      'token-refused',
      'token-unusable',
      'other-seller',
      'no-network',
      'channel-failed',
    ],
  }),
  'person.approve': action({
    summary: 'Lets the next call of this station do what the approver may; for one minute and one call',
    permission: 'read',
    input: proof,
    output: z.object({ person }),
    errors: ['badge-unknown', 'pin-wrong', 'pin-wait', 'role-too-low'],
  }),
  'person.pace': query({
    summary: 'What each person packed since a moment, by hours at the table; pauses are left out',
    permission: 'stock',
    input: z.object({ sinceMs: timeMs }),
    output: z.object({
      rows: z.array(
        z.object({
          name: z.string(),
          parcels: z.int(),
          units: z.int(),
          marked: z.int(),
          many: z.int(),
          activeMs: z.int(),
          perHour: z.int().nullable(),
          wrongScans: z.int(),
          /** Parcels in each hour since `sinceMs`. */
          hours: z.array(z.int()),
        }),
      ),
    }),
    errors: [],
  }),
  'radar.get': query({
    summary: 'What is left until each cut-off, and whether the present pace makes it',
    permission: 'read',
    input: empty,
    output: z.object({
      nowMs: timeMs,
      /** Parcels an hour of the whole floor over the last hour of work; null: too few to tell. */
      perHour: z.int().nullable(),
      rows: z.array(
        z.object({
          accountId: id,
          accountName: z.string(),
          channel: z.string(),
          warehouseName: z.string().nullable(),
          cutOffMs: timeMs.nullable(),
          left: z.int(),
          /** Of these nobody has taken to assembly yet. */
          fresh: z.int(),
          doneAtMs: timeMs.nullable(),
          lateMs: z.int().nullable(),
          lateOrders: z.int(),
        }),
      ),
    }),
    errors: [],
  }),
} as const;
