import type { ChannelOrder, ChannelOrderStatus, ConfirmRequest } from '#electron/channels/channel.ts';

export type MarketOrder = ChannelOrder & { state: ChannelOrderStatus['status']; own: string };

/** Orders of the scripted marketplace that lose units: taken out of them, or gone with orders split off. */
export class ScriptedParts {
  readonly #orders: Map<string, MarketOrder>;
  constructor(orders: Map<string, MarketOrder>) {
    this.#orders = orders;
  }

  /** False: it does not hold so many. */
  take(id: string, sku: string, quantity: number): boolean {
    const order = this.#orders.get(id);
    const line = order?.lines.find((one) => one.sku === sku);
    if (order === undefined || line === undefined || line.quantity < quantity) return false;
    const lines = order.lines
      .map((one) => (one === line ? { ...one, quantity: one.quantity - quantity } : one))
      .filter((one) => one.quantity > 0);
    this.#orders.set(id, { ...order, lines });
    return true;
  }

  whole(id: string): ChannelOrder | null {
    const order = this.#orders.get(id);
    if (order === undefined) return null;
    const { state, own, ...rest } = order;
    const childIds = [...this.#orders.values()].filter((one) => one.parentId === id).map((one) => one.id);
    return { ...rest, status: { id, status: state, own, cancellable: null }, childIds };
  }

  /** Every package but the first becomes an order of its own; as parts, every package does. Answers all names, the order's own first. */
  split({ orderId, packages, partial }: ConfirmRequest, state: ChannelOrderStatus['status']): readonly string[] {
    const parts = partial === true ? packages : packages.slice(1);
    const names = parts.map(({ lines }) => this.#part(orderId, lines, state));
    return partial === true ? names : [orderId, ...names];
  }

  #part(orderId: string, lines: ConfirmRequest['packages'][number]['lines'], state: ChannelOrderStatus['status']): string {
    const parent = this.#orders.get(orderId)!;
    const id = `${orderId}-${[...this.#orders.values()].filter((one) => one.parentId === orderId).length + 2}`;
    const taken = lines.map((line) => ({ ...parent.lines.find((one) => one.sku === line.sku)!, quantity: line.quantity }));
    for (const line of lines) this.take(orderId, line.sku, line.quantity);
    this.#orders.set(id, { ...parent, id, number: id, parentId: orderId, lines: taken, state, own: state });
    return id;
  }
}
