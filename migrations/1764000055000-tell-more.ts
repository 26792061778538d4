import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Events of what the feed was silent about: groups, price lists, carts left behind, money that is held, stock. */
export class TellMore1764000055000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(GROUPS);
    await queryRunner.query(PRICE_LISTS);
    await queryRunner.query(REST);
    await queryRunner.query(STOCK);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    const drops = Object.entries(TRIGGERS).flatMap(([table, names]) =>
      names.map((name) => `DROP TRIGGER ${name} ON ${table};`),
    );
    const functions = FUNCTIONS.map((name) => `DROP FUNCTION ${name}();`);
    await queryRunner.query([...drops, ...functions].join('\n'));
  }
}

const COMMON = ['name', 'slug', 'description', 'image_id', 'image_url', 'published', 'deleted_at'];
const GROUP_TABLES = [
  { table: 'categories', kind: 'category', columns: [...COMMON, 'parent_id', 'tax_class'] },
  { table: 'brands', kind: 'brand', columns: COMMON },
  { table: 'collections', kind: 'collection', columns: [...COMMON, 'rules'] },
];
const GROUP_NAMES = GROUP_TABLES.map(({ table }) => table);

const TRIGGERS: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(
    GROUP_NAMES.map((table) => [
      table,
      [`${table}_tell_insert`, `${table}_tell_update`, `${table}_tell_delete`],
    ]),
  ),
  price_lists: ['price_lists_tell_insert', 'price_lists_tell_update', 'price_lists_tell_delete'],
  price_list_prices: [
    'price_list_prices_tell_insert',
    'price_list_prices_tell_update',
    'price_list_prices_tell_delete',
  ],
  shopping_carts: ['shopping_carts_tell'],
  payments: ['payments_tell_hold'],
  product_variants: ['product_variants_tell_stock'],
};
const FUNCTIONS = [
  'tell_of_group',
  'tell_of_price_list',
  'tell_of_list_prices',
  'tell_of_cart',
  'tell_of_hold',
  'tell_of_stock',
];

const differs = (columns: readonly string[]): string => {
  const of = (row: string): string => columns.map((column) => `${row}.${column}`).join(', ');
  return `(${of('OLD')}) IS DISTINCT FROM (${of('NEW')})`;
};

const groupTriggers = GROUP_TABLES.map(
  ({ table, kind, columns }) => `
  CREATE TRIGGER ${table}_tell_insert AFTER INSERT ON ${table} FOR EACH ROW EXECUTE FUNCTION tell_of_group('${kind}');
  CREATE TRIGGER ${table}_tell_update AFTER UPDATE OF ${columns.join(', ')} ON ${table} FOR EACH ROW
    WHEN (${differs(columns)}) EXECUTE FUNCTION tell_of_group('${kind}');
  CREATE TRIGGER ${table}_tell_delete AFTER DELETE ON ${table} FOR EACH ROW
    WHEN (OLD.deleted_at IS NULL) EXECUTE FUNCTION tell_of_group('${kind}');`,
).join('\n');

const GROUPS = `
  CREATE FUNCTION tell_of_group() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    kind text := TG_ARGV[0];
    what text := 'changed';
    said jsonb;
  BEGIN
    IF TG_OP = 'INSERT' THEN what := 'created';
    ELSIF TG_OP = 'DELETE' THEN what := 'deleted';
    ELSIF OLD.deleted_at IS NULL AND NEW.deleted_at IS NOT NULL THEN what := 'deleted';
    ELSIF OLD.deleted_at IS NOT NULL AND NEW.deleted_at IS NULL THEN what := 'restored';
    END IF;
    IF TG_OP = 'DELETE' THEN
      said := jsonb_build_object(kind || 'Id', OLD.id, 'slug', OLD.slug, 'published', OLD.published);
      PERFORM tell_event(kind || '.' || what, kind, OLD.id, said);
    ELSE
      said := jsonb_build_object(kind || 'Id', NEW.id, 'slug', NEW.slug, 'published', NEW.published);
      PERFORM tell_event(kind || '.' || what, kind, NEW.id, said);
    END IF;
    RETURN NULL;
  END $$;
  ${groupTriggers}
`;

// Prices of a list come by the hundred: whoever follows is told once a statement that the list has changed.
const LIST_COLUMNS = ['name', 'currency', 'customer_group_id', 'starts_at', 'ends_at', 'is_active'];
const LIST_DATA = (row: string): string =>
  `jsonb_build_object('priceListId', ${row}.id, 'currency', ${row}.currency, 'active', ${row}.is_active)`;
