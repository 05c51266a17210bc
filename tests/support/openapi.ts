import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { Ajv } from 'ajv';
import type { ValidateFunction } from 'ajv';
import formatsModule from 'ajv-formats';
import { parse } from 'yaml';

/**
 * Official OpenAPI 3.0 specifications as judges of real traffic: does a request or an answer hold to them?
 * Objects are closed: a field the specification does not name is a fault, because marketplaces take a misspelt one silently.
 */
export interface OpenApi {
  /** `GET /api/v3/orders` of every operation there is. */
  readonly operations: readonly string[];
  /** Operations whose requests were checked since loading. */
  covered(): readonly string[];
  match(method: string, url: string): { readonly operation: string; readonly template: string } | null;
  /** Faults in words; empty when the request holds. */
  checkRequest(request: { readonly method: string; readonly url: string; readonly body?: unknown }): readonly string[];
  /** Faults in words. Statuses of 500 and more are in no specification and are not judged. `body` undefined: an empty one. */
  checkAnswer(answer: {
    readonly method: string;
    readonly url: string;
    readonly status: number;
    readonly body?: unknown;
  }): readonly string[];
  /** Every example answer of an operation (`GET /api/v3/orders`), written out or composed of the examples of its fields. */
  examples(operation: string): readonly { readonly name: string; readonly status: number; readonly body: unknown }[];
}

/** Something that changed since the snapshot, named; `apply` alters the parsed document. */
export interface Difference {
  readonly file: string;
  readonly what: string;
  readonly source: string;
  readonly apply: (document: Node) => void;
}

export type Node = { [key: string]: any };

/** The folder of specifications kept beside the repository, or why it cannot be used. */
export function specFiles(folder: string, names: readonly string[]): { readonly files: readonly string[] } | { readonly missing: string } {
  const root = path.resolve(import.meta.dirname, '../../../shared/specs', folder);
  const files = names.map((name) => path.join(root, name));
  const absent = files.filter((file) => !existsSync(file));
  return absent.length === 0
    ? { files }
    : { missing: `official specifications are not beside this repository (../shared/specs/${folder})` };
}

export function loadOpenApi(files: readonly string[], differences: readonly Difference[] = []): OpenApi {
  const operations = files.flatMap((file) => {
    const text = readFileSync(file, 'utf8');
    const document = (file.endsWith('.json') ? JSON.parse(text) : parse(text)) as Node;
    for (const difference of differences) if (difference.file === path.basename(file)) difference.apply(document);
    return operationsOf(document);
  });
  const byName = new Map(operations.map((operation) => [operation.name, operation]));
  const seen = new Set<string>();
  const find = (method: string, url: string) => best(operations, method, url);

  return {
    operations: operations.map((operation) => operation.name),
    covered: () => [...seen].toSorted(),
    match: (method, url) => {
      const found = find(method, url);
      return found === null ? null : { operation: found.operation.name, template: found.operation.template };
    },
    checkRequest: ({ method, url, body }) => {
      const found = find(method, url);
      if (found === null) return [`no such operation: ${method} ${url}`];
      seen.add(found.operation.name);
      return [...parameterFaults(found.operation, found.params, url), ...bodyFaults(found.operation, body)];
    },
    checkAnswer: ({ method, url, status, body }) => {
      const found = find(method, url);
      if (found === null) return [`no such operation: ${method} ${url}`];
      return answerFaults(found.operation, status, body);
    },
    examples: (name) => {
      const operation = byName.get(name);
      if (operation === undefined) throw new Error(`No operation ${name}`);
      return examplesOf(operation);
    },
  };
}

interface Operation {
  readonly name: string;
  readonly method: string;
  readonly template: string;
  readonly hosts: readonly string[];
  readonly pattern: RegExp;
  readonly paramNames: readonly string[];
  readonly parameters: readonly Node[];
  readonly definition: Node;
  readonly resolve: (node: unknown) => unknown;
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

function operationsOf(document: Node): Operation[] {
  const resolve = resolver(document);
  return Object.entries(document['paths'] as Node).flatMap(([template, item]) =>
    METHODS.filter((method) => item[method] !== undefined).map((method): Operation => {
      const definition = item[method] as Node;
      const servers = (definition['servers'] ?? item['servers'] ?? document['servers'] ?? []) as Node[];
      return {
        name: `${method.toUpperCase()} ${template}`,
        method: method.toUpperCase(),
        template,
        hosts: servers.map((server) => new URL(server['url'], 'https://host.invalid').hostname),
        pattern: new RegExp(`^${template.replaceAll(/\{[^}]+\}/gu, '([^/]+)')}$`, 'u'),
        paramNames: Array.from(template.matchAll(/\{([^}]+)\}/gu), (hit) => hit[1]!),
        parameters: [...(item['parameters'] ?? []), ...(definition['parameters'] ?? [])].map((one) => resolve(one) as Node),
        definition,
        resolve,
      };
    }),
  );
}

