/** A request as the marketplace sees it, and its answer; bodies are JSON values. */
export interface SimRequest {
  readonly method: string;
  readonly host: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: unknown;
}
export interface SimResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Absent: an empty body (204). */
  readonly body?: unknown;
}

export const json = (status: number, body: unknown): SimResponse => ({ status, body });
export const noContent = (): SimResponse => ({ status: 204 });

const WORDS: Readonly<Record<string, string>> = {
  IncorrectParameter: 'Передан некорректный параметр',
  IncorrectRequest: 'Переданы некорректные данные',
  IncorrectRequestBody: 'Некорректное тело запроса',
  NotFound: 'Не найдено',
  AccessDenied: 'Доступ запрещён',
  StatusMismatch: 'Несоответствие статусов, проверьте их правильность',
  StatusChangeNotAllowed: 'Задание перейдёт в завершённые после сканирования на пункте выдачи заказов (ПВЗ)',
  FailedToAddSupplyOrder: 'Не удалось закрепить сборочное задание за поставкой',
  FailedToUpdateMeta: 'Failed to update the label identifiers of the assembly order',
  MetaKeyNotRequired: "Order doesn't require ID",
  LowExpirationDate: 'Указан срок меньше допустимого',
  SupplyHasOrders: 'За поставкой закреплены сборочные задания',
  SupplyHasZeroOrders: 'За поставкой не закреплено ни одного сборочного задания',
  SupplyNotClosed: 'Поставка не передана в доставку',
  SupplyShippingRequired: 'Укажите параметры отгрузки поставки',
  MetaValidationFail: 'Fix them to dispatch items',
  CustomsDeclarationIsRequired: 'Customs declaration is required',
  SKUUploadDisabled: 'Загрузка остатков по баркоду отключена, используйте chrtId',
  StoreIsProcessing: 'Склад обрабатывается, повторите запрос позже',
  DeliveryTypeRestriction: 'Тип доставки склада не позволяет обновить остатки',
};

/** The marketplace's own family of errors. */
export const refuse = (status: number, code: string, data: unknown = null): SimResponse =>
  json(status, { code, message: WORDS[code] ?? code, data });
export const badBody = (): SimResponse => refuse(400, 'IncorrectRequestBody');
export const badParameter = (): SimResponse => refuse(400, 'IncorrectParameter');
export const notFound = (): SimResponse => refuse(404, 'NotFound');

/** The family of the gateways before the services: 401, 403 of a wrong kind of key, 413, 429. */
export function gateway(status: number, title: string, detail: string, nowMs: number, headers: Record<string, string> = {}): SimResponse {
  return {
    status,
    headers: { 'content-type': 'application/problem+json', ...headers },
    body: {
      title,
      detail,
      code: `${String(status)}00 simulated`,
      requestId: `sim-${String(nowMs)}`,
      origin: 's2s-api-auth-simulated',
      status,
      statusText: title,
      timestamp: new Date(nowMs).toISOString(),
    },
  };
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
/** A field that must be a list of whole numbers with a length in bounds; null when it is not. */
export function ids(body: unknown, field: string, max: number): number[] | null {
  const value = isRecord(body) ? body[field] : undefined;
  if (!Array.isArray(value) || value.length === 0 || value.length > max) return null;
  return value.every((one) => Number.isSafeInteger(one)) ? (value as number[]) : null;
}
export function whole(text: string | null, min: number, max: number): number | null {
  if (text === null || !/^\d{1,16}$/u.test(text)) return null;
  const value = Number(text);
  return value >= min && value <= max ? value : null;
}
export const text = (body: unknown, field: string, min: number, max: number): string | null => {
  const value = isRecord(body) ? body[field] : undefined;
  return typeof value === 'string' && value.length >= min && value.length <= max ? value : null;
};
export const iso = (ms: number): string => new Date(ms).toISOString().replace(/\.\d{3}Z$/u, 'Z');
/** The calendar day in Moscow: UTC+3 the whole year. */
export const moscowDay = (ms: number): string => new Date(ms + 3 * 3_600_000).toISOString().slice(0, 10);
