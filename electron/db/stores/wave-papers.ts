import type { WavePaperLine, WaveStore } from '#electron/ports/wave-store.ts';

import type { Sql } from '../sql.ts';

/** Lists of waves as they were printed. */
export function wavePapers(sql: Sql): Pick<WaveStore, 'addPaper' | 'paperLines' | 'doneLine' | 'carriedSince'> {
  const last = sql.prepare<[string], number | null>('SELECT max(paper) FROM wave_paper_line WHERE wave_id = ?').pluck();
  const lastMovement = sql.prepare<[], number | null>('SELECT max(seq) FROM movement').pluck();
  const add = sql.prepare(
    `INSERT INTO wave_paper_line (wave_id, paper, line, product_id, location_id, quantity, printed_at_ms, after_seq)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const lines = sql.prepare<[string], WavePaperLine>(
    `SELECT paper, line, product_id AS productId, location_id AS locationId, quantity, printed_at_ms AS printedAtMs,
       after_seq AS afterSeq, done_at_ms AS doneAtMs
     FROM wave_paper_line WHERE wave_id = ? ORDER BY paper DESC, line`,
  );
  const done = sql.prepare('UPDATE wave_paper_line SET done_at_ms = ? WHERE wave_id = ? AND paper = ? AND line = ?');
  const carried = sql
    .prepare<[string, string, number, string, string, string, string], number | null>(
      `SELECT sum(CASE WHEN to_location_id = ? THEN quantity ELSE -quantity END) FROM movement
       WHERE product_id = ? AND seq > ?
         AND ((from_location_id = ? AND to_location_id = ?) OR (from_location_id = ? AND to_location_id = ?))`,
    )
    .pluck();
  return {
    addPaper(id, stops, atMs) {
      const paper = (last.get(id) ?? 0) + 1;
      const after = lastMovement.get() ?? 0;
      for (const [index, stop] of stops.entries())
        add.run(id, paper, index + 1, stop.productId, stop.locationId, stop.quantity, atMs, after);
      return paper;
    },
    paperLines: (id) => lines.all(id),
    doneLine: (id, { paper, line }, atMs) => void done.run(atMs, id, paper, line),
    carriedSince: ({ productId, locationId, afterSeq }, cart) =>
      carried.get(cart, productId, afterSeq, locationId, cart, cart, locationId) ?? 0,
  };
}
