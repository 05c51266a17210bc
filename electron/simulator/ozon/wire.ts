import { dayOf, DAY_MS, iso, type Cabinet, type Posting, type Return } from './state.ts';

/** A posting as the lists of v4 tell it. */
export function listed(cabinet: Cabinet, posting: Posting): Record<string, unknown> {
  return {
    ...shared(cabinet, posting),
    products: posting.lines.map(({ product, quantity }) => ({
      sku: product.sku,
      offer_id: product.offerId,
      name: product.name,
      quantity,
      price: { amount: decimal(product.priceMinor), currency: 'RUB' },
      weight: product.weightG / 1000,
      imei: [],
      product_color: '',
      is_marketplace_buyout: false,
      is_blr_traceable: false,
    })),
    delivery_schema: posting.schema,
  };
}

/** The same posting as `get` of v3 tells it: prices are text, and its parts are named. */
export function got(cabinet: Cabinet, posting: Posting): Record<string, unknown> {
  return {
    ...shared(cabinet, posting),
    products: posting.lines.map(({ product, quantity }) => ({
      sku: product.sku,
      offer_id: product.offerId,
      name: product.name,
      quantity,
      price: decimal(product.priceMinor),
      currency_code: 'RUB',
      dimensions: { height: '100', length: '200', width: '150', weight: String(product.weightG) },
    })),
    related_postings: { related_posting_numbers: posting.related },
  };
}

function shared(cabinet: Cabinet, posting: Posting): Record<string, unknown> {
  const warehouse = cabinet.warehouses.find((one) => one.id === posting.warehouseId);
  return {
    posting_number: posting.number,
    order_id: posting.orderId,
    order_number: posting.orderNumber,
    parent_posting_number: posting.parent,
    status: posting.status,
    substatus: posting.substatus,
    delivery_method: {
      id: posting.warehouseId,
      name: `Доставка Ozon, ${warehouse?.name ?? ''}`,
      warehouse_id: posting.warehouseId,
      warehouse: warehouse?.name ?? '',
      tpl_provider_id: 24,
      tpl_provider: 'Доставка Ozon',
    },
    tpl_integration_type: posting.schema === 'fbs' ? 'ozon' : 'non_integrated',
    in_process_at: iso(posting.createdAtMs),
    shipment_date: iso(posting.shipByMs),
    shipment_date_without_delay: iso(posting.shipByMs + 4 * 3_600_000),
    delivering_date: posting.acceptedAtMs === null ? null : iso(posting.acceptedAtMs),
    tracking_number: posting.tracking,
    scanit: posting.scanit,
    barcodes: null,
    customer: null,
    addressee: null,
    cancellation: {
      cancel_reason_id: 0,
      cancel_reason: posting.cancelReason,
      cancellation_type: posting.cancelReason === '' ? '' : 'client',
      cancellation_initiator: posting.cancelReason === '' ? '' : 'Клиент',
      cancelled_after_ship: false,
      affect_cancellation_rating: false,
    },
    requirements: {
      products_requiring_mandatory_mark: posting.lines.filter(({ product }) => product.marked).map(({ product }) => String(product.sku)),
      products_requiring_gtd: [],
      products_requiring_country: [],
      products_requiring_rnpt: [],
    },
    optional: { products_with_possible_mandatory_mark: [] },
    available_actions: actionsOf(posting),
    is_express: false,
    is_multibox: false,
    multi_box_qty: 1,
  };
}

export function actionsOf(posting: Posting): readonly string[] {
  if (posting.status === 'awaiting_packaging') {
    if (posting.shipping !== null) return ['ship_async_in_process'];
    return posting.substatus === 'ship_failed' ? ['ship_async_retry', 'cancel'] : ['ship', 'ship_async', 'cancel', 'product_cancel'];
  }
  if (posting.status === 'awaiting_deliver') return ['label_download_big', 'label_download_small', 'cancel', 'update_cis'];
  return [];
}

const decimal = (minor: number): string => `${String(Math.floor(minor / 100))}.${String(minor % 100).padStart(2, '0')}00`;

export function returned(one: Return): Record<string, unknown> {
  const line = one.posting.lines[0];
  return {
    id: one.id,
    company_id: 1,
    return_reason_name: one.type === 'Cancellation' ? 'Покупатель отменил заказ' : 'Не подошло',
    type: one.type,
    schema: 'FBS',
    order_id: one.posting.orderId,
    order_number: one.posting.orderNumber,
    posting_number: one.posting.number,
    place: { id: 1, name: 'Пункт выдачи', address: '' },
    product: {
      sku: line?.product.sku ?? 0,
      offer_id: line?.product.offerId ?? '',
      name: line?.product.name ?? '',
      price: { currency_code: 'RUB', price: (line?.product.priceMinor ?? 0) / 100 },
      quantity: line?.quantity ?? 1,
    },
    logistic: { return_date: iso(one.changedAtMs), barcode: `ii${String(one.id)}` },
    storage: { utilization_forecast_date: dayOf(one.changedAtMs + 30 * DAY_MS) },
    visual: { status: { id: 3, display_name: 'В пункте выдачи', sys_name: one.state }, change_moment: iso(one.changedAtMs) },
    exemplars: [],
    compensation_status: null,
  };
}
