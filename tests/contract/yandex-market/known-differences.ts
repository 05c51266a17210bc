import type { Difference, Node } from '#tests/support/openapi.ts';

export const SPEC_FILE = 'openapi-2026-08-12.bundled.json';

/**
 * What changed at Yandex Market after the snapshot of its specification (2026-08-12), one by one. What the snapshot itself announces to be
 * switched off by now is taken out, so that neither we nor the simulator lean on it. Remove a row when a newer snapshot holds it.
 */
export const KNOWN_DIFFERENCES: readonly Difference[] = [
  {
    file: SPEC_FILE,
    what: 'pages by number and clientId of the list of shops are gone',
    source: 'x-deprecation-config of the specification: 2026-10-05',
    apply: (document) => {
      const list = document['paths']['/v2/campaigns']['get'] as Node;
      list['parameters'] = (list['parameters'] as Node[]).filter((one) => !['page', 'pageSize'].includes(named(document, one)));
      drop(document, 'CampaignDTO', ['clientId']);
    },
  },
  {
    file: SPEC_FILE,
    what: 'returns: sums of kopecks and the dates of the old spelling are gone',
    source: 'x-deprecation-config of the specification: 2026-10-12',
    apply: (document) => {
      const list = document['paths']['/v2/campaigns/{campaignId}/returns']['get'] as Node;
      list['parameters'] = (list['parameters'] as Node[]).filter((one) => !['from_date', 'to_date'].includes(named(document, one)));
      drop(document, 'ReturnDTO', ['refundAmount']);
      drop(document, 'ReturnDecisionDTO', ['refundAmount', 'partnerCompensation']);
    },
  },
  {
    file: SPEC_FILE,
    what: 'cards: category in words, params and customsCommodityCode are gone',
    source: 'x-deprecation-config of the specification: 2026-10-12',
    apply: (document) => {
      for (const name of Object.keys(document['components']['schemas'] as Node))
        if (name.endsWith('OfferDTO')) drop(document, name, ['category', 'params', 'customsCommodityCode']);
    },
  },
  {
    file: SPEC_FILE,
    what: 'commodity codes have one more type, OKPD2_CODE',
    source: 'changelog 2026-09-10',
    apply: (document) => {
      (schema(document, 'CommodityCodeType')['enum'] as string[]).push('OKPD2_CODE');
    },
  },
];

const schema = (document: Node, name: string): Node => {
  const found = (document['components']['schemas'] as Node)[name];
  if (found === undefined) throw new Error(`No schema ${name}`);
  return found as Node;
};

function drop(document: Node, name: string, fields: readonly string[]): void {
  const properties = (schema(document, name)['properties'] ?? {}) as Node;
  for (const field of fields) delete properties[field];
}

/** A parameter stands in place, or behind a reference. */
function named(document: Node, parameter: Node): string {
  const key = String(parameter['$ref'] ?? '')
    .split('/')
    .at(-1);
  return String(parameter['name'] ?? (document['components']['parameters'] as Node)[key ?? '']?.['name']);
}
