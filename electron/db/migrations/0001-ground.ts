/** The ground: ledger, catalogue, orders, supplies, sync, printing. See DESIGN §3 and `shared/domain/README.md` for the words. */
export const ground = /* sql */ `
CREATE TABLE setting (
  key TEXT PRIMARY KEY NOT NULL,
  value_json TEXT NOT NULL CHECK (json_valid(value_json))
) STRICT;

-- Every change of warehouse facts, made by its caller's id; never updated, never deleted.
CREATE TABLE operation (
  id TEXT PRIMARY KEY NOT NULL,
  seq INTEGER NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  actor TEXT NOT NULL,
  station TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  payload_json TEXT NOT NULL CHECK (json_valid(payload_json)),
  result_json TEXT NOT NULL CHECK (json_valid(result_json)),
  reverses_id TEXT UNIQUE REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX operation_by_kind ON operation (kind, seq);

CREATE TABLE legal_entity (
  id TEXT PRIMARY KEY NOT NULL,
  name TEXT NOT NULL CHECK (length(name) > 0),
  tax_id TEXT NOT NULL DEFAULT '',
  created_at_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE account (
  id TEXT PRIMARY KEY NOT NULL,
  channel TEXT NOT NULL,
  legal_entity_id TEXT NOT NULL REFERENCES legal_entity (id),
  name TEXT NOT NULL,
  seller_id TEXT NOT NULL,
  base_url TEXT,
  state TEXT NOT NULL CHECK (state IN ('active', 'paused')),
  -- 0: stock is computed and shown, never sent, until the owner says so.
  live INTEGER NOT NULL DEFAULT 0 CHECK (live IN (0, 1)),
  auto_confirm_after_ms INTEGER CHECK (auto_confirm_after_ms >= 0),
  token_expires_at_ms INTEGER,
  token_kind TEXT,
  -- Rights the key lacks, in the marketplace's own words; read when it is connected and once a day.
  missing_rights_json TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(missing_rights_json)),
  -- Since when its orders have not been read for too long; what it sells meanwhile is unseen.
  silent_since_ms INTEGER,
  created_at_ms INTEGER NOT NULL,
  UNIQUE (channel, seller_id)
) STRICT;

CREATE TABLE product (
  id TEXT PRIMARY KEY NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('product', 'kit')),
  article TEXT NOT NULL UNIQUE CHECK (length(article) > 0),
  name TEXT NOT NULL CHECK (length(name) > 0),
  marked INTEGER NOT NULL DEFAULT 0 CHECK (marked IN (0, 1)),
  weight_g INTEGER CHECK (weight_g > 0),
  length_mm INTEGER CHECK (length_mm > 0),
  width_mm INTEGER CHECK (width_mm > 0),
  height_mm INTEGER CHECK (height_mm > 0),
  safety_stock INTEGER NOT NULL DEFAULT 0 CHECK (safety_stock >= 0),
  category TEXT NOT NULL DEFAULT '',
  -- The owner's word on whether packing asks for a second scan; NULL leaves it to the likeness found.
  second_scan INTEGER CHECK (second_scan IN (0, 1)),
  -- 0: its name or article is new and was not compared with the others yet.
  -- The article as a tired eye reads it, see shared/domain/likeness.ts.
  article_shape TEXT NOT NULL DEFAULT '',
  compared INTEGER NOT NULL DEFAULT 0 CHECK (compared IN (0, 1)),
  archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
  search_text TEXT NOT NULL,
  created_at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX product_by_name ON product (archived, search_text);
CREATE INDEX product_by_category ON product (category) WHERE category <> '';
CREATE INDEX product_by_shape ON product (article_shape);
CREATE INDEX product_uncompared ON product (id) WHERE compared = 0;

-- Products whose names or articles are dangerously alike; each pair once, the lesser id first.
CREATE TABLE look_alike (
  product_id TEXT NOT NULL REFERENCES product (id),
  other_id TEXT NOT NULL REFERENCES product (id) CHECK (other_id > product_id),
  likeness REAL NOT NULL CHECK (likeness BETWEEN 0 AND 1),
  PRIMARY KEY (product_id, other_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX look_alike_by_other ON look_alike (other_id);

-- One barcode on two products is a fact of life that a scan must ask about, so it is not forbidden here.
CREATE TABLE product_barcode (
  barcode TEXT NOT NULL CHECK (length(barcode) > 0),
  product_id TEXT NOT NULL REFERENCES product (id),
  PRIMARY KEY (barcode, product_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX product_barcode_by_product ON product_barcode (product_id);

CREATE TABLE kit_component (
  kit_id TEXT NOT NULL REFERENCES product (id),
  component_id TEXT NOT NULL REFERENCES product (id) CHECK (component_id <> kit_id),
  quantity INTEGER NOT NULL CHECK (quantity > 0),
  PRIMARY KEY (kit_id, component_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX kit_component_by_component ON kit_component (component_id);

-- rowid = product.rowid; barcodes and article are part of the text.
CREATE VIRTUAL TABLE product_search USING fts5 (text, content = '', contentless_delete = 1, tokenize = 'trigram');

-- supplier, customer and loss are virtual: they have no balance. A warehouse is its own unplaced bin.
CREATE TABLE location (
  id TEXT PRIMARY KEY NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('warehouse', 'bin', 'supplier', 'customer', 'loss')),
  warehouse_id TEXT REFERENCES location (id),
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  route_order INTEGER NOT NULL DEFAULT 0,
  archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
  UNIQUE (warehouse_id, code),
  CHECK ((kind IN ('warehouse', 'bin')) = (warehouse_id IS NOT NULL)),
  CHECK (kind <> 'warehouse' OR warehouse_id = id)
) STRICT;
INSERT INTO location (id, kind, warehouse_id, code, name) VALUES
  ('supplier', 'supplier', NULL, 'supplier', 'supplier'),
  ('customer', 'customer', NULL, 'customer', 'customer'),
  ('loss', 'loss', NULL, 'loss', 'loss');

CREATE TABLE movement (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  operation_id TEXT NOT NULL REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED,
  product_id TEXT NOT NULL REFERENCES product (id),
  from_location_id TEXT NOT NULL REFERENCES location (id),
  to_location_id TEXT NOT NULL REFERENCES location (id) CHECK (to_location_id <> from_location_id),
  quantity INTEGER NOT NULL CHECK (quantity > 0),
  order_line_id TEXT REFERENCES order_line (id),
  at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX movement_by_product ON movement (product_id, seq);
CREATE INDEX movement_by_operation ON movement (operation_id);

-- Projections of movement and reservation, kept by the triggers below and rebuilt every night to be compared.
CREATE TABLE balance (
  product_id TEXT NOT NULL REFERENCES product (id),
  location_id TEXT NOT NULL REFERENCES location (id),
  on_hand INTEGER NOT NULL CONSTRAINT bin_never_negative CHECK (on_hand >= 0),
  PRIMARY KEY (product_id, location_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX balance_by_location ON balance (location_id, product_id) WHERE on_hand > 0;

CREATE TABLE stock (
  product_id TEXT NOT NULL REFERENCES product (id),
  warehouse_id TEXT NOT NULL REFERENCES location (id),
  on_hand INTEGER NOT NULL DEFAULT 0 CONSTRAINT stock_never_negative CHECK (on_hand >= 0),
  reserved INTEGER NOT NULL DEFAULT 0 CONSTRAINT reserved_never_negative CHECK (reserved >= 0),
  CONSTRAINT reserved_within_on_hand CHECK (reserved <= on_hand),
  PRIMARY KEY (product_id, warehouse_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE listing (
  id TEXT PRIMARY KEY NOT NULL,
  account_id TEXT NOT NULL REFERENCES account (id),
  sku TEXT NOT NULL,
  card_id TEXT NOT NULL,
  article TEXT NOT NULL,
  name TEXT NOT NULL,
  size TEXT,
  marked INTEGER NOT NULL DEFAULT 0 CHECK (marked IN (0, 1)),
  photo_url TEXT,
  archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
  product_id TEXT REFERENCES product (id),
  multiplicity INTEGER NOT NULL DEFAULT 1 CHECK (multiplicity > 0),
  -- How it was matched: barcode, article, person; NULL while unmatched.
  matched_by TEXT CHECK (matched_by IN ('barcode', 'article', 'person')),
  search_text TEXT NOT NULL,
  seen_at_ms INTEGER NOT NULL,
  UNIQUE (account_id, sku),
  CHECK ((product_id IS NULL) = (matched_by IS NULL))
) STRICT;
CREATE INDEX listing_by_product ON listing (product_id) WHERE product_id IS NOT NULL;
CREATE INDEX listing_by_article ON listing (account_id, article);
CREATE INDEX listing_in_order ON listing (article, sku, account_id);
CREATE INDEX listing_by_name ON listing (search_text);
CREATE INDEX listing_unmatched ON listing (account_id, article) WHERE product_id IS NULL;
CREATE VIRTUAL TABLE listing_search USING fts5 (text, content = '', contentless_delete = 1, tokenize = 'trigram');

CREATE TABLE listing_barcode (
  listing_id TEXT NOT NULL REFERENCES listing (id),
  barcode TEXT NOT NULL,
  PRIMARY KEY (listing_id, barcode)
) STRICT, WITHOUT ROWID;
CREATE INDEX listing_barcode_by_barcode ON listing_barcode (barcode);

-- Goods that lie at the marketplaces themselves (FBO, FBY), as they last told: read only, no part of our stock. A row not seen in the
-- last whole round of reading is gone.
CREATE TABLE fulfilment_stock (
  account_id TEXT NOT NULL REFERENCES account (id),
  sku TEXT NOT NULL,
  place TEXT NOT NULL,
  available INTEGER NOT NULL CHECK (available >= 0),
  reserved INTEGER NOT NULL CHECK (reserved >= 0),
  round_ms INTEGER NOT NULL,
  PRIMARY KEY (account_id, sku, place)
) STRICT, WITHOUT ROWID;

-- Orders that the marketplaces send from there by themselves: they hold nothing of ours, so they are no orders of ours.
CREATE TABLE fulfilment_order (
  account_id TEXT NOT NULL REFERENCES account (id),
  external_id TEXT NOT NULL,
  number TEXT NOT NULL,
  status TEXT NOT NULL,
  own TEXT NOT NULL,
  created_at_ms INTEGER NOT NULL,
  price_minor INTEGER,
  currency TEXT,
  lines_json TEXT NOT NULL CHECK (json_valid(lines_json)),
  search_text TEXT NOT NULL,
  PRIMARY KEY (account_id, external_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX fulfilment_order_by_time ON fulfilment_order (created_at_ms);

-- What stood behind a card before and after; a match is undone by what it changed.
CREATE TABLE match_change (
  operation_id TEXT NOT NULL REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED,
  listing_id TEXT NOT NULL REFERENCES listing (id),
  from_product_id TEXT REFERENCES product (id),
  from_multiplicity INTEGER NOT NULL,
  from_matched_by TEXT,
  to_product_id TEXT REFERENCES product (id),
  to_multiplicity INTEGER NOT NULL,
  PRIMARY KEY (operation_id, listing_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX match_change_by_listing ON match_change (listing_id);

-- How stock is offered; the most specific rule wins field by field, see shared/domain/allocation-rules.ts.
CREATE TABLE allocation_rule (
  id TEXT PRIMARY KEY NOT NULL,
  account_id TEXT REFERENCES account (id),
  category TEXT CHECK (category <> ''),
  product_id TEXT REFERENCES product (id),
  listing_id TEXT REFERENCES listing (id),
  safety_stock INTEGER CHECK (safety_stock >= 0),
  maximum INTEGER CHECK (maximum >= 0),
  percent INTEGER CHECK (percent BETWEEN 0 AND 100),
  priority INTEGER,
  last_pieces INTEGER CHECK (last_pieces >= 0),
  frozen INTEGER CHECK (frozen IN (0, 1)),
  CHECK (listing_id IS NULL OR (account_id IS NULL AND category IS NULL AND product_id IS NULL)),
  CHECK (product_id IS NULL OR category IS NULL),
  CHECK (ifnull(last_pieces, 0) = 0 OR account_id IS NOT NULL OR listing_id IS NOT NULL)
) STRICT;
CREATE UNIQUE INDEX allocation_rule_by_target
  ON allocation_rule (ifnull(account_id, ''), ifnull(category, ''), ifnull(product_id, ''), ifnull(listing_id, ''));
CREATE INDEX allocation_rule_dividing ON allocation_rule (id) WHERE percent IS NOT NULL OR priority IS NOT NULL OR last_pieces > 0;

-- Sales outside the marketplaces: over the counter, in our own shop, from a file. The key makes a line of a file sold once.
CREATE TABLE sale_line (
  id TEXT PRIMARY KEY NOT NULL,
  source_key TEXT UNIQUE,
  operation_id TEXT NOT NULL REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED,
  product_id TEXT NOT NULL REFERENCES product (id),
  quantity INTEGER NOT NULL CHECK (quantity > 0),
  price_minor INTEGER CHECK (price_minor >= 0),
  currency TEXT,
  sold_at_ms INTEGER NOT NULL,
  CHECK ((price_minor IS NULL) = (currency IS NULL))
) STRICT;
CREATE INDEX sale_line_by_operation ON sale_line (operation_id);
CREATE INDEX sale_line_by_product ON sale_line (product_id, sold_at_ms);

CREATE TABLE channel_warehouse (
  account_id TEXT NOT NULL REFERENCES account (id),
  external_id TEXT NOT NULL,
  name TEXT NOT NULL,
  takes_stock INTEGER NOT NULL CHECK (takes_stock IN (0, 1)),
  busy INTEGER NOT NULL DEFAULT 0 CHECK (busy IN (0, 1)),
  attributes_json TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(attributes_json)),
  -- Our warehouse that feeds it; NULL until the owner says so.
  warehouse_id TEXT REFERENCES location (id),
  -- The place in the marketplace's network the supplies of this warehouse are brought to.
  shipping_json TEXT CHECK (shipping_json IS NULL OR json_valid(shipping_json)),
  seen_at_ms INTEGER NOT NULL,
  PRIMARY KEY (account_id, external_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE supply (
  id TEXT PRIMARY KEY NOT NULL,
  account_id TEXT NOT NULL REFERENCES account (id),
  external_id TEXT,
  -- Unique by construction: the marketplace's «create» is settled by looking for it.
  name TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('creating', 'open', 'delivering', 'delivered', 'removed')),
  foreign_made INTEGER NOT NULL DEFAULT 0 CHECK (foreign_made IN (0, 1)),
  handover_key TEXT,
  attributes_json TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(attributes_json)),
  shipping_json TEXT CHECK (shipping_json IS NULL OR json_valid(shipping_json)),
  shipping_confirmed INTEGER NOT NULL DEFAULT 0 CHECK (shipping_confirmed IN (0, 1)),
  code_barcode TEXT,
  code_format TEXT,
  code_file BLOB,
  problem_json TEXT CHECK (problem_json IS NULL OR json_valid(problem_json)),
  created_at_ms INTEGER NOT NULL,
  delivered_at_ms INTEGER,
  UNIQUE (account_id, external_id),
  UNIQUE (account_id, name)
) STRICT;

CREATE TABLE supply_box (
  supply_id TEXT NOT NULL REFERENCES supply (id),
  external_id TEXT NOT NULL,
  format TEXT,
  file BLOB,
  PRIMARY KEY (supply_id, external_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE orders (
  id TEXT PRIMARY KEY NOT NULL,
  account_id TEXT NOT NULL REFERENCES account (id),
  external_id TEXT NOT NULL,
  number TEXT NOT NULL,
  group_key TEXT,
  status TEXT NOT NULL CHECK (status IN ('new', 'assembling', 'packed', 'handed-over', 'delivered', 'cancelled', 'returned', 'unknown')),
  -- Where the marketplace says it stands, in our words and in its own; ours never goes back, see shared/domain/order.ts.
  channel_status TEXT NOT NULL,
  channel_own TEXT NOT NULL DEFAULT '',
  cancellable INTEGER CHECK (cancellable IN (0, 1)),
  external_warehouse_id TEXT,
  warehouse_id TEXT REFERENCES location (id),
  handover_key TEXT NOT NULL,
  supply_id TEXT REFERENCES supply (id),
  -- wanted: asked of the marketplace, not yet seen there.
  supply_state TEXT CHECK (supply_state IN ('wanted', 'confirmed')),
  -- Where an order is taken to assembly by word: the word was asked for and is not answered yet, or was refused.
  confirm_state TEXT CHECK (confirm_state IN ('wanted', 'refused')),
  -- 1: the marketplace gives no label before the marks of the things are with it, so the parcel is packed first and its label follows.
  pack_first INTEGER NOT NULL DEFAULT 0 CHECK (pack_first IN (0, 1)),
  -- 1: a person wants it in several places, so it is packed first whatever its marks.
  by_places INTEGER NOT NULL DEFAULT 0 CHECK (by_places IN (0, 1)),
  -- How many places of it were begun at the packing desk.
  places INTEGER NOT NULL DEFAULT 1 CHECK (places > 0),
  -- The marketplace's number of the order this one was split off.
  parent_external_id TEXT,
  created_at_ms INTEGER NOT NULL,
  seen_at_ms INTEGER NOT NULL,
  ship_by_ms INTEGER,
  price_minor INTEGER,
  currency TEXT,
  required_marks_json TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(required_marks_json)),
  optional_marks_json TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(optional_marks_json)),
  attributes_json TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(attributes_json)),
  -- ready: everything that packing needs is here; the first reason it is not, otherwise.
  label_state TEXT NOT NULL DEFAULT 'none' CHECK (label_state IN ('none', 'wanted', 'stored')),
  packed_at_ms INTEGER,
  packed_operation_id TEXT REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED,
  -- Things in its parcel, by the scans that stand.
  units INTEGER NOT NULL DEFAULT 0 CHECK (units >= 0),
  cancelled_at_ms INTEGER,
  status_read_at_ms INTEGER,
  UNIQUE (account_id, external_id),
  CHECK ((supply_id IS NULL) = (supply_state IS NULL))
) STRICT;
-- No deadline comes last; account_id rides along so that a list of one cabinet reads the index alone.
CREATE INDEX orders_by_status ON orders (status, ifnull(ship_by_ms, 9007199254740991), created_at_ms, account_id);
CREATE INDEX orders_by_due ON orders (ifnull(ship_by_ms, 9007199254740991), created_at_ms, account_id);
CREATE INDEX orders_by_time ON orders (created_at_ms, account_id);
CREATE INDEX orders_by_group ON orders (group_key) WHERE group_key IS NOT NULL;
CREATE INDEX orders_packed ON orders (packed_at_ms) WHERE packed_at_ms IS NOT NULL;
CREATE INDEX orders_cancelled_packed ON orders (cancelled_at_ms) WHERE status = 'cancelled' AND packed_at_ms IS NOT NULL;
CREATE INDEX orders_cancelled_begun ON orders (cancelled_at_ms) WHERE status = 'cancelled' AND packed_at_ms IS NULL AND units > 0;
CREATE INDEX orders_by_supply ON orders (supply_id) WHERE supply_id IS NOT NULL;
CREATE INDEX orders_live ON orders (account_id, status_read_at_ms) WHERE status NOT IN ('delivered', 'cancelled', 'returned');
CREATE INDEX orders_label_wanted ON orders (account_id, ifnull(ship_by_ms, 9007199254740991), created_at_ms) WHERE label_state = 'wanted';
CREATE INDEX orders_by_number ON orders (number);
CREATE INDEX orders_by_parent ON orders (account_id, parent_external_id) WHERE parent_external_id IS NOT NULL;
CREATE INDEX orders_to_leave ON orders (account_id, handover_key) WHERE status IN ('new', 'assembling', 'packed');
CREATE VIRTUAL TABLE order_search USING fts5 (text, content = '', contentless_delete = 1, tokenize = 'trigram');

-- What orders leave in together, as the marketplace draws it up for a day and a point. Without external_id: it may be made, nobody has.
CREATE TABLE handover (
  id TEXT PRIMARY KEY NOT NULL,
  account_id TEXT NOT NULL REFERENCES account (id),
  external_id TEXT,
  key TEXT NOT NULL,
  name TEXT NOT NULL,
  external_warehouse_id TEXT,
  depart_at_ms INTEGER NOT NULL,
  cutoff_ms INTEGER,
  state TEXT NOT NULL CHECK (state IN ('open', 'confirmable', 'closing', 'closed', 'accepted', 'cancelled', 'failed', 'unknown')),
  own TEXT NOT NULL DEFAULT '',
  -- How many orders the marketplace counts in it; NULL: it does not tell.
  told_orders INTEGER,
  documents_json TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(documents_json)),
  attributes_json TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(attributes_json)),
  -- What we asked of the marketplace and it has not answered yet.
  asked TEXT CHECK (asked IN ('create', 'confirm', 'cancel')),
  places INTEGER CHECK (places > 0),
  problem_json TEXT CHECK (problem_json IS NULL OR json_valid(problem_json)),
  seen_at_ms INTEGER NOT NULL,
  UNIQUE (account_id, external_id)
) STRICT;
CREATE UNIQUE INDEX handover_to_make ON handover (account_id, key) WHERE external_id IS NULL;
CREATE INDEX handover_by_departure ON handover (depart_at_ms);

-- What the marketplace shows inside; between two of its readings an order may stand in two.
CREATE TABLE handover_order (
  handover_id TEXT NOT NULL REFERENCES handover (id),
  order_id TEXT NOT NULL REFERENCES orders (id),
  PRIMARY KEY (handover_id, order_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX handover_order_by_order ON handover_order (order_id);

-- Parcels checked on their way out; kept even where the marketplace takes the order out again.
CREATE TABLE handover_scan (
  handover_id TEXT NOT NULL REFERENCES handover (id),
  order_id TEXT NOT NULL REFERENCES orders (id),
  operation_id TEXT NOT NULL REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED,
  at_ms INTEGER NOT NULL,
  PRIMARY KEY (handover_id, order_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX handover_scan_by_operation ON handover_scan (operation_id);

-- Of an order in several places each label is held to the scanner; with the last of them the order is checked.
CREATE TABLE handover_place_scan (
  handover_id TEXT NOT NULL REFERENCES handover (id),
  order_id TEXT NOT NULL REFERENCES orders (id),
  code TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  PRIMARY KEY (handover_id, order_id, code)
) STRICT, WITHOUT ROWID;

CREATE TABLE handover_document (
  handover_id TEXT NOT NULL REFERENCES handover (id),
  kind TEXT NOT NULL CHECK (kind IN ('act', 'barcode', 'places', 'waybill', 'discrepancy')),
  format TEXT NOT NULL CHECK (format IN ('pdf', 'png', 'xls')),
  file BLOB NOT NULL CHECK (length(file) > 0),
  barcode TEXT,
  -- The state it was fetched in: an act is drawn anew once the goods are taken in.
  fetched_in TEXT NOT NULL,
  fetched_at_ms INTEGER NOT NULL,
  PRIMARY KEY (handover_id, kind)
) STRICT;

-- Boxes and pallets that parcels of a hand-over are laid into, each with a label of its own. Without external_id: asked for, not made yet.
CREATE TABLE cargo_unit (
  id TEXT PRIMARY KEY NOT NULL,
  handover_id TEXT NOT NULL REFERENCES handover (id),
  external_id TEXT,
  number TEXT NOT NULL DEFAULT '',
  kind TEXT NOT NULL CHECK (kind IN ('box', 'pallet')),
  state TEXT NOT NULL CHECK (state IN ('wanted', 'open', 'closing', 'closed', 'gone', 'cancelled', 'failed', 'unknown')),
  own TEXT NOT NULL DEFAULT '',
  file BLOB CHECK (length(file) > 0),
  problem_json TEXT CHECK (problem_json IS NULL OR json_valid(problem_json)),
  created_at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX cargo_unit_by_handover ON cargo_unit (handover_id);
CREATE UNIQUE INDEX cargo_unit_by_number ON cargo_unit (external_id) WHERE external_id IS NOT NULL;

-- A parcel lies in one unit.
CREATE TABLE cargo_unit_order (
  order_id TEXT PRIMARY KEY NOT NULL REFERENCES orders (id),
  unit_id TEXT NOT NULL REFERENCES cargo_unit (id)
) STRICT, WITHOUT ROWID;
CREATE INDEX cargo_unit_order_by_unit ON cargo_unit_order (unit_id);

CREATE TABLE order_line (
  id TEXT PRIMARY KEY NOT NULL,
  order_id TEXT NOT NULL REFERENCES orders (id),
  position INTEGER NOT NULL,
  sku TEXT NOT NULL,
  article TEXT NOT NULL,
  name TEXT NOT NULL,
  barcodes_json TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(barcodes_json)),
  listing_id TEXT REFERENCES listing (id),
  -- The product or kit that stands behind the line's listing; what it takes from shelves stands in its reservations.
  product_id TEXT REFERENCES product (id),
  -- What is still to be packed. Marketplaces only ever make it less: units are taken out of the order, or leave with an order split off it (moved).
  quantity INTEGER NOT NULL CHECK (quantity >= 0),
  ordered INTEGER NOT NULL CHECK (ordered > 0),
  moved INTEGER NOT NULL DEFAULT 0 CHECK (moved >= 0),
  -- What must be told of this line's units, where the marketplace says it line by line; NULL: what the order wants.
  marks_json TEXT CHECK (marks_json IS NULL OR json_valid(marks_json)),
  -- 1 while the order waits to be packed (new, assembling), kept by a trigger: a scan finds its orders among these alone.
  waiting INTEGER NOT NULL DEFAULT 1 CHECK (waiting IN (0, 1)),
  -- The order's deadline (none: the last) and age (the deadline kept by a trigger), so that a scan walks its orders in their turn and stops at the first.
  due_ms INTEGER NOT NULL DEFAULT 9007199254740991,
  aged_ms INTEGER NOT NULL DEFAULT 0,
  UNIQUE (order_id, position),
  CHECK (quantity + moved <= ordered)
) STRICT;
CREATE INDEX order_line_by_product ON order_line (product_id, order_id) WHERE product_id IS NOT NULL;
CREATE INDEX order_line_waiting ON order_line (product_id, due_ms, aged_ms, order_id) WHERE waiting = 1;
CREATE INDEX order_line_by_listing ON order_line (listing_id) WHERE listing_id IS NOT NULL;
CREATE INDEX order_line_unmatched ON order_line (sku) WHERE product_id IS NULL AND quantity > 0;

CREATE TABLE reservation (
  id TEXT PRIMARY KEY NOT NULL,
  order_line_id TEXT NOT NULL REFERENCES order_line (id),
  product_id TEXT NOT NULL REFERENCES product (id),
  warehouse_id TEXT NOT NULL REFERENCES location (id),
  quantity INTEGER NOT NULL CHECK (quantity > 0),
  operation_id TEXT NOT NULL REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED,
  ended TEXT CHECK (ended IN ('shipped', 'released')),
  ended_operation_id TEXT REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED,
  CHECK ((ended IS NULL) = (ended_operation_id IS NULL))
) STRICT;
CREATE INDEX reservation_by_line ON reservation (order_line_id);
CREATE INDEX reservation_held ON reservation (product_id, warehouse_id) WHERE ended IS NULL;

-- What orders ask beyond stock; filled when stock comes, closed when the order ends.
CREATE TABLE shortage (
  id TEXT PRIMARY KEY NOT NULL,
  order_line_id TEXT NOT NULL REFERENCES order_line (id),
  product_id TEXT NOT NULL REFERENCES product (id),
  warehouse_id TEXT NOT NULL REFERENCES location (id),
  quantity INTEGER NOT NULL CHECK (quantity > 0),
  operation_id TEXT NOT NULL REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED,
  ended TEXT CHECK (ended IN ('filled', 'closed')),
  ended_operation_id TEXT REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED,
  CHECK ((ended IS NULL) = (ended_operation_id IS NULL))
) STRICT;
CREATE INDEX shortage_open ON shortage (product_id, warehouse_id) WHERE ended IS NULL;
CREATE INDEX shortage_by_line ON shortage (order_line_id);

CREATE TABLE order_mark (
  id TEXT PRIMARY KEY NOT NULL,
  order_line_id TEXT NOT NULL REFERENCES order_line (id),
  kind TEXT NOT NULL CHECK (kind IN ('sgtin', 'uin', 'imei', 'gtin', 'expiration', 'customs', 'rnpt', 'country', 'weight')),
  value TEXT NOT NULL,
  -- What makes the code one of its kind, without the tails that a scanner may or may not have read.
  identity TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('recorded', 'sent', 'passed', 'refused')),
  verdict TEXT NOT NULL DEFAULT '',
  removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)),
  -- The scan of the unit that carries it; NULL when it was written in the office. Taken out again, the unit takes its marks along.
  unit_operation_id TEXT,
  recorded_at_ms INTEGER NOT NULL,
  operation_id TEXT NOT NULL REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX order_mark_by_line ON order_mark (order_line_id);
-- The same code never goes into two parcels.
CREATE UNIQUE INDEX order_mark_once ON order_mark (kind, identity) WHERE removed = 0 AND kind IN ('sgtin', 'uin', 'imei');
CREATE INDEX order_mark_pending ON order_mark (recorded_at_ms) WHERE removed = 0 AND state = 'sent';

-- An operation is written after the work it stands for, so each of its deferred references is looked up by it: without an index that reads
-- whole tables at every scan.
CREATE INDEX orders_by_packing ON orders (packed_operation_id) WHERE packed_operation_id IS NOT NULL;
CREATE INDEX reservation_by_operation ON reservation (operation_id);
CREATE INDEX reservation_by_end ON reservation (ended_operation_id) WHERE ended_operation_id IS NOT NULL;
CREATE INDEX shortage_by_operation ON shortage (operation_id);
CREATE INDEX shortage_by_end ON shortage (ended_operation_id) WHERE ended_operation_id IS NOT NULL;
CREATE INDEX order_mark_by_operation ON order_mark (operation_id);

-- What comes back, as the marketplace tells it. Nothing here touches stock: that is return_take, written with the thing in the hand.
CREATE TABLE return_parcel (
  id TEXT PRIMARY KEY NOT NULL,
  account_id TEXT NOT NULL REFERENCES account (id),
  external_id TEXT NOT NULL,
  -- The order's number at the marketplace, also where we never saw that order.
  external_order_id TEXT,
  kind TEXT NOT NULL CHECK (kind IN ('cancelled', 'returned', 'unknown')),
  state TEXT NOT NULL CHECK (state IN ('announced', 'on-way', 'ready-for-pickup', 'received', 'disposed', 'lost', 'unknown')),
  own TEXT NOT NULL DEFAULT '',
  reason TEXT,
  place TEXT,
  price_minor INTEGER,
  currency TEXT,
  changed_at_ms INTEGER NOT NULL,
  pickup_before_ms INTEGER,
  seen_at_ms INTEGER NOT NULL,
  UNIQUE (account_id, external_id),
  CHECK ((price_minor IS NULL) = (currency IS NULL))
) STRICT;
CREATE INDEX return_parcel_by_order ON return_parcel (external_order_id) WHERE external_order_id IS NOT NULL;
CREATE INDEX return_parcel_by_change ON return_parcel (changed_at_ms);

CREATE TABLE return_line (
  id TEXT PRIMARY KEY NOT NULL,
  return_id TEXT NOT NULL REFERENCES return_parcel (id),
  account_id TEXT NOT NULL REFERENCES account (id),
  position INTEGER NOT NULL,
  sku TEXT NOT NULL,
  article TEXT NOT NULL,
  name TEXT NOT NULL,
  quantity INTEGER NOT NULL CHECK (quantity > 0),
  UNIQUE (return_id, position)
) STRICT;
CREATE INDEX return_line_by_sku ON return_line (account_id, sku);

CREATE TABLE return_code (
  code TEXT NOT NULL,
  return_id TEXT NOT NULL REFERENCES return_parcel (id),
  PRIMARY KEY (code, return_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX return_code_by_return ON return_code (return_id);

-- What a person found in the parcel and where it went; an undone one counts no more.
CREATE TABLE return_take (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  return_line_id TEXT NOT NULL REFERENCES return_line (id),
  quantity INTEGER NOT NULL CHECK (quantity > 0),
  fate TEXT NOT NULL CHECK (fate IN ('sound', 'defect', 'loss')),
  location_id TEXT NOT NULL REFERENCES location (id),
  reason TEXT NOT NULL DEFAULT '',
  operation_id TEXT NOT NULL REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED,
  at_ms INTEGER NOT NULL,
  CHECK (fate = 'sound' OR reason <> '')
) STRICT;
CREATE INDEX return_take_by_line ON return_take (return_line_id);
CREATE INDEX return_take_by_operation ON return_take (operation_id);

-- Units that scans put into a parcel, in shelf products; a row of the opposite sign takes one out again.
CREATE TABLE parcel_unit (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  order_line_id TEXT NOT NULL REFERENCES order_line (id),
  product_id TEXT NOT NULL REFERENCES product (id),
  quantity INTEGER NOT NULL CHECK (quantity <> 0),
  -- The marking code the unit was known by: one unit is never counted twice.
  identity TEXT,
  -- Which of the order's places it lies in.
  place INTEGER NOT NULL DEFAULT 1 CHECK (place > 0),
  -- The product easily taken for another that a second scan must confirm; empty: one scan is enough.
  look_at TEXT REFERENCES product (id),
  station TEXT NOT NULL,
  operation_id TEXT NOT NULL REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED,
  undoes_seq INTEGER UNIQUE REFERENCES parcel_unit (seq),
  at_ms INTEGER NOT NULL,
  CHECK ((quantity < 0) = (undoes_seq IS NOT NULL))
) STRICT;
CREATE INDEX parcel_unit_by_line ON parcel_unit (order_line_id);
CREATE INDEX parcel_unit_by_operation ON parcel_unit (operation_id);

-- The second scan of what one scan put into a parcel.
CREATE TABLE parcel_look (
  unit_operation_id TEXT PRIMARY KEY NOT NULL REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED,
  operation_id TEXT NOT NULL REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED,
  at_ms INTEGER NOT NULL
) STRICT;

-- What a closed parcel weighed, of one packing of it. Append-only: weighed again is another row.
CREATE TABLE parcel_weight (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  order_id TEXT NOT NULL REFERENCES orders (id),
  packed_operation_id TEXT NOT NULL,
  grams INTEGER NOT NULL CHECK (grams > 0),
  source TEXT NOT NULL CHECK (source IN ('scales', 'hand')),
  operation_id TEXT NOT NULL REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED,
  at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX parcel_weight_by_order ON parcel_weight (order_id);

-- Orders that the seller or a carrier of theirs delivers: the marketplace gives no label, and how far they are is told to it.
-- asked: the last step told to it, whether or not it has answered.
CREATE TABLE order_delivery (
  order_id TEXT PRIMARY KEY NOT NULL REFERENCES orders (id),
  tracking_number TEXT,
  asked TEXT CHECK (asked IN ('on-way', 'last-mile', 'delivered'))
) STRICT;

CREATE TABLE order_event (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  order_id TEXT NOT NULL REFERENCES orders (id),
  at_ms INTEGER NOT NULL,
  kind TEXT NOT NULL,
  actor TEXT NOT NULL,
  payload_json TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(payload_json))
) STRICT;
CREATE INDEX order_event_by_order ON order_event (order_id, seq);

-- Every code by which a label of the order may be scanned: one a place, and those that are known before the label is.
CREATE TABLE label_code (
  code TEXT NOT NULL,
  order_id TEXT NOT NULL REFERENCES orders (id),
  PRIMARY KEY (code, order_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX label_code_by_order ON label_code (order_id);

CREATE TABLE label (
  order_id TEXT PRIMARY KEY NOT NULL REFERENCES orders (id),
  format TEXT NOT NULL CHECK (format IN ('zpl', 'png', 'svg', 'pdf')),
  file BLOB NOT NULL CHECK (length(file) > 0),
  width_mm INTEGER NOT NULL,
  height_mm INTEGER NOT NULL,
  barcode TEXT NOT NULL,
  caption TEXT NOT NULL,
  fetched_at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX label_by_barcode ON label (barcode);
-- The same label as a picture, beside ZPL that only some printers take; file NULL: asked for.
CREATE TABLE label_drawn (
  order_id TEXT PRIMARY KEY NOT NULL REFERENCES orders (id),
  format TEXT CHECK (format IN ('png', 'pdf')),
  file BLOB CHECK (length(file) > 0),
  CHECK ((file IS NULL) = (format IS NULL))
) STRICT;
CREATE INDEX label_drawn_wanted ON label_drawn (order_id) WHERE file IS NULL;

-- Sync: state that is level-triggered. wanted_version grows with every change of what the value depends on.
CREATE TABLE offer (
  listing_id TEXT NOT NULL REFERENCES listing (id),
  external_warehouse_id TEXT NOT NULL,
  account_id TEXT NOT NULL,
  wanted_version INTEGER NOT NULL DEFAULT 1,
  acked_version INTEGER NOT NULL DEFAULT 0,
  -- The moment of the oldest change not yet told, and whether it was a decrease (those go first).
  wanted_at_ms INTEGER NOT NULL,
  urgent INTEGER NOT NULL DEFAULT 0 CHECK (urgent IN (0, 1)),
  told_quantity INTEGER,
  told_at_ms INTEGER,
  live_quantity INTEGER,
  live_read_at_ms INTEGER,
  problem_json TEXT CHECK (problem_json IS NULL OR json_valid(problem_json)),
  parked INTEGER NOT NULL DEFAULT 0 CHECK (parked IN (0, 1)),
  -- Some marketplaces take one figure of a listing in a warehouse only so often; a restart does not shorten that.
  not_before_ms INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (listing_id, external_warehouse_id),
  FOREIGN KEY (account_id, external_warehouse_id) REFERENCES channel_warehouse (account_id, external_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX offer_waiting ON offer (account_id, external_warehouse_id, urgent DESC, wanted_at_ms)
  WHERE wanted_version > acked_version AND parked = 0;
CREATE INDEX offer_told ON offer (account_id, external_warehouse_id, live_read_at_ms);

CREATE TABLE push (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  listing_id TEXT NOT NULL REFERENCES listing (id),
  external_warehouse_id TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  quantity INTEGER NOT NULL,
  cause TEXT NOT NULL,
  outcome TEXT NOT NULL,
  problem_json TEXT CHECK (problem_json IS NULL OR json_valid(problem_json))
) STRICT;
CREATE INDEX push_by_listing ON push (listing_id, seq);

-- Commands for a marketplace, written in the transaction that caused them, sent in order per subject.
CREATE TABLE outbox (
  id TEXT PRIMARY KEY NOT NULL,
  seq INTEGER NOT NULL UNIQUE,
  account_id TEXT NOT NULL REFERENCES account (id),
  subject TEXT NOT NULL,
  kind TEXT NOT NULL,
  payload_json TEXT NOT NULL CHECK (json_valid(payload_json)),
  state TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'unknown', 'done', 'rejected', 'dropped')),
  attempts INTEGER NOT NULL DEFAULT 0,
  not_before_ms INTEGER NOT NULL DEFAULT 0,
  problem_json TEXT CHECK (problem_json IS NULL OR json_valid(problem_json)),
  drop_reason TEXT,
  operation_id TEXT REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED,
  created_at_ms INTEGER NOT NULL,
  ended_at_ms INTEGER
) STRICT;
CREATE INDEX outbox_open ON outbox (account_id, subject, seq) WHERE state IN ('queued', 'sending', 'unknown', 'rejected');

CREATE INDEX outbox_by_operation ON outbox (operation_id) WHERE operation_id IS NOT NULL;

CREATE TABLE cursor (
  account_id TEXT NOT NULL REFERENCES account (id),
  stream TEXT NOT NULL,
  value TEXT NOT NULL,
  moved_at_ms INTEGER NOT NULL,
  PRIMARY KEY (account_id, stream)
) STRICT, WITHOUT ROWID;

CREATE TABLE inbox (
  account_id TEXT NOT NULL REFERENCES account (id),
  stream TEXT NOT NULL,
  external_id TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  seen_at_ms INTEGER NOT NULL,
  PRIMARY KEY (account_id, stream, external_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE limiter (
  account_id TEXT NOT NULL,
  limit_group TEXT NOT NULL,
  tokens REAL NOT NULL,
  at_ms INTEGER NOT NULL,
  blocked_until_ms INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (account_id, limit_group)
) STRICT, WITHOUT ROWID;

-- One row per account and stream (orders, statuses, labels, stock, listings, outbox, ...): what the health screen shows.
CREATE TABLE stream_health (
  account_id TEXT NOT NULL REFERENCES account (id),
  stream TEXT NOT NULL,
  last_success_ms INTEGER,
  last_failure_ms INTEGER,
  failures INTEGER NOT NULL DEFAULT 0,
  problem_json TEXT CHECK (problem_json IS NULL OR json_valid(problem_json)),
  PRIMARY KEY (account_id, stream)
) STRICT, WITHOUT ROWID;

CREATE TABLE breaker (
  account_id TEXT NOT NULL REFERENCES account (id),
  kind TEXT NOT NULL CHECK (kind IN ('transport', 'auth')),
  failures INTEGER NOT NULL,
  open_until_ms INTEGER NOT NULL,
  PRIMARY KEY (account_id, kind)
) STRICT, WITHOUT ROWID;

CREATE TABLE printer (
  id TEXT PRIMARY KEY NOT NULL,
  name TEXT NOT NULL CHECK (length(name) > 0),
  transport TEXT NOT NULL CHECK (transport IN ('tcp', 'file', 'virtual', 'winspool', 'cups', 'serial')),
  address TEXT NOT NULL,
  language TEXT NOT NULL CHECK (language IN ('zpl', 'tspl', 'epl2', 'escpos')),
  dpi INTEGER NOT NULL CHECK (dpi IN (203, 300, 600)),
  width_mm INTEGER NOT NULL CHECK (width_mm BETWEEN 10 AND 300),
  height_mm INTEGER NOT NULL CHECK (height_mm BETWEEN 10 AND 400),
  settings_json TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(settings_json)),
  proven_at_ms INTEGER,
  paused INTEGER NOT NULL DEFAULT 0 CHECK (paused IN (0, 1)),
  roll_labels INTEGER CHECK (roll_labels > 0),
  roll_left INTEGER CHECK (roll_left >= 0),
  removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)),
  created_at_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE print_job (
  id TEXT PRIMARY KEY NOT NULL,
  seq INTEGER NOT NULL UNIQUE,
  printer_id TEXT NOT NULL REFERENCES printer (id),
  -- The printer it was given to, while another stands in for that; only before it is sent.
  meant_for TEXT REFERENCES printer (id),
  order_id TEXT REFERENCES orders (id),
  kind TEXT NOT NULL CHECK (kind IN ('order-label', 'supply-code', 'box-label', 'own-label', 'test')),
  -- What to print when it is no order's label: {"supplyId"}, {"supplyId","boxId"}, {"code"}, {"batchId","row","copies"}.
  source_json TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(source_json)),
  -- waiting: the parcel is packed and its label is not here yet.
  state TEXT NOT NULL CHECK (state IN ('waiting', 'queued', 'sending', 'sent', 'confirmed', 'failed-not-sent', 'unknown', 'cancelled')),
  problem TEXT,
  -- Why it was printed again; NULL for the first time.
  reprint_of TEXT REFERENCES print_job (id),
  reason TEXT,
  station TEXT NOT NULL,
  bytes INTEGER,
  created_at_ms INTEGER NOT NULL,
  -- When the label that was waited for came.
  released_at_ms INTEGER,
  sent_at_ms INTEGER,
  ended_at_ms INTEGER,
  CHECK ((reprint_of IS NULL) = (reason IS NULL))
) STRICT;
-- Ended: confirmed, refused, cancelled, or sent to a printer that never answers; unknown stays open until a person decides.
CREATE INDEX print_job_waiting ON print_job (seq) WHERE state = 'waiting';
CREATE INDEX print_job_released ON print_job (released_at_ms) WHERE released_at_ms IS NOT NULL;
-- A packer's label goes before a batch of own ones, however long that is.
CREATE INDEX print_job_open ON print_job (printer_id, kind = 'own-label', seq) WHERE ended_at_ms IS NULL;
CREATE INDEX print_job_moved ON print_job (meant_for, seq) WHERE meant_for IS NOT NULL AND ended_at_ms IS NULL;
CREATE INDEX print_job_reprints ON print_job (reprint_of) WHERE reprint_of IS NOT NULL;
CREATE INDEX print_job_by_batch ON print_job (source_json ->> 'batchId') WHERE kind = 'own-label';
CREATE INDEX print_job_by_printer ON print_job (printer_id, seq);
CREATE INDEX print_job_by_order ON print_job (order_id, seq) WHERE order_id IS NOT NULL;
-- An order's label is printed once by itself; every further one is a reprint with a reason.
CREATE UNIQUE INDEX print_job_once ON print_job (order_id, kind)
  WHERE order_id IS NOT NULL AND reprint_of IS NULL AND state NOT IN ('failed-not-sent', 'cancelled');

-- Templates of own labels: the owner's, and the owner's versions of built-in ones under the same id.
CREATE TABLE label_template (
  id TEXT PRIMARY KEY NOT NULL,
  name TEXT NOT NULL CHECK (length(name) > 0),
  template_json TEXT NOT NULL CHECK (json_valid(template_json)),
  changed_at_ms INTEGER NOT NULL
) STRICT;

-- What was asked for, as it was then: a reprint prints the same label whatever has changed since.
CREATE TABLE label_batch (
  id TEXT PRIMARY KEY NOT NULL,
  seq INTEGER NOT NULL UNIQUE,
  printer_id TEXT NOT NULL REFERENCES printer (id),
  template_json TEXT NOT NULL CHECK (json_valid(template_json)),
  created_at_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE label_batch_row (
  batch_id TEXT NOT NULL REFERENCES label_batch (id),
  row INTEGER NOT NULL,
  fields_json TEXT NOT NULL CHECK (json_valid(fields_json)),
  PRIMARY KEY (batch_id, row)
) STRICT, WITHOUT ROWID;

-- What the label of a product says beyond its card.
CREATE TABLE product_label (
  product_id TEXT PRIMARY KEY NOT NULL REFERENCES product (id),
  facts_json TEXT NOT NULL CHECK (json_valid(facts_json))
) STRICT;

CREATE TABLE station (
  id TEXT PRIMARY KEY NOT NULL,
  name TEXT NOT NULL,
  printer_id TEXT REFERENCES printer (id),
  -- The order in the packer's hand that still needs a mark; NULL between orders.
  open_order_id TEXT REFERENCES orders (id),
  opened_at_ms INTEGER,
  -- The wave whose wall is filled here; NULL: order by order.
  wave_id TEXT REFERENCES wave (id)
) STRICT;

-- Further printers of a station.
CREATE TABLE station_printer (
  station_id TEXT NOT NULL REFERENCES station (id),
  printer_id TEXT NOT NULL REFERENCES printer (id),
  position INTEGER NOT NULL,
  PRIMARY KEY (station_id, printer_id)
) STRICT, WITHOUT ROWID;
-- Where labels of a kind and size go, where the owner has said it; sizes 0: any that has no line of its own.
CREATE TABLE station_route (
  station_id TEXT NOT NULL REFERENCES station (id),
  kind TEXT NOT NULL CHECK (kind IN ('order-label', 'supply-code', 'box-label', 'own-label')),
  width_mm INTEGER NOT NULL CHECK (width_mm >= 0),
  height_mm INTEGER NOT NULL CHECK ((height_mm > 0) = (width_mm > 0)),
  printer_id TEXT NOT NULL REFERENCES printer (id),
  spare_id TEXT REFERENCES printer (id),
  PRIMARY KEY (station_id, kind, width_mm, height_mm)
) STRICT, WITHOUT ROWID;

CREATE TABLE person (
  id TEXT PRIMARY KEY NOT NULL,
  -- Unique, also among those who left: operations name their actor by it.
  name TEXT NOT NULL UNIQUE CHECK (length(name) > 0),
  role TEXT NOT NULL CHECK (role IN ('packer', 'lead', 'owner')),
  badge_hash TEXT UNIQUE,
  pin_salt TEXT,
  pin_hash TEXT,
  archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
  created_at_ms INTEGER NOT NULL,
  CHECK ((pin_salt IS NULL) = (pin_hash IS NULL))
) STRICT;

-- Who stands where: one person at a station at a time.
CREATE TABLE sign_in (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  person_id TEXT NOT NULL REFERENCES person (id),
  station TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  ended_at_ms INTEGER
) STRICT;
CREATE UNIQUE INDEX sign_in_open ON sign_in (station) WHERE ended_at_ms IS NULL;

-- Orders picked in one walk. Its number is what people call it, and the code of its cart.
CREATE TABLE wave (
  id TEXT PRIMARY KEY NOT NULL,
  number INTEGER NOT NULL UNIQUE,
  choice_json TEXT NOT NULL CHECK (json_valid(choice_json)),
  cells INTEGER NOT NULL CHECK (cells BETWEEN 0 AND 500),
  state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'closed')),
  created_at_ms INTEGER NOT NULL,
  closed_at_ms INTEGER,
  CHECK ((state = 'closed') = (closed_at_ms IS NOT NULL))
) STRICT;

-- An order is in one wave at most; what a wave leaves undone is free for the next.
CREATE TABLE wave_order (
  order_id TEXT PRIMARY KEY NOT NULL REFERENCES orders (id),
  wave_id TEXT NOT NULL REFERENCES wave (id),
  joined_at_ms INTEGER NOT NULL,
  docked INTEGER NOT NULL DEFAULT 0 CHECK (docked IN (0, 1)),
  cell INTEGER CHECK (cell > 0)
) STRICT, WITHOUT ROWID;
CREATE INDEX wave_order_by_wave ON wave_order (wave_id);
CREATE UNIQUE INDEX wave_order_cell ON wave_order (wave_id, cell) WHERE cell IS NOT NULL;

-- What a picker did not find where it should lie, and why.
CREATE TABLE wave_short (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  wave_id TEXT NOT NULL REFERENCES wave (id),
  product_id TEXT NOT NULL REFERENCES product (id),
  location_id TEXT NOT NULL REFERENCES location (id),
  quantity INTEGER NOT NULL CHECK (quantity > 0),
  reason TEXT NOT NULL,
  actor TEXT NOT NULL,
  at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX wave_short_by_wave ON wave_short (wave_id);

-- A list of a wave as it was printed: what is scanned back from the paper is what stood on it, whatever joined the wave since.
CREATE TABLE wave_paper_line (
  wave_id TEXT NOT NULL REFERENCES wave (id),
  paper INTEGER NOT NULL CHECK (paper > 0),
  line INTEGER NOT NULL CHECK (line > 0),
  product_id TEXT NOT NULL REFERENCES product (id),
  location_id TEXT NOT NULL REFERENCES location (id),
  quantity INTEGER NOT NULL CHECK (quantity > 0),
  printed_at_ms INTEGER NOT NULL,
  -- The last movement before it was printed: what was carried since is told from what was carried before.
  after_seq INTEGER NOT NULL,
  done_at_ms INTEGER,
  PRIMARY KEY (wave_id, paper, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE scan (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  at_ms INTEGER NOT NULL,
  station TEXT NOT NULL,
  actor TEXT NOT NULL,
  code TEXT NOT NULL,
  outcome TEXT NOT NULL,
  order_id TEXT REFERENCES orders (id)
) STRICT;
CREATE INDEX scan_by_order ON scan (order_id, seq) WHERE order_id IS NOT NULL;

CREATE TABLE api_token (
  id TEXT PRIMARY KEY NOT NULL,
  name TEXT NOT NULL,
  hash TEXT NOT NULL UNIQUE,
  permissions_json TEXT NOT NULL CHECK (json_valid(permissions_json)),
  created_at_ms INTEGER NOT NULL,
  last_used_at_ms INTEGER,
  revoked_at_ms INTEGER
) STRICT;

CREATE TABLE incident (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  at_ms INTEGER NOT NULL,
  kind TEXT NOT NULL,
  payload_json TEXT NOT NULL CHECK (json_valid(payload_json)),
  closed_at_ms INTEGER
) STRICT;

-- Append-only by law: REPLACE fires these too, because recursive_triggers is on.
CREATE TRIGGER operation_is_final BEFORE UPDATE ON operation BEGIN SELECT RAISE(ABORT, 'operation is append-only'); END;
CREATE TRIGGER operation_is_kept BEFORE DELETE ON operation BEGIN SELECT RAISE(ABORT, 'operation is append-only'); END;
CREATE TRIGGER movement_is_final BEFORE UPDATE ON movement BEGIN SELECT RAISE(ABORT, 'movement is append-only'); END;
CREATE TRIGGER movement_is_kept BEFORE DELETE ON movement BEGIN SELECT RAISE(ABORT, 'movement is append-only'); END;
CREATE TRIGGER reservation_ends_once BEFORE UPDATE ON reservation
  WHEN OLD.ended IS NOT NULL OR NEW.ended IS NULL
    OR NEW.id <> OLD.id OR NEW.order_line_id <> OLD.order_line_id OR NEW.product_id <> OLD.product_id
    OR NEW.warehouse_id <> OLD.warehouse_id OR NEW.quantity <> OLD.quantity
  BEGIN SELECT RAISE(ABORT, 'reservation ends once'); END;
CREATE TRIGGER reservation_is_kept BEFORE DELETE ON reservation BEGIN SELECT RAISE(ABORT, 'reservation is kept'); END;
CREATE TRIGGER parcel_unit_is_final BEFORE UPDATE ON parcel_unit BEGIN SELECT RAISE(ABORT, 'parcel_unit is append-only'); END;
CREATE TRIGGER parcel_unit_is_kept BEFORE DELETE ON parcel_unit BEGIN SELECT RAISE(ABORT, 'parcel_unit is append-only'); END;
CREATE TRIGGER parcel_look_is_final BEFORE UPDATE ON parcel_look BEGIN SELECT RAISE(ABORT, 'parcel_look is append-only'); END;
CREATE TRIGGER parcel_look_is_kept BEFORE DELETE ON parcel_look BEGIN SELECT RAISE(ABORT, 'parcel_look is append-only'); END;
CREATE TRIGGER order_event_is_final BEFORE UPDATE ON order_event BEGIN SELECT RAISE(ABORT, 'order_event is append-only'); END;
CREATE TRIGGER order_event_is_kept BEFORE DELETE ON order_event BEGIN SELECT RAISE(ABORT, 'order_event is append-only'); END;

CREATE TRIGGER return_take_is_final BEFORE UPDATE ON return_take BEGIN SELECT RAISE(ABORT, 'return_take is append-only'); END;
CREATE TRIGGER return_take_is_kept BEFORE DELETE ON return_take BEGIN SELECT RAISE(ABORT, 'return_take is append-only'); END;
-- A thing comes back once.
CREATE TRIGGER return_taken_once BEFORE INSERT ON return_take
  WHEN NEW.quantity + (SELECT ifnull(sum(t.quantity), 0) FROM return_take t WHERE t.return_line_id = NEW.return_line_id
      AND NOT EXISTS (SELECT 1 FROM operation o WHERE o.reverses_id = t.operation_id))
    > (SELECT quantity FROM return_line WHERE id = NEW.return_line_id)
  BEGIN SELECT RAISE(ABORT, 'a return is taken once'); END;

CREATE TRIGGER parcel_fills AFTER INSERT ON parcel_unit
  BEGIN UPDATE orders SET units = units + NEW.quantity WHERE id = (SELECT order_id FROM order_line WHERE id = NEW.order_line_id); END;

CREATE TRIGGER order_waits AFTER UPDATE OF status ON orders
  WHEN (OLD.status IN ('new', 'assembling')) <> (NEW.status IN ('new', 'assembling'))
  BEGIN UPDATE order_line SET waiting = NEW.status IN ('new', 'assembling') AND quantity > 0 WHERE order_id = NEW.id; END;

CREATE TRIGGER order_due AFTER UPDATE OF ship_by_ms ON orders WHEN OLD.ship_by_ms IS NOT NEW.ship_by_ms
  BEGIN UPDATE order_line SET due_ms = ifnull(NEW.ship_by_ms, 9007199254740991) WHERE order_id = NEW.id; END;

CREATE TRIGGER movement_holds_products BEFORE INSERT ON movement
  WHEN (SELECT kind FROM product WHERE id = NEW.product_id) <> 'product'
  BEGIN SELECT RAISE(ABORT, 'a kit has no stock of its own'); END;

-- What leaves first: the bin, then the warehouse total, unless it stays in the same warehouse.
CREATE TRIGGER movement_applies AFTER INSERT ON movement BEGIN
  INSERT INTO balance (product_id, location_id, on_hand)
    SELECT NEW.product_id, l.id, NEW.quantity FROM location l WHERE l.id = NEW.to_location_id AND l.warehouse_id IS NOT NULL
    ON CONFLICT DO UPDATE SET on_hand = on_hand + excluded.on_hand;
  INSERT INTO balance (product_id, location_id, on_hand)
    SELECT NEW.product_id, l.id, 0 FROM location l WHERE l.id = NEW.from_location_id AND l.warehouse_id IS NOT NULL
    ON CONFLICT DO NOTHING;
  UPDATE balance SET on_hand = on_hand - NEW.quantity WHERE product_id = NEW.product_id AND location_id = NEW.from_location_id;
  INSERT INTO stock (product_id, warehouse_id, on_hand)
    SELECT NEW.product_id, t.warehouse_id, NEW.quantity FROM location t, location f
    WHERE t.id = NEW.to_location_id AND f.id = NEW.from_location_id
      AND t.warehouse_id IS NOT NULL AND t.warehouse_id IS NOT f.warehouse_id
    ON CONFLICT DO UPDATE SET on_hand = on_hand + excluded.on_hand;
  INSERT INTO stock (product_id, warehouse_id)
    SELECT NEW.product_id, f.warehouse_id FROM location f
    WHERE f.id = NEW.from_location_id AND f.warehouse_id IS NOT NULL
    ON CONFLICT DO NOTHING;
  UPDATE stock SET on_hand = on_hand - NEW.quantity
    WHERE product_id = NEW.product_id
      AND warehouse_id = (SELECT f.warehouse_id FROM location f, location t
        WHERE f.id = NEW.from_location_id AND t.id = NEW.to_location_id AND f.warehouse_id IS NOT t.warehouse_id);
END;

CREATE TRIGGER reservation_holds AFTER INSERT ON reservation WHEN NEW.ended IS NULL BEGIN
  UPDATE stock SET reserved = reserved + NEW.quantity WHERE product_id = NEW.product_id AND warehouse_id = NEW.warehouse_id;
  SELECT RAISE(ABORT, 'reserved_within_on_hand') WHERE changes() = 0;
END;
CREATE TRIGGER reservation_lets_go AFTER UPDATE OF ended ON reservation WHEN OLD.ended IS NULL AND NEW.ended IS NOT NULL BEGIN
  UPDATE stock SET reserved = reserved - NEW.quantity WHERE product_id = NEW.product_id AND warehouse_id = NEW.warehouse_id;
END;
`;
