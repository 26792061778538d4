// What every statement that moves stock says about it; `v` is an alias of product_variants.

/**
 * SET list that takes pieces (gives them back, below zero) of a variant whose row is locked. What is free goes
 * first, the rest is owed; what comes back pays what is owed first. Only one of the two is ever above zero.
 */
export const TAKE_STOCK = (v: string, taken: string): string =>
  `inventory_quantity = greatest(${v}.inventory_quantity - ${v}.backordered_quantity - ${taken}, 0),
      backordered_quantity = greatest(${v}.backordered_quantity - ${v}.inventory_quantity + ${taken}, 0)`;

/** Whether so many pieces may be promised. Written so that no sum can leave the range of an integer. */
export const STOCK_SUFFICES = (v: string, wanted: string): string =>
  `${v}.inventory_quantity >= ${wanted} - (${v}.backorder_limit - ${v}.backordered_quantity)`;

/** Pieces that may be sold beyond what is free. */
export const BACKORDER_ROOM = (v: string): string =>
  `greatest(${v}.backorder_limit - ${v}.backordered_quantity, 0)`;

/** From how many free pieces on a variant counts as low; `$n` is what the shop says. */
export const FEW = (v: string, shops: string): string =>
  `coalesce(${v}.low_stock_threshold, ${shops}::int)`;

export const ACTOR = `nullif(current_setting('app.actor_id', true), '')::uuid`;

/** The place with the given id, else the one that is meant when none is named. */
export const PLACE = (id: string): string =>
  `SELECT l.id FROM stock_locations l WHERE l.deleted_at IS NULL
      AND CASE WHEN ${id}::uuid IS NULL THEN l.is_default ELSE l.id = ${id}::uuid END`;
