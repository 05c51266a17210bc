import type { Brand } from '#shared/kit/brand.ts';

/** Local ids are UUIDv7 text made by the caller; ids of a marketplace are opaque text (`ExternalId`), never numbers. */
export type OperationId = Brand<string, 'OperationId'>;
export type LegalEntityId = Brand<string, 'LegalEntityId'>;
export type AccountId = Brand<string, 'AccountId'>;
export type ProductId = Brand<string, 'ProductId'>;
export type LocationId = Brand<string, 'LocationId'>;
export type ListingId = Brand<string, 'ListingId'>;
export type OrderId = Brand<string, 'OrderId'>;
export type OrderLineId = Brand<string, 'OrderLineId'>;
export type ReservationId = Brand<string, 'ReservationId'>;
export type SupplyId = Brand<string, 'SupplyId'>;
export type PrinterId = Brand<string, 'PrinterId'>;
export type PrintJobId = Brand<string, 'PrintJobId'>;
export type LabelBatchId = Brand<string, 'LabelBatchId'>;
export type LabelTemplateId = Brand<string, 'LabelTemplateId'>;
export type OutboxId = Brand<string, 'OutboxId'>;
export type StationId = Brand<string, 'StationId'>;
export type ExternalId = Brand<string, 'ExternalId'>;
export type PersonId = Brand<string, 'PersonId'>;
export type ReturnId = Brand<string, 'ReturnId'>;
export type ReturnLineId = Brand<string, 'ReturnLineId'>;
export type CargoUnitId = Brand<string, 'CargoUnitId'>;
export type HandoverId = Brand<string, 'HandoverId'>;
export type WaveId = Brand<string, 'WaveId'>;
