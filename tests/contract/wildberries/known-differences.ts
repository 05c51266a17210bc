import type { Difference, Node } from '#tests/support/openapi.ts';

/**
 * What changed at Wildberries after the snapshot of its specification (2026-08-18), one by one.
 * Remove a row when a newer snapshot holds it.
 */
export const KNOWN_DIFFERENCES: readonly Difference[] = [
  {
    file: '03-orders-fbs.yaml',
    what: 'points where a supply may be handed over: GET /api/marketplace/v3/fbs/shipping-points',
    source: 'release notes 2026-09-01',
    apply: (document) => {
      add(document, '/api/marketplace/v3/fbs/shipping-points', 'get', {
        parameters: [
          { name: 'city', in: 'query', required: true, schema: { type: 'string' } },
          { name: 'cargoType', in: 'query', required: true, schema: { type: 'integer', enum: [1, 2, 3] } },
        ],
        responses: { 200: json(object({ shippingPoints: array(POINT) })), ...faults(document, [400, 401, 403, 429]) },
      });
    },
  },
  {
    file: '03-orders-fbs.yaml',
    what: 'where, when and how a supply leaves: PATCH /api/marketplace/v3/fbs/supplies/shipping-method, an answer per supply inside 200',
    source: 'release notes 2026-09-01, mandatory from 2026-10-01',
    apply: (document) => {
      add(document, '/api/marketplace/v3/fbs/supplies/shipping-method', 'patch', {
        requestBody: {
          required: true,
          ...json({ ...object({ data: { ...array(SHIPPING), minItems: 1, maxItems: 100 } }), required: ['data'] }),
        },
        responses: { 200: json(object({ results: array(RESULT) })), ...faults(document, [400, 401, 403, 429]) },
      });
    },
  },
  {
    file: '03-orders-fbs.yaml',
    what: 'a supply gained shippingDt, shippingPointId, shippingType, waybillUuid, spotAvailable, whId',
    source: 'specification diffs 2026-09-01 and 2026-09-04',
    apply: (document) => {
      for (const supply of suppliesIn(document)) Object.assign(supply, SUPPLY_ADDED);
    },
  },
  {
    file: '03-orders-fbs.yaml',
    what: 'deliver is refused with 409 SupplyShippingRequired (same body as before, another code)',
    source: 'release notes 2026-10-01',
    apply: (document) => {
      const examples = content(document, '/api/v3/supplies/{supplyId}/deliver', 'patch', '409')['examples'] as Node;
      examples['SupplyShippingRequired'] = { value: { code: 'SupplyShippingRequired', message: 'Укажите параметры отгрузки' } };
    },
  },
  {
    file: '03-orders-fbs.yaml',
    what: 'statuses cancel_carrier and canceled_by_carrier exist although the lists of values omit them',
    source: 'description of the method itself, against its enum',
    apply: (document) => {
      const fields = content(document, '/api/v3/orders/status', 'post', '200')['schema'].properties.orders.items.properties as Node;
      fields['supplierStatus'].enum.push('cancel_carrier');
      fields['wbStatus'].enum.push('canceled_by_carrier');
    },
  },
  {
    file: '03-orders-fbs.yaml',
    what: '404 for an order that is not there, on marks uin, imei and gtin',
    source: 'inference: the three sister methods of the same page (sgtin, expiration, customs-declaration) describe it, these omit it',
    apply: (document) => {
      const like = document['paths']['/api/v3/orders/{orderId}/meta/sgtin'].put.responses as Node;
      for (const key of ['uin', 'imei', 'gtin'])
        document['paths'][`/api/v3/orders/{orderId}/meta/${key}`].put.responses['404'] ??= like['404'];
    },
  },
  {
    file: '02-items.yaml',
    what: 'cards gained documents, and sizes gained gtin',
    source: 'specification diffs 2026-09-08 and 2026-10-02',
    apply: (document) => {
      const card = content(document, '/content/v2/get/cards/list', 'post', '200')['schema'].properties.cards.items.properties as Node;
      card['documents'] = array({});
      card['sizes'].items.properties.gtin = { type: 'string' };
    },
  },
];

const POINT = object({
  id: { type: 'integer', format: 'int64' },
  name: { type: 'string' },
  address: { type: 'string' },
  city: { type: 'string' },
  officeType: { type: 'string', enum: ['sc', 'sw', 'pp'] },
  cargoTypes: array({ type: 'integer', enum: [1, 2, 3] }),
  latitude: { type: 'number' },
  longitude: { type: 'number' },
  fulfillment: { type: 'boolean' },
});

const SHIPPING = {
  ...object({
    supplyId: { type: 'string' },
    shippingType: { type: 'string', enum: ['selfShipping', 'transportCompany'] },
    shippingDt: { type: 'string', format: 'date' },
    shippingPointId: { type: 'integer', format: 'int64' },
  }),
  required: ['supplyId', 'shippingType', 'shippingDt', 'shippingPointId'],
};

const RESULT = object({
  supplyId: { type: 'string' },
  success: { type: 'boolean' },
  error: object({ code: { type: 'integer' }, detail: { type: 'string' } }),
});

const SUPPLY_ADDED: Node = {
  shippingDt: { type: 'string', nullable: true },
  shippingPointId: { type: 'integer', format: 'int64', nullable: true },
  shippingType: { type: 'string', nullable: true },
  waybillUuid: { type: 'string', nullable: true },
  spotAvailable: { type: 'boolean' },
  whId: { type: 'integer', format: 'int64', nullable: true },
};

function object(properties: Node): Node {
  return { type: 'object', properties };
}

function array(items: Node): Node {
  return { type: 'array', items };
}

function json(schema: Node): Node {
  return { content: { 'application/json': { schema } } };
}

function add(document: Node, path: string, method: string, operation: Node): void {
  const like = document['paths']['/api/v3/supplies'] as Node;
  document['paths'][path] = { servers: like['servers'], [method]: operation };
}

/** The common refusals, as the neighbouring method of the same host describes them. */
function faults(document: Node, statuses: readonly number[]): Node {
  const like = document['paths']['/api/v3/supplies'].get.responses as Node;
  return Object.fromEntries(statuses.map((status) => [String(status), like[String(status)]]));
}

function content(document: Node, path: string, method: string, status: string): Node {
  return document['paths'][path][method].responses[status].content['application/json'] as Node;
}

function suppliesIn(document: Node): Node[] {
  return [document['components'].schemas.Supply.properties as Node];
}
