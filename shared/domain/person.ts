/** Who may call: a packer at a station, whoever keeps the stock, the owner. A token carries any of them. `read` is in all. */
export const PERMISSIONS = ['read', 'pack', 'stock', 'manage'] as const;
export type Permission = (typeof PERMISSIONS)[number];

/** Who works here. A packer packs; a shift lead also keeps the stock and approves; the owner does everything. */
export const ROLES = ['packer', 'lead', 'owner'] as const;
export type Role = (typeof ROLES)[number];

const RIGHTS: Readonly<Record<Role, readonly Permission[]>> = {
  packer: ['read', 'pack'],
  lead: ['read', 'pack', 'stock'],
  owner: ['read', 'pack', 'stock', 'manage'],
};

export const permissionsOf = (role: Role): readonly Permission[] => RIGHTS[role];

/** Badges that Korob makes begin so, which lets a scan of one change the person at a table in the middle of any work. Any other card will do for a plain sign-in. */
const BADGE = 'KOROB-P-';
export const isBadge = (code: string): boolean => code.startsWith(BADGE);
/** @param bytes at least ten random ones */
export const badgeOf = (bytes: Uint8Array): string => BADGE + Array.from(bytes.subarray(0, 10), (byte) => LETTERS[byte % 32]).join('');
/** Without letters that are mistaken for digits. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

export const isPin = (text: string): boolean => /^\d{4,8}$/u.test(text);