/** Follows `$ref` wherever it stands; recursive schemas are cut at a depth no message reaches. */
function resolver(document: Node): (node: unknown) => unknown {
  const deep = (node: unknown, depth: number): unknown => {
    if (Array.isArray(node)) return node.map((one) => deep(one, depth + 1));
    if (node === null || typeof node !== 'object') return node;
    const ref = (node as Node)['$ref'];
    if (typeof ref === 'string') return depth > 40 ? {} : deep(target(document, ref), depth + 1);
    return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, deep(value, depth + 1)]));
  };
  return (node) => deep(node, 0);
}

function target(document: Node, ref: string): unknown {
  let at: any = document;
  for (const part of ref.replace(/^#\//u, '').split('/')) at = at?.[part.replaceAll('~1', '/').replaceAll('~0', '~')];
  if (at === undefined) throw new Error(`Nothing stands at ${ref}`);
  return at;
}

function best(operations: readonly Operation[], method: string, url: string): { operation: Operation; params: Node } | null {
  const { hostname, pathname, loopback } = addressed(operations, url);
  const found = operations
    .filter((one) => one.method === method && one.pattern.test(pathname) && (loopback || one.hosts.includes(hostname)))
    .toSorted((left, right) => left.paramNames.length - right.paramNames.length)[0];
  if (found === undefined) return null;
  const values = found.pattern.exec(pathname)!.slice(1);
  return {
    operation: found,
    params: Object.fromEntries(found.paramNames.map((name, index) => [name, decodeURIComponent(values[index]!)])),
  };
}

/** On a loopback address the marketplace's host may stand as the first part of the path; without it any host will do. */
function addressed(operations: readonly Operation[], url: string): { hostname: string; pathname: string; loopback: boolean } {
  const { hostname, pathname } = new URL(url);
  if (hostname !== '127.0.0.1' && hostname !== 'localhost') return { hostname, pathname, loopback: false };
  const [, first, rest] = /^\/([^/]+)(\/.*)$/u.exec(pathname) ?? [];
  const known = first !== undefined && rest !== undefined && operations.some((one) => one.hosts.includes(first));
  return known ? { hostname: first, pathname: rest, loopback: false } : { hostname, pathname, loopback: true };
}

function parameterFaults(operation: Operation, inPath: Node, url: string): string[] {
  const query = new URL(url).searchParams;
  const known = new Set(operation.parameters.filter((one) => one['in'] === 'query').map((one) => one['name'] as string));
  const faults = [...new Set(query.keys())].filter((name) => !known.has(name)).map((name) => `unknown query parameter ${name}`);
  for (const parameter of operation.parameters) {
    const name = parameter['name'] as string;
    const text = parameter['in'] === 'query' ? query.get(name) : parameter['in'] === 'path' ? (inPath[name] as string) : null;
    if (text === null || text === undefined) {
      if (parameter['required'] === true && parameter['in'] === 'query') faults.push(`query parameter ${name} is missing`);
      continue;
    }
    const type = parameter['schema']?.['type'];
    const value =
      (type === 'integer' || type === 'number') && text.trim() !== '' ? Number(text) : type === 'boolean' ? text === 'true' : text;
    faults.push(...schemaFaults(parameter['schema'] ?? {}, value, `${parameter['in']} parameter ${name}`));
  }
  return faults;
}

function bodyFaults(operation: Operation, body: unknown): string[] {
  const wanted = operation.resolve(operation.definition['requestBody']) as Node | undefined;
  if (wanted === undefined) return body === undefined ? [] : ['a body where none belongs'];
  if (body === undefined) return wanted['required'] === true ? ['the body is missing'] : [];
  const schema = wanted['content']?.['application/json']?.['schema'];
  return schema === undefined ? [] : schemaFaults(schema, body, 'body');
}

function answerFaults(operation: Operation, status: number, body: unknown): string[] {
  if (status >= 500) return [];
  const responses = operation.definition['responses'] as Node;
  const response = operation.resolve(responses[String(status)] ?? responses['default']) as Node | undefined;
  if (response === undefined) return [`${operation.name} describes no status ${status}`];
  const content = Object.values((response['content'] ?? {}) as Node) as Node[];
  if (content.length === 0) return body === undefined ? [] : [`${operation.name} ${status}: a body where none belongs`];
  if (body === undefined) return [`${operation.name} ${status}: the body is missing`];
  const verdicts = content.map((one) => schemaFaults(one['schema'] ?? {}, body, `${operation.name} ${status}`));
  return verdicts.find((faults) => faults.length === 0) ?? verdicts[0]!;
}

const addFormats = formatsModule as unknown as (ajv: Ajv) => void;
const ajv = new Ajv({ strict: false, allErrors: true, logger: false, validateFormats: true });
addFormats(ajv);
const compiled = new WeakMap<object, ValidateFunction>();
const compiledByText = new Map<string, ValidateFunction>();

function schemaFaults(schema: object, value: unknown, where: string): string[] {
  let validate = compiled.get(schema);
  if (validate === undefined) {
    const closed = jsonSchema(schema, true);
    const text = JSON.stringify(closed);
    validate = compiledByText.get(text) ?? ajv.compile(closed as object);
    compiledByText.set(text, validate);
    compiled.set(schema, validate);
  }
  if (validate(plain(value))) return [];
  return (validate.errors ?? []).map((error) => `${where}${error.instancePath} ${error.message ?? ''} ${JSON.stringify(error.params)}`);
}

/** OpenAPI 3.0 as JSON Schema: `nullable` becomes a type, objects are closed outside `allOf`, examples and formats nobody defines go. */
function jsonSchema(described: any, close: boolean): unknown {
  if (Array.isArray(described)) return described.map((one) => jsonSchema(one, close));
  if (described === null || typeof described !== 'object') return described;
  const schema = merged(described);
  const out: Node = {};
  for (const [key, value] of Object.entries(schema)) {
    if (key === 'example' || key === 'examples' || key === 'description' || key === 'nullable' || key.startsWith('x-')) continue;
    if (key === 'format' && !(value in ajv.formats)) continue;
    if (key === 'properties')
      out[key] = Object.fromEntries(Object.entries(value as Node).map(([name, one]) => [name, jsonSchema(one, close)]));
    else if (key === 'allOf') out[key] = (value as unknown[]).map((one) => jsonSchema(one, false));
    else if (key === 'items' || key === 'anyOf' || key === 'oneOf' || key === 'not') out[key] = jsonSchema(value, close);
    else if ((key === 'exclusiveMinimum' || key === 'exclusiveMaximum') && typeof value === 'boolean') {
      // In 3.0 a flag beside the bound, in JSON Schema the bound itself.
      const bound = key === 'exclusiveMinimum' ? 'minimum' : 'maximum';
      if (value) out[key] = schema[bound];
    } else out[key] = value;
  }
  if (close && out['properties'] !== undefined && out['additionalProperties'] === undefined && out['allOf'] === undefined)
    out['additionalProperties'] = false;
  if (schema['nullable'] === true) {
    if (typeof out['type'] === 'string') out['type'] = [out['type'], 'null'];
    if (Array.isArray(out['enum'])) out['enum'] = [...out['enum'], null];
  }
  return out;
}

/** An object composed of plain objects is one object, and can be closed like any other. */
function merged(schema: Node): Node {
  if (!Array.isArray(schema['allOf'])) return schema;
  const parts = (schema['allOf'] as Node[]).map(merged);
  const plainParts = parts.every((part) => part['properties'] !== undefined && part['anyOf'] === undefined && part['oneOf'] === undefined);
  if (!plainParts) return schema;
  const { allOf: _parts, ...rest } = schema;
  const all = [...parts, rest];
  return {
    ...rest,
    type: 'object',
    properties: Object.assign({}, ...all.map((part) => part['properties'] ?? {})),
    required: [...new Set(all.flatMap((part) => (part['required'] ?? []) as string[]))],
  };
}

/** What would stand on the wire, long integers as the nearest number. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value) ?? 'null');

function examplesOf(operation: Operation): { name: string; status: number; body: unknown }[] {
  return Object.entries(operation.definition['responses'] as Node).flatMap(([status, raw]) => {
    const response = operation.resolve(raw) as Node;
    return Object.entries((response['content'] ?? {}) as Node).flatMap(([type, content]) => {
      const of = (name: string, body: unknown) => ({ name: `${operation.name} ${status} ${name}`, status: Number(status), body });
      if (content.examples !== undefined) return Object.entries(content.examples as Node).map(([name, one]) => of(name, one.value));
      if (content.example !== undefined) return [of(type, content.example)];
      return content.schema === undefined ? [] : [of('composed', compose(content.schema))];
    });
  });
}

function compose(schema: Node): unknown {
  if (schema['example'] !== undefined) return schema['example'];
  if (Array.isArray(schema['allOf'])) {
    const whole = merged(schema);
    return compose(whole['allOf'] === undefined ? whole : whole['allOf'][0]);
  }
  if (schema['properties'] !== undefined)
    return Object.fromEntries(Object.entries(schema['properties'] as Node).map(([name, one]) => [name, compose(one)]));
  if (schema['type'] === 'array') return [compose(schema['items'] ?? {})];
  if (schema['nullable'] === true) return null;
  if (Array.isArray(schema['enum'])) return schema['enum'][0];
  if (schema['type'] === 'boolean') return false;
  if (schema['type'] === 'integer' || schema['type'] === 'number') return 1;
  return schema['type'] === 'string' ? 'text' : {};
}
