import type { Stores } from '#electron/ports/database.ts';
import { PERMISSIONS, type Permission } from '#shared/contract/call.ts';
import type { Output } from '#shared/contract/index.ts';
import type { LegalEntityId, StationId } from '#shared/domain/ids.ts';
import { isTaxId } from '#shared/domain/tax-id.ts';
import { fail, ok } from '#shared/kit/result.ts';
import { uuidv7 } from '#shared/kit/uuid.ts';

import type { EngineContext } from './context.ts';
import type { CallsOf, Handlers } from './handlers.ts';
import { perform, Refusal } from './perform.ts';
import { settingsOf } from './station-settings.ts';

/** The session, the first-run guide, settings, legal entities, tokens of the HTTP API, training mode. */
export const deskHandlers = (
  context: EngineContext,
): Handlers<CallsOf<'session'> | CallsOf<'setup'> | CallsOf<'setting'> | CallsOf<'entity'> | CallsOf<'token'> | CallsOf<'training'>> => {
  const { db, clock, machine, events } = context;
  const changed = () => events.emit({ topic: 'setup', ids: [] });

  return {
    'session.get': (_input, caller) => {
      const { desk } = db.read;
      const station = desk.station(caller.station as StationId);
      return ok({
        mode: machine.mode,
        host: machine.host,
        version: machine.version,
        nowMs: clock.nowMs(),
        stationId: caller.station,
        stationName: station?.name ?? caller.station,
        permissions: PERMISSIONS.filter((permission) => permission === 'read' || caller.permissions.includes(permission)),
        ...standing(db.read, caller.station as StationId),
        ...preferences(db.read),
        station: settingsOf(db.read, caller.station),
      });
    },
    'setup.status': () => ok(setupStatus(db.read)),
    'setup.dismiss': ({ dismissed }) => {
      db.write(({ desk }) => desk.setSetting('setup.dismissed', dismissed));
      changed();
      return ok({});
    },
    'setting.save': (input) => {
      db.write(({ desk }) => {
        for (const [key, value] of Object.entries(input)) if (value !== undefined) desk.setSetting(`preference.${key}`, value);
      });
      changed();
      return ok({});
    },
    'entity.list': () => ok({ rows: [...db.read.catalogue.entities()] }),
    'entity.save': (input, caller) => {
      const answer = perform(
        db,
        clock.nowMs(),
        { operationId: input.operationId, kind: 'setup', caller, payload: input },
        ({ catalogue }, deed) => {
          if (input.taxId !== '' && !isTaxId(input.taxId)) throw new Refusal('tax-id-wrong', { taxId: input.taxId });
          catalogue.saveEntity({ id: input.id as LegalEntityId, name: input.name, taxId: input.taxId }, deed.atMs);
          return {};
        },
      );
      if (answer.ok) changed();
      return answer;
    },
    'token.list': () =>
      ok({
        rows: db.read.desk.tokens().map((token) => ({ ...token, permissions: token.permissions as Permission[] })),
      }),
    'token.create': ({ name, permissions }) => {
      const id = uuidv7(clock.nowMs(), context.random.bytes(10));
      const token = `korob_${Array.from(context.random.bytes(32), (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
      db.write(({ desk }) => desk.addToken({ id, name, hash: machine.sha256(token), permissions }, clock.nowMs()));
      changed();
      return ok({ id, token });
    },
    'token.revoke': ({ id }) => {
      if (!db.read.desk.tokens().some((token) => token.id === id)) return fail({ code: 'token-unknown' });
      db.write(({ desk }) => desk.revokeToken(id, clock.nowMs()));
      changed();
      return ok({});
    },
    'training.start': () => training(context, true),
    'training.stop': () => training(context, false),
  };
};

async function training(context: EngineContext, open: boolean) {
  const where = await context.machine.training(open);
  return where === null ? fail({ code: 'not-supported' }) : ok(where);
}

function standing({ people }: Stores, station: StationId): Pick<Output<'session.get'>, 'person' | 'signInNeeded'> {
  const person = people.at(station);
  return {
    person: person === null ? null : { id: person.id, name: person.name, role: person.role },
    signInNeeded: person === null && people.anybody(),
  };
}

/** The office's language: of its screens and of its papers. */
export const languageOf = ({ desk }: Stores): Output<'session.get'>['language'] =>
  desk.setting('preference.language') === 'en' ? 'en' : 'ru';

function preferences(stores: Stores): Pick<Output<'session.get'>, 'language' | 'theme' | 'sounds'> {
  const { desk } = stores;
  const theme = desk.setting('preference.theme');
  return {
    language: languageOf(stores),
    theme: theme === 'light' || theme === 'dark' || theme === 'contrast' ? theme : 'system',
    sounds: desk.setting('preference.sounds') !== false,
  };
}

function setupStatus(stores: Stores): Output<'setup.status'> {
  const { catalogue, desk } = stores;
  const printers = stores.print.printers();
  const progress = catalogue.progress();
  const accounts = catalogue.accounts();
  const steps = {
    entity: catalogue.entities().length > 0,
    account: accounts.length > 0,
    warehouse: catalogue.locations().some((location) => location.kind === 'warehouse'),
    linked: accounts.some((account) => catalogue.channelWarehouses(account.id).some((warehouse) => warehouse.warehouseId !== null)),
    matched: progress.listings > 0 && progress.unmatchedListings === 0,
    stocked: progress.stocked,
    printer: printers.length > 0,
    printerProven: printers.some((printer) => printer.provenAtMs !== null),
    packedOne: progress.packedOne,
  };
  return {
    finished: Object.values(steps).every(Boolean),
    dismissed: desk.setting('setup.dismissed') === true,
    ...steps,
    unmatchedListings: progress.unmatchedListings,
    listings: progress.listings,
    products: progress.products,
  };
}
