/**
 * The Internet Printing Protocol as far as a label needs it: requests and answers as bytes (RFC 8010), no input or output.
 * Tags below 0x10 divide groups; every attribute is tag, name, value; an empty name is one more value of the attribute before.
 */
export type IppValue = string | number | boolean;
export type IppAttributes = Readonly<Record<string, readonly IppValue[]>>;

export interface IppRequest {
  readonly operation: number;
  readonly requestId: number;
  /** In this order; the charset, the language and the target go first, as the standard asks. */
  readonly attributes: readonly (readonly [tag: keyof typeof TAGS, name: string, ...values: readonly (string | number)[]])[];
  readonly document?: Uint8Array;
}

export interface IppAnswer {
  /** Below 0x100 the request was carried out. */
  readonly status: number;
  readonly operation: IppAttributes;
  /** One for each printer or job, in the order they came. */
  readonly printers: readonly IppAttributes[];
  readonly jobs: readonly IppAttributes[];
}

const TAGS = { integer: 0x21, enum: 0x23, name: 0x42, keyword: 0x44, uri: 0x45, charset: 0x47, language: 0x48, mime: 0x49 } as const;
const GROUP = { operation: 1, job: 2, end: 3, printer: 4 } as const;
const VERSION = [2, 0] as const;

export const OPERATION = {
  printJob: 0x0002,
  cancelJob: 0x0008,
  jobAttributes: 0x0009,
  jobs: 0x000a,
  printerAttributes: 0x000b,
  cupsPrinters: 0x4002,
} as const;

export function ippRequest(request: IppRequest): Uint8Array {
  const head = Buffer.alloc(8);
  head.set(VERSION, 0);
  head.writeUInt16BE(request.operation, 2);
  head.writeUInt32BE(request.requestId, 4);
  const parts: Uint8Array[] = [head, Uint8Array.of(GROUP.operation)];
  const all: IppRequest['attributes'] = [
    ['charset', 'attributes-charset', 'utf-8'],
    ['language', 'attributes-natural-language', 'en'],
    ...request.attributes,
  ];
  for (const [tag, name, ...values] of all)
    values.forEach((value, at) => parts.push(Uint8Array.of(TAGS[tag]), sized(at === 0 ? name : ''), sized(value)));
  parts.push(Uint8Array.of(GROUP.end));
  if (request.document !== undefined) parts.push(request.document);
  return Buffer.concat(parts);
}

function sized(value: string | number): Uint8Array {
  const body = typeof value === 'string' ? Buffer.from(value, 'utf8') : Buffer.alloc(4);
  if (typeof value === 'number' && body.length === 4) body.writeInt32BE(value, 0);
  const size = Buffer.alloc(2);
  size.writeUInt16BE(body.length, 0);
  return Buffer.concat([size, body]);
}

/** Null: this is no answer of the protocol, or it is cut off. */
export function ippAnswer(bytes: Uint8Array): IppAnswer | null {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    return readAnswer(data);
  } catch (error) {
    // A length that points beyond the end.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function readAnswer(data: Buffer): IppAnswer | null {
  const status = data.readUInt16BE(2);
  const groups: { readonly tag: number; readonly attributes: Record<string, IppValue[]> }[] = [];
  let at = 8;
  let name = '';
  for (;;) {
    const tag = data.readUInt8(at);
    at += 1;
    if (tag === GROUP.end) break;
    if (tag < 0x10) {
      groups.push({ tag, attributes: {} });
      continue;
    }
    const nameLength = data.readUInt16BE(at);
    if (nameLength > 0) name = data.toString('utf8', at + 2, at + 2 + nameLength);
    at += 2 + nameLength;
    const length = data.readUInt16BE(at);
    at += 2;
    if (at + length > data.length) return null;
    const group = groups.at(-1);
    if (group === undefined) return null;
    (group.attributes[name] ??= []).push(valueOf(tag, data.subarray(at, at + length)));
    at += length;
  }
  const of = (tag: number) => groups.filter((group) => group.tag === tag).map((group) => group.attributes);
  return { status, operation: of(GROUP.operation)[0] ?? {}, printers: of(GROUP.printer), jobs: of(GROUP.job) };
}

function valueOf(tag: number, value: Buffer): IppValue {
  if ((tag === 0x21 || tag === 0x23) && value.length === 4) return value.readInt32BE(0);
  if (tag === 0x22 && value.length === 1) return value[0] === 1;
  return value.toString('utf8');
}

export const textOf = (attributes: IppAttributes, name: string): string => String(attributes[name]?.[0] ?? '');
export const numberOf = (attributes: IppAttributes, name: string): number | null => {
  const value = attributes[name]?.[0];
  return typeof value === 'number' ? value : null;
};
export const textsOf = (attributes: IppAttributes, name: string): readonly string[] => (attributes[name] ?? []).map(String);
