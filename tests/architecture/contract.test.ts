import { describe, expect, it } from 'vitest';
import { z } from 'zod';

import { contract } from '#shared/contract/index.ts';
import { CALL_NAMES } from '#shared/contract/names.ts';

const calls = Object.entries(contract);

describe('the contract', () => {
  it('has its names repeated for the preload script, no more and no fewer', () => {
    expect([...CALL_NAMES].toSorted()).toEqual(Object.keys(contract).toSorted());
  });

  it('asks an operation id of every command and of nothing else', () => {
    for (const [name, spec] of calls) expect('operationId' in spec.input.shape, name).toBe(spec.kind === 'command');
  });

  it('travels as plain JSON, in both directions', () => {
    for (const [name, spec] of calls) {
      expect(() => z.toJSONSchema(spec.input, { io: 'input', unrepresentable: 'throw' }), name).not.toThrow();
      expect(() => z.toJSONSchema(spec.output, { io: 'output', unrepresentable: 'throw' }), name).not.toThrow();
    }
  });

  it('bounds every text and every list that comes in', () => {
    const unbounded: string[] = [];
    const visit = (schema: unknown, where: string): void => {
      if (typeof schema !== 'object' || schema === null) return;
      const node = schema as Readonly<Record<string, unknown>>;
      const bound = node['maxLength'] ?? node['enum'] ?? node['const'] ?? node['pattern'] ?? node['format'];
      if (node['type'] === 'string' && bound === undefined) unbounded.push(where);
      if (node['type'] === 'array' && node['maxItems'] === undefined && node['items'] !== undefined && !isEnum(node['items']))
        unbounded.push(where);
      for (const [key, value] of Object.entries(node)) visit(value, `${where}.${key}`);
    };
    for (const [name, spec] of calls) visit(z.toJSONSchema(spec.input, { io: 'input' }), name);
    expect(unbounded).toEqual([]);
  });
});

const isEnum = (schema: unknown): boolean => typeof schema === 'object' && schema !== null && 'enum' in schema;
