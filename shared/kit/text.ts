/**
 * The form in which text is searched and compared: NFKC, lower case, ё as е, runs of white space as one blank.
 * The database stores this form beside the original (DESIGN §3), because SQLite's own folding knows no Cyrillic.
 */
export function searchable(text: string): string {
  return text.normalize('NFKC').toLowerCase().replaceAll('ё', 'е').replace(/\s+/gu, ' ').trim();
}
