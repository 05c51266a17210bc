import type { OrderId, PersonId, StationId } from '#shared/domain/ids.ts';
import type { PackedParcel } from '#shared/domain/pace.ts';
import type { Role } from '#shared/domain/person.ts';

export interface PersonRow {
  readonly id: PersonId;
  /** Unique, also among those who left: the ledger names people by it. */
  readonly name: string;
  readonly role: Role;
  readonly hasBadge: boolean;
  readonly hasPin: boolean;
  readonly archived: boolean;
}

/** Who works here, who stands where, and how fast it went. */
export interface PeopleStore {
  all(): readonly PersonRow[];
  /** Somebody who still works here was entered. */
  anybody(): boolean;
  byId(id: PersonId): PersonRow | null;
  byName(name: string): PersonRow | null;
  byBadge(hash: string): PersonRow | null;
  /** The salted hash of the person's PIN; null: no PIN. */
  pinOf(id: PersonId): { readonly salt: string; readonly hash: string } | null;
  save(person: { readonly id: PersonId; readonly name: string; readonly role: Role; readonly archived: boolean }, atMs: number): void;
  setBadge(id: PersonId, hash: string | null): void;
  setPin(id: PersonId, pin: { readonly salt: string; readonly hash: string } | null): void;
  /** Who is signed in at the station. */
  at(station: StationId): PersonRow | null;
  /** Ends whoever was signed in there; null: nobody comes after. */
  signIn(station: StationId, person: PersonId | null, atMs: number): void;
  /** What the floor packed since then, by name of who did it, in order of time. Undone parcels are left out. */
  packedSince(sinceMs: number): readonly (PackedParcel & { readonly actor: string; readonly orderId: OrderId })[];
  /** Scans that were wrong or a stop since then, by name. */
  wrongSince(sinceMs: number): ReadonlyMap<string, number>;
  /** Orders that wait to be packed, by cabinet, warehouse and cut-off, nearest first. Those without a cut-off come last, as null. */
  cutOffs(): readonly {
    readonly accountId: string;
    readonly warehouseId: string | null;
    readonly cutOffMs: number | null;
    readonly left: number;
    readonly held: number;
  }[];
}