const PRICE_LISTS = `
  CREATE FUNCTION tell_of_price_list() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF TG_OP = 'DELETE' THEN
      PERFORM tell_event('pricelist.deleted', 'pricelist', OLD.id, ${LIST_DATA('OLD')});
    ELSE
      PERFORM tell_event(CASE TG_OP WHEN 'INSERT' THEN 'pricelist.created' ELSE 'pricelist.changed' END,
        'pricelist', NEW.id, ${LIST_DATA('NEW')});
    END IF;
    RETURN NULL;
  END $$;
  CREATE TRIGGER price_lists_tell_insert AFTER INSERT ON price_lists FOR EACH ROW
    EXECUTE FUNCTION tell_of_price_list();
  CREATE TRIGGER price_lists_tell_update AFTER UPDATE OF ${LIST_COLUMNS.join(', ')} ON price_lists FOR EACH ROW
    WHEN (${differs(LIST_COLUMNS)}) EXECUTE FUNCTION tell_of_price_list();
  CREATE TRIGGER price_lists_tell_delete AFTER DELETE ON price_lists FOR EACH ROW
    EXECUTE FUNCTION tell_of_price_list();

  -- A list that goes takes its prices along, and has said so itself.
  CREATE FUNCTION tell_of_list_prices() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    PERFORM tell_event('pricelist.changed', 'pricelist', l.id, ${LIST_DATA('l')})
      FROM price_lists l WHERE l.id IN (SELECT price_list_id FROM changed_rows) ORDER BY l.id;
    RETURN NULL;
  END $$;
  ${[
    ['insert', 'INSERT', 'NEW'],
    ['update', 'UPDATE', 'NEW'],
    ['delete', 'DELETE', 'OLD'],
  ]
    .map(
      ([name, operation, rows]) => `
  CREATE TRIGGER price_list_prices_tell_${name} AFTER ${operation} ON price_list_prices
    REFERENCING ${rows} TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION tell_of_list_prices();`,
    )
    .join('')}
`;

const REST = `
  CREATE FUNCTION tell_of_cart() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    PERFORM tell_event('cart.abandoned', 'cart', NEW.id,
      jsonb_build_object('cartId', NEW.id, 'customerId', NEW.user_id));
    RETURN NULL;
  END $$;
  CREATE TRIGGER shopping_carts_tell AFTER UPDATE OF abandoned_at ON shopping_carts FOR EACH ROW
    WHEN (OLD.abandoned_at IS NULL AND NEW.abandoned_at IS NOT NULL) EXECUTE FUNCTION tell_of_cart();

  CREATE FUNCTION tell_of_hold() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    PERFORM tell_event('payment.authorised', 'payment', NEW.id, jsonb_build_object('paymentId', NEW.id,
      'orderId', NEW.order_id, 'status', NEW.status, 'currency', NEW.currency,
      'amount', money_text(NEW.amount, NEW.currency),
      'capturedAmount', money_text(NEW.captured_amount, NEW.currency)));
    RETURN NULL;
  END $$;
  CREATE TRIGGER payments_tell_hold AFTER UPDATE OF authorised_amount, status ON payments FOR EACH ROW
    WHEN (NEW.status = 'processing' AND NEW.authorised_amount > 0
      AND (OLD.authorised_amount = 0 OR OLD.status <> 'processing'))
    EXECUTE FUNCTION tell_of_hold();
`;

// Once a statement and over all its rows: an order of twenty lines moves them in one. Counters are locked in the order
// of ids, as their variants are, and always behind the lock of the variant.
const STOCK = `
  CREATE FUNCTION tell_of_stock() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    WITH changed AS MATERIALIZED (
      SELECT n.id, n.inventory_quantity AS available FROM new_rows n JOIN old_rows o ON o.id = n.id
      WHERE o.inventory_quantity <> n.inventory_quantity ORDER BY n.id
    ), counted AS MATERIALIZED (
      INSERT INTO event_sequences AS s (id, aggregate_type, last_sequence) SELECT id, 'variant', 1 FROM changed
      ON CONFLICT (id) DO UPDATE SET last_sequence = s.last_sequence + 1
      RETURNING s.id, s.last_sequence
    )
    INSERT INTO public_events (type, aggregate_type, aggregate_id, sequence, data)
    SELECT 'stock.changed', 'variant', c.id, k.last_sequence,
      jsonb_build_object('variantId', c.id, 'available', c.available)
    FROM changed c JOIN counted k ON k.id = c.id;
    RETURN NULL;
  END $$;
  CREATE TRIGGER product_variants_tell_stock AFTER UPDATE ON product_variants
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION tell_of_stock();
`;
