import type { Difference, Node } from '#tests/support/openapi.ts';

export const SPEC_FILE = 'ozon-seller-api.2026-08-14.ru.json';

/**
 * What changed at Ozon after the snapshot of its specification (2026-08-14), and what the snapshot says wrongly of itself, one by one.
 * Remove a row when a newer snapshot holds it.
 */
export const KNOWN_DIFFERENCES: readonly Difference[] = [
  {
    file: SPEC_FILE,
    what: 'types that JSON Schema does not know (int, bool, timestamp, enum, «array of strings»), patterns that are pictures, `required: true`',
    source: 'defects of the document, read in it',
    apply: (document) => repair(document),
  },
  {
    file: SPEC_FILE,
    what: 'methods without a body take an empty object',
    source: 'section «Формат запросов» of the documentation',
    apply: (document) => {
      for (const path of ['/v1/roles', '/v1/seller/info'])
        operation(document, path)['requestBody'] = json({ type: 'object', properties: {} });
    },
  },
  {
    file: SPEC_FILE,
    what: 'labels: POST /v3/posting/fbs/package-label/create and POST /v2/posting/fbs/package-label/get, the older ones off on 2026-11-02',
    source: 'news 2026-09-22 and 2026-09-24',
    apply: (document) => {
      add(document, '/v3/posting/fbs/package-label/create', LABEL_CREATE, {
        type: 'object',
        properties: {
          tasks: array({ type: 'object', properties: { task_id: INT64, task_type: { type: 'string', example: 'big_label' } } }),
        },
      });
      add(document, '/v2/posting/fbs/package-label/get', LABEL_GET, LABEL_TASK);
    },
  },
  {
    file: SPEC_FILE,
    what: '`scanit`, the barcode of the labels since 2026-10-05, stands in both lists of v4 and in get of v3',
    source: 'news 2026-09-22',
    apply: (document) => {
      for (const path of ['/v4/posting/fbs/list', '/v4/posting/fbs/unfulfilled/list'])
        answer(document, path)['postings'] = withField(document, answer(document, path)['postings'], 'scanit', SCANIT);
      const result = answer(document, '/v3/posting/fbs/get');
      result['result'] = { ...resolve(document, result['result']) };
      result['result'].properties = { ...result['result'].properties, scanit: SCANIT };
    },
  },
  {
    file: SPEC_FILE,
    what: '`total_items` beside `total`, which is off on 2026-11-23: /v3/product/list and /v4/product/info/stocks',
    source: 'news 2026-09-24',
    apply: (document) => {
      const listed = answer(document, '/v3/product/list');
      listed['result'] = { ...resolve(document, listed['result']) };
      listed['result'].properties = { ...listed['result'].properties, total_items: { type: 'integer' } };
      answer(document, '/v4/product/info/stocks')['total_items'] = { type: 'integer' };
    },
  },
  {
    file: SPEC_FILE,
    what: 'stock is written by product_id or by offer_id, and the `quant_size` that is demanded does not exist',
    source: 'text of the method, against its schema',
    apply: (document) => {
      const stocks = resolve(document, schemaOf(operation(document, '/v2/products/stocks')['requestBody']))['properties'].stocks;
      const row = resolve(document, stocks.items);
      row['required'] = ['stock', 'warehouse_id'];
    },
  },
  {
    file: SPEC_FILE,
    what: 'fields declared as always there come as null',
    source: 'examples of the document itself (pause_at, past_value, compensation_status, customer, addressee, barcodes)',
    apply: (document) =>
      everySchema(
        document,
        (schema) => void (schema['type'] === 'object' || schema['format'] === 'date-time' ? (schema['nullable'] = true) : 0),
      ),
  },
];

