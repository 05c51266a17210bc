import { z } from 'zod';

import { callErrorSchema, COMMON_ERRORS } from '#shared/contract/call.ts';
import { eventSchema } from '#shared/contract/events.ts';
import { contract } from '#shared/contract/index.ts';

/** OpenAPI 3.1 of `POST /rpc/<name>` and `GET /events`, made from the contract's own schemas. */
export function openApi(version: string): unknown {
  const paths = Object.fromEntries(
    Object.entries(contract).map(([name, spec]) => [
      `/rpc/${name}`,
      {
        post: {
          operationId: name,
          summary: spec.summary,
          description: describe(spec.kind, spec.permission),
          tags: [name.slice(0, name.indexOf('.'))],
          'x-permission': spec.permission,
          'x-kind': spec.kind,
          'x-error-codes': [...spec.errors, ...COMMON_ERRORS],
          requestBody: { required: true, content: { 'application/json': { schema: schemaOf(spec.input, 'input') } } },
          responses: {
            '200': {
              description: 'Done',
              content: {
                'application/json': {
                  schema: {
                    type: 'object',
                    required: ['ok', 'value'],
                    properties: { ok: { const: true }, value: schemaOf(spec.output, 'output') },
                  },
                },
              },
            },
            default: {
              description: 'Not done, and why',
              content: { 'application/json': { schema: { $ref: '#/components/schemas/Failure' } } },
            },
          },
        },
      },
    ]),
  );
  return {
    openapi: '3.1.0',
    info: { title: 'Korob', version, description: 'The local interface of Korob. Tokens are made by the owner in the settings.' },
    security: [{ token: [] }],
    paths: {
      ...paths,
      '/events': {
        get: {
          operationId: 'events',
          summary: 'What changed, as server-sent events',
          responses: { '200': { description: 'A stream', content: { 'text/event-stream': { schema: schemaOf(eventSchema, 'output') } } } },
        },
      },
    },
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
      schemas: {
        Failure: {
          type: 'object',
          required: ['ok', 'error'],
          properties: { ok: { const: false }, error: schemaOf(callErrorSchema, 'output') },
        },
      },
    },
  };
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): unknown {
  const { $schema: _dialect, ...body } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return body;
}

function describe(kind: 'query' | 'command' | 'action', permission: string): string {
  const needs = permission === 'read' ? 'Any token.' : `Needs the permission \`${permission}\`.`;
  return kind === 'command' ? `${needs} Sent again with the same operationId it answers the first result.` : needs;
}
