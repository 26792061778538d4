import type { Statement } from '../../../database/statement.js';

const FIELDS = `l.id, l.code, l.name, l.is_default AS "isDefault", l.is_active AS "isActive",
  to_char(l.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "createdAt"`;

/** Every place, the default one first; there are few. */
export const LIST_LOCATIONS: Statement = {
  name: 'inventory-list-locations',
  text: `SELECT ${FIELDS}, coalesce((SELECT sum(s.quantity) FROM stock_levels s WHERE s.location_id = l.id), 0)::float8 AS pieces
    FROM stock_locations l WHERE l.deleted_at IS NULL ORDER BY l.is_default DESC, l.code`,
};

/** $1 place, or null: the one that is meant when none is named. */
export const FIND_LOCATION: Statement = {
  name: 'inventory-find-location',
  text: `SELECT ${FIELDS} FROM stock_locations l
    WHERE l.deleted_at IS NULL AND CASE WHEN $1::uuid IS NULL THEN l.is_default ELSE l.id = $1::uuid END`,
};

/** All of them, so that the default one can wander without two at a time. */
export const LOCK_LOCATIONS: Statement = {
  name: 'inventory-lock-locations',
  text: 'SELECT l.id FROM stock_locations l WHERE l.deleted_at IS NULL ORDER BY l.id FOR UPDATE',
};

/** Pieces come to it in this transaction: it cannot be closed or deleted meanwhile. */
export const HOLD_LOCATION: Statement = {
  name: 'inventory-hold-location',
  text: `${FIND_LOCATION.text} FOR KEY SHARE OF l`,
};

export const INSERT_LOCATION: Statement = {
  name: 'inventory-insert-location',
  text: 'INSERT INTO stock_locations (code, name, is_active) VALUES ($1, $2, $3) RETURNING id',
};

/** $1 place, $2 code, $3 name, $4 whether things come to it. */
export const UPDATE_LOCATION: Statement = {
  name: 'inventory-update-location',
  text: 'UPDATE stock_locations SET code = $2, name = $3, is_active = $4 WHERE id = $1',
};

/** Two statements, for no two places are the default one at any moment. */
export const LEAVE_DEFAULT: Statement = {
  name: 'inventory-leave-default',
  text: 'UPDATE stock_locations SET is_default = false WHERE is_default AND id <> $1',
};

export const TAKE_DEFAULT: Statement = {
  name: 'inventory-take-default',
  text: 'UPDATE stock_locations SET is_default = true WHERE id = $1 AND NOT is_default',
};

/** Its ledger stays. No row when something lies there, or it is the default one. */
export const DELETE_LOCATION: Statement = {
  name: 'inventory-delete-location',
  text: `UPDATE stock_locations l SET deleted_at = now(), is_active = false
    WHERE l.id = $1 AND NOT l.is_default
      AND NOT EXISTS (SELECT FROM stock_levels s WHERE s.location_id = l.id AND s.quantity > 0)
    RETURNING l.id`,
};