const INT64: Node = { type: 'integer', format: 'int64', example: 91_000_001 };
const SCANIT: Node = { type: 'string', example: 'ii30525117479' };
const LABEL_CREATE: Node = {
  type: 'object',
  required: ['posting_numbers'],
  properties: { posting_numbers: { type: 'array', items: { type: 'string' } } },
};
const LABEL_GET: Node = { type: 'object', required: ['task_id'], properties: { task_id: INT64 } };
const LABEL_TASK: Node = {
  type: 'object',
  properties: {
    file_url: { type: 'string', nullable: true, example: 'https://ir.ozone.ru/s3/ord-tmp-12/small_label/ticket-0000.pdf' },
    status: {
      type: 'object',
      properties: {
        code: { type: 'string', example: 'completed' },
        postings_count: { type: 'integer', example: 1 },
        printed_postings_count: { type: 'integer', example: 1 },
        unprinted_postings: {
          type: 'array',
          items: { type: 'object', properties: { posting_number: { type: 'string' }, message: { type: 'string' } } },
          example: [],
        },
      },
    },
    error: { type: 'object', properties: { code: { type: 'string', example: '' }, message: { type: 'string', example: '' } } },
  },
};

const array = (items: Node): Node => ({ type: 'array', items });
const json = (schema: Node): Node => ({ content: { 'application/json': { schema } } });
const schemaOf = (body: Node): Node => body['content']['application/json'].schema;
const operation = (document: Node, path: string): Node => document['paths'][path]['post'];

function resolve(document: Node, node: Node): Node {
  let at = node;
  while (typeof at['$ref'] === 'string')
    at = at['$ref']
      .split('/')
      .slice(1)
      .reduce((found: Node, part) => found[part], document);
  return at;
}

/** Fields of the answer of 200 of a method, ready to be altered. */
const answer = (document: Node, path: string): Node =>
  resolve(document, schemaOf(operation(document, path)['responses']['200']))['properties'] as Node;

function withField(document: Node, list: Node, name: string, schema: Node): Node {
  const found = resolve(document, list);
  const items = resolve(document, found['items']);
  return { ...found, items: { ...items, properties: { ...items['properties'], [name]: schema } } };
}

function add(document: Node, path: string, request: Node, response: Node): void {
  const likewise = operation(document, '/v2/posting/fbs/package-label/create')['responses'] as Node;
  document['paths'][path] = {
    post: { requestBody: { required: true, ...json(request) }, responses: { ...likewise, 200: json(response) } },
  };
}

const TYPES: Readonly<Record<string, Node>> = {
  'array of strings': { type: 'array', items: { type: 'string' } },
  int: { type: 'integer' },
  bool: { type: 'boolean' },
  timestamp: { type: 'string' },
  enum: { type: 'string' },
};

function repair(document: Node): void {
  everySchema(document, (schema) => {
    const better = typeof schema['type'] === 'string' ? TYPES[schema['type']] : undefined;
    if (better !== undefined) Object.assign(schema, better);
    if (typeof schema['required'] === 'boolean') delete schema['required'];
    if (typeof schema['pattern'] === 'string' && /YYYY|XXX/u.test(schema['pattern'])) delete schema['pattern'];
    if (typeof schema['maximum'] === 'number' && schema['type'] === 'string') delete schema['maximum'];
    if (schema['items'] !== undefined && schema['type'] === undefined) schema['type'] = 'array';
  });
}

/** Visits schemas alone: a map of properties may hold one that is called `items` or `type`. */
function everySchema(document: Node, visit: (schema: Node) => void): void {
  const walk = (node: unknown, isMap: boolean): void => {
    if (Array.isArray(node)) for (const one of node) walk(one, false);
    else if (node !== null && typeof node === 'object') {
      const schema = node as Node;
      if (!isMap && (typeof schema['type'] === 'string' || schema['items'] !== undefined)) visit(schema);
      for (const [key, one] of Object.entries(schema))
        if (isMap || (key !== 'example' && key !== 'examples')) walk(one, !isMap && key === 'properties');
    }
  };
  walk(document['components']?.schemas, true);
  walk(document['paths'], true);
}
