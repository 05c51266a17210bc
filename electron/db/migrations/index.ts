import { ground } from './0001-ground.ts';

/** All migrations in order; `user_version` of a file is how many of them it has seen. Never edit one that has shipped. */
export const MIGRATIONS: readonly { readonly name: string; readonly sql: string }[] = [{ name: '0001-ground', sql: ground }];
