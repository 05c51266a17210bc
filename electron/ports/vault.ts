/** Where cabinets' keys lie encrypted: safeStorage in the desktop host, a 0600 key file in the web host. Keys never leave the main side. */
export interface Vault {
  put(name: string, secret: string): void;
  get(name: string): string | null;
  remove(name: string): void;
}
