import { OUTAGE_SETTING } from '#electron/ports/allocation-store.ts';
import type { Stores } from '#electron/ports/database.ts';
import { retell } from '#electron/sync/retell.ts';
import type { Output, Parsed } from '#shared/contract/index.ts';
import { type AllocationRule, saysNothing, scopeOf } from '#shared/domain/allocation-rules.ts';
import type { AccountId, ListingId, ProductId } from '#shared/domain/ids.ts';
import { ok } from '#shared/kit/result.ts';
import { searchable } from '#shared/kit/text.ts';

import type { EngineContext } from './context.ts';
import type { CallsOf, Handlers } from './handlers.ts';
import { perform, Refusal } from './perform.ts';

type Row = Output<'rule.list'>['rows'][number];

/** Rules of how one stock is offered to many cabinets. */
export const allocationHandlers = (context: EngineContext): Handlers<CallsOf<'rule'>> => {
  const { db, clock, events, sync } = context;
  const tellStock = () => {
    db.afterCommit(() => {
      for (const account of db.read.catalogue.accounts()) sync.nudge(account.id, 'stock');
    });
    events.emit({ topic: 'listings', ids: [] });
  };

  return {
    'rule.list': ({ productId, search }) => {
      const { allocation, catalogue } = db.read;
      const rows = allocation.rules().map((rule) => named(db.read, rule));
      const isAbout = (row: Row) =>
        productId === null ||
        row.productId === productId ||
        (row.listingId !== null && catalogue.listing(row.listingId as ListingId)?.productId === productId);
      const text = searchable(search);
      const isFound = (row: Row) => searchable([row.accountName, row.category, row.productName, row.listingName].join('\n')).includes(text);
      const names = new Map(catalogue.accounts().map((account) => [account.id, account.name]));
      return ok({
        rows: rows.filter((row) => isAbout(row) && isFound(row)),
        categories: [...allocation.categories()],
        outage: allocation.outage(),
        silent: allocation
          .watched()
          .flatMap(({ accountId, silentSinceMs }) =>
            silentSinceMs === null ? [] : [{ accountId, accountName: names.get(accountId) ?? '', sinceMs: silentSinceMs }],
          ),
      });
    },
    'rule.save': (input, caller) => {
      const call = { operationId: input.operationId, kind: 'rule', caller, payload: input } as const;
      return perform(db, clock.nowMs(), call, (stores, deed) => {
        const rule = checkedRule(stores, input);
        const before = stores.allocation.rule(rule.id);
        const cards = new Set([...stores.allocation.cardsUnder(rule), ...(before === null ? [] : stores.allocation.cardsUnder(before))]);
        const { offers } = retell(stores, [...cards], deed.atMs, () => stores.allocation.saveRule(rule));
        tellStock();
        return { changedOffers: offers };
      });
    },
    'rule.remove': (input, caller) => {
      const call = { operationId: input.operationId, kind: 'rule', caller, payload: input } as const;
      return perform(db, clock.nowMs(), call, (stores, deed) => {
        const rule = stores.allocation.rule(input.id);
        if (rule === null) throw new Refusal('rule-unknown', { id: input.id });
        const { offers } = retell(stores, stores.allocation.cardsUnder(rule), deed.atMs, () => stores.allocation.removeRule(rule.id));
        tellStock();
        return { changedOffers: offers };
      });
    },
    'rule.setOutage': (input, caller) => {
      const call = { operationId: input.operationId, kind: 'rule', caller, payload: input } as const;
      return perform(db, clock.nowMs(), call, (stores, deed) => {
        // Who is silent by the new rule is seen at the loop's next look; here the figures of those who are silent already follow it.
        const silent = stores.allocation.watched().filter((one) => one.silentSinceMs !== null);
        const cards = silent.flatMap(({ accountId }) =>
          stores.allocation.cardsUnder({ accountId, category: null, productId: null, listingId: null }),
        );
        retell(stores, cards, deed.atMs, () => stores.desk.setSetting(OUTAGE_SETTING, input.outage));
        tellStock();
        return {};
      });
    },
  };
};

function checkedRule(stores: Stores, input: Parsed<'rule.save'>): AllocationRule {
  const { operationId: _, ...rule } = input;
  if (saysNothing(rule)) throw new Refusal('rule-says-nothing');
  // A listing has its cabinet and its product already; a product its category.
  if (
    rule.listingId !== null
      ? (rule.accountId ?? rule.productId ?? rule.category) !== null
      : rule.productId !== null && rule.category !== null
  )
    throw new Refusal('rule-target-wrong');
  if ((rule.lastPieces ?? 0) > 0 && rule.accountId === null && rule.listingId === null) throw new Refusal('last-pieces-need-cabinet');
  if (rule.accountId !== null && stores.catalogue.account(rule.accountId as AccountId) === null) throw new Refusal('account-unknown');
  if (rule.productId !== null && stores.catalogue.product(rule.productId as ProductId) === null)
    throw new Refusal('product-unknown', { id: rule.productId });
  if (rule.listingId !== null && stores.catalogue.listing(rule.listingId as ListingId) === null)
    throw new Refusal('listing-unknown', { id: rule.listingId });
  const namesake = stores.allocation.ruleOf(rule);
  if (namesake !== null && namesake.id !== rule.id) throw new Refusal('rule-taken');
  return rule;
}

function named({ catalogue }: Stores, rule: AllocationRule): Row {
  return {
    ...rule,
    scope: scopeOf(rule),
    accountName: rule.accountId === null ? null : (catalogue.account(rule.accountId as AccountId)?.name ?? ''),
    productName: rule.productId === null ? null : (catalogue.product(rule.productId as ProductId)?.name ?? ''),
    listingName: rule.listingId === null ? null : (catalogue.listing(rule.listingId as ListingId)?.name ?? ''),
  };
}
