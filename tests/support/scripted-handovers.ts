import type {
  ChannelHandover,
  ChannelOrder,
  ChannelOrderStatus,
  HandoverDocument,
  HandoversClient,
  Outcome,
} from '#electron/channels/channel.ts';

type Do = <T>(operation: string, detail: unknown, work: () => Outcome<T>) => Promise<Outcome<T>>;
type Orders = ReadonlyMap<string, ChannelOrder & { state: ChannelOrderStatus['status']; own: string }>;

interface Day {
  readonly key: string;
  readonly name: string;
  readonly departAtMs: number;
  readonly cutoffMs: number | null;
}

interface Made {
  readonly id: string;
  readonly day: Day;
  readonly orders: Set<string>;
  state: ChannelHandover['state'];
  places: number | null;
}

const done = <T>(value: T): Outcome<T> => ({ kind: 'done', value });
const rejected = (code: 'not-found' | 'handover-empty' | 'handover-done'): Outcome<never> => ({
  kind: 'rejected',
  problem: { code, operation: 'scripted' },
});

/** Hand-overs of a scripted marketplace: a day and a point that something leaves at, and what a person made of it. */
export class ScriptedHandovers {
  readonly days: Day[] = [];
  readonly made = new Map<string, Made>();
  /** Documents that are drawn already; the rest is «not yet». */
  readonly drawn = new Set<HandoverDocument>();
  readonly #orders: Orders;

  constructor(orders: Orders) {
    this.#orders = orders;
  }

  day(key: string, departAtMs: number, cutoffMs: number | null = null): void {
    this.days.push({ key, name: `Точка ${key}`, departAtMs, cutoffMs });
  }

  make(key: string): Made {
    const day = this.days.find((one) => one.key === key)!;
    const taken = new Set([...this.made.values()].flatMap((one) => (one.state === 'cancelled' ? [] : [...one.orders])));
    const ready = [...this.#orders.values()].filter(
      (order) => order.handoverKey === key && order.state === 'assembling' && !taken.has(order.id),
    );
    const made: Made = {
      id: `H-${this.made.size + 1}`,
      day,
      orders: new Set(ready.map((order) => order.id)),
      state: 'confirmable',
      places: null,
    };
    this.made.set(made.id, made);
    return made;
  }

  client(work: Do): HandoversClient {
    const shape = (day: Day, made: Made | null): ChannelHandover => ({
      id: made?.id ?? null,
      key: day.key,
      name: day.name,
      warehouseId: null,
      departAtMs: day.departAtMs,
      cutoffMs: day.cutoffMs,
      state: made?.state ?? 'open',
      own: made?.state ?? '',
      orders: made?.orders.size ?? null,
      documents: made?.state === 'closed' || made?.state === 'accepted' ? ['act', 'barcode'] : [],
      attributes: {},
    });
    const within = <T>(id: string, then: (made: Made) => Outcome<T>): Outcome<T> => {
      const made = this.made.get(id);
      return made === undefined ? rejected('not-found') : then(made);
    };
    return {
      list: (window) =>
        work('handovers.list', window, () =>
          done(
            this.days.flatMap((day) => {
              const of = [...this.made.values()].filter((made) => made.day === day);
              return of.some((made) => made.state !== 'cancelled') ? of.map((made) => shape(day, made)) : [shape(day, null)];
            }),
          ),
        ),
      get: (id) => work('handovers.get', id, () => within(id, (made) => done(shape(made.day, made)))),
      orderIds: (id) => work('handovers.orderIds', id, () => within(id, (made) => done([...made.orders]))),
      create: ({ key }) =>
        work('handovers.create', key, () => {
          const made = this.make(key);
          if (made.orders.size > 0) return done({ id: made.id });
          this.made.delete(made.id);
          return rejected('handover-empty');
        }),
      setOrders: (id, orderIds) =>
        work('handovers.setOrders', orderIds, () =>
          within(id, (made) => {
            for (const one of made.orders) if (!orderIds.includes(one)) made.orders.delete(one);
            return done({ refused: [] });
          }),
        ),
      postpone: (id, orderIds) =>
        work('handovers.postpone', orderIds, () =>
          within(id, (made) => {
            for (const one of orderIds) made.orders.delete(one);
            return done(undefined);
          }),
        ),
      confirm: (id, places) =>
        work('handovers.confirm', { id, places }, () =>
          within(id, (made) => {
            if (made.state !== 'confirmable') return rejected('handover-done');
            made.state = 'closed';
            made.places = places ?? null;
            return done(undefined);
          }),
        ),
      cancel: (id) =>
        work('handovers.cancel', id, () =>
          within(id, (made) => {
            made.state = 'cancelled';
            return done(undefined);
          }),
        ),
      document: (id, kind) =>
        work('handovers.document', kind, () =>
          within(id, () => done(this.drawn.has(kind) ? { format: 'pdf' as const, file: Uint8Array.of(37, 80), barcode: null } : null)),
        ),
    };
  }
}
