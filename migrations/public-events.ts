/**
 * The triggers that write public events. Not in the code that makes the changes: whichever way a row takes, staff,
 * file, worker or statement of several tables, its event is written by the same transaction and by nobody twice.
 * Payloads hold ids, states and money; `src/modules/webhooks/domain/event-types.ts` documents them and a test holds
 * the two against each other.
 */

/** Moving an order into the archive and back is no news. */
const NOT_ARCHIVING = `current_setting('app.archiving', true) IS DISTINCT FROM 'on'`;

const ORDER_DATA = `jsonb_build_object('orderId', o.id, 'orderNumber', o.order_number, 'customerId', o.user_id,
  'status', o.status, 'currency', o.currency, 'totalAmount', money_text(o.total_amount, o.currency),
  'refundedAmount', money_text(o.refunded_amount, o.currency))`;

const ORDERS = `
  CREATE FUNCTION tell_of_order() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    o orders := NEW;
    said jsonb := ${ORDER_DATA};
  BEGIN
    IF TG_OP = 'INSERT' THEN
      PERFORM tell_event('order.placed', 'order', o.id, said);
    END IF;
    IF (TG_OP = 'INSERT' OR OLD.status <> o.status) AND o.status IN ('confirmed', 'cancelled', 'completed') THEN
      PERFORM tell_event('order.' || o.status::text, 'order', o.id, said);
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.refunded_amount < o.refunded_amount THEN
      PERFORM tell_event('order.refunded', 'order', o.id, said);
    END IF;
    RETURN NULL;
  END $$;
  CREATE TRIGGER orders_tell_insert AFTER INSERT ON orders FOR EACH ROW WHEN (${NOT_ARCHIVING})
    EXECUTE FUNCTION tell_of_order();
  CREATE TRIGGER orders_tell_update AFTER UPDATE OF status, refunded_amount ON orders FOR EACH ROW
    WHEN (OLD.status <> NEW.status OR OLD.refunded_amount < NEW.refunded_amount)
    EXECUTE FUNCTION tell_of_order();

  CREATE FUNCTION tell_of_order_part() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    said jsonb := jsonb_build_object('orderId', NEW.order_id);
  BEGIN
    IF TG_TABLE_NAME = 'order_edits' THEN
      PERFORM tell_event('order.edited', 'order', NEW.order_id, said || jsonb_build_object('editId', NEW.id,
        'currency', NEW.currency, 'totalBefore', money_text(NEW.total_before, NEW.currency),
        'totalAfter', money_text(NEW.total_after, NEW.currency)));
    ELSE
      PERFORM tell_event('order.' || NEW.status, 'order', NEW.order_id,
        said || jsonb_build_object('parcelId', NEW.id, 'carrier', NEW.carrier));
    END IF;
    RETURN NULL;
  END $$;
  CREATE TRIGGER order_edits_tell AFTER INSERT ON order_edits FOR EACH ROW EXECUTE FUNCTION tell_of_order_part();
  CREATE TRIGGER fulfilments_tell_insert AFTER INSERT ON fulfilments FOR EACH ROW
    WHEN (NEW.status IN ('shipped', 'delivered') AND ${NOT_ARCHIVING}) EXECUTE FUNCTION tell_of_order_part();
  CREATE TRIGGER fulfilments_tell_update AFTER UPDATE OF status ON fulfilments FOR EACH ROW
    WHEN (OLD.status <> NEW.status AND NEW.status IN ('shipped', 'delivered'))
    EXECUTE FUNCTION tell_of_order_part();

  CREATE FUNCTION tell_of_return() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    PERFORM tell_event('return.' || NEW.status, 'return', NEW.id,
      jsonb_build_object('returnId', NEW.id, 'orderId', NEW.order_id));
    RETURN NULL;
  END $$;
  CREATE TRIGGER returns_tell_insert AFTER INSERT ON returns FOR EACH ROW WHEN (${NOT_ARCHIVING})
    EXECUTE FUNCTION tell_of_return();
  CREATE TRIGGER returns_tell_update AFTER UPDATE OF status ON returns FOR EACH ROW
    WHEN (OLD.status <> NEW.status) EXECUTE FUNCTION tell_of_return();
`;

const MONEY = `
  CREATE FUNCTION tell_of_payment() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    PERFORM tell_event(CASE NEW.status WHEN 'success' THEN 'payment.succeeded' ELSE 'payment.failed' END,
      'payment', NEW.id, jsonb_build_object('paymentId', NEW.id, 'orderId', NEW.order_id, 'status', NEW.status,
        'currency', NEW.currency, 'amount', money_text(NEW.amount, NEW.currency),
        'capturedAmount', money_text(NEW.captured_amount, NEW.currency)));
    RETURN NULL;
  END $$;
  CREATE TRIGGER payments_tell_insert AFTER INSERT ON payments FOR EACH ROW
    WHEN (NEW.status IN ('success', 'failed', 'cancelled') AND ${NOT_ARCHIVING})
    EXECUTE FUNCTION tell_of_payment();
  CREATE TRIGGER payments_tell_update AFTER UPDATE OF status ON payments FOR EACH ROW
    WHEN (OLD.status <> NEW.status AND NEW.status IN ('success', 'failed', 'cancelled'))
    EXECUTE FUNCTION tell_of_payment();

  CREATE FUNCTION tell_of_refund() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    PERFORM tell_event('refund.' || CASE NEW.status WHEN 'pending' THEN 'requested' ELSE NEW.status END,
      'refund', NEW.id, jsonb_build_object('refundId', NEW.id, 'paymentId', NEW.payment_id, 'orderId', NEW.order_id,
        'status', NEW.status, 'currency', NEW.currency, 'amount', money_text(NEW.amount, NEW.currency)));
    RETURN NULL;
  END $$;
  CREATE TRIGGER refunds_tell_insert AFTER INSERT ON refunds FOR EACH ROW
    WHEN (NEW.status IN ('pending', 'succeeded', 'failed') AND ${NOT_ARCHIVING}) EXECUTE FUNCTION tell_of_refund();
  CREATE TRIGGER refunds_tell_update AFTER UPDATE OF status ON refunds FOR EACH ROW
    WHEN (OLD.status <> NEW.status AND NEW.status IN ('succeeded', 'failed')) EXECUTE FUNCTION tell_of_refund();
`;

const SHOWN = [
  'name',
  'slug',
  'description',
  'short_description',
  'brand_id',
  'category_id',
  'collection_id',
  'base_price',
  'sku',
  'status',
  'published',
  'featured',
  'weight',
  'dimensions',
  'metadata',
  'tax_class',
  'custom_fields',
  'deleted_at',
];
const SOLD = ['name', 'sku', 'price', 'compare_at_price', 'weight', 'is_active', 'deleted_at'];

function differs(columns: readonly string[]): string {
  const of = (row: string): string => columns.map((column) => `${row}.${column}`).join(', ');
  return `(${of('OLD')}) IS DISTINCT FROM (${of('NEW')})`;
}

const CATALOGUE = `
  CREATE FUNCTION tell_of_product() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    p products := COALESCE(NEW, OLD);
    kind text := 'changed';
  BEGIN
    IF TG_OP = 'INSERT' THEN kind := 'created';
    ELSIF TG_OP = 'DELETE' OR OLD.deleted_at IS NULL AND p.deleted_at IS NOT NULL THEN kind := 'deleted';
    ELSIF OLD.deleted_at IS NOT NULL AND p.deleted_at IS NULL THEN kind := 'restored';
    ELSIF p.published AND NOT OLD.published THEN kind := 'published';
    ELSIF OLD.published AND NOT p.published THEN kind := 'hidden';
    END IF;
    PERFORM tell_event('product.' || kind, 'product', p.id,
      jsonb_build_object('productId', p.id, 'slug', p.slug, 'status', p.status, 'published', p.published));
    RETURN NULL;
  END $$;
  CREATE TRIGGER products_tell_insert AFTER INSERT ON products FOR EACH ROW EXECUTE FUNCTION tell_of_product();
  CREATE TRIGGER products_tell_update AFTER UPDATE OF ${SHOWN.join(', ')} ON products FOR EACH ROW
    WHEN (${differs(SHOWN)}) EXECUTE FUNCTION tell_of_product();
  CREATE TRIGGER products_tell_delete AFTER DELETE ON products FOR EACH ROW
    WHEN (OLD.deleted_at IS NULL) EXECUTE FUNCTION tell_of_product();

  CREATE FUNCTION tell_of_variant() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    PERFORM tell_event(
      CASE WHEN OLD.deleted_at IS NULL AND NEW.deleted_at IS NOT NULL THEN 'variant.deleted' ELSE 'variant.changed' END,
      'variant', NEW.id, jsonb_build_object('variantId', NEW.id, 'productId', NEW.product_id, 'sku', NEW.sku,
        'active', NEW.is_active));
    RETURN NULL;
  END $$;
  CREATE TRIGGER product_variants_tell AFTER UPDATE OF ${SOLD.join(', ')} ON product_variants FOR EACH ROW
    WHEN (${differs(SOLD)}) EXECUTE FUNCTION tell_of_variant();

  -- What counts as few is a setting of the program: it says so in the outbox, a row for whoever mails.
  CREATE FUNCTION tell_of_low_stock() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    PERFORM tell_event('stock.low', 'variant', (NEW.payload ->> 'variantId')::uuid,
      jsonb_build_object('variantId', NEW.payload ->> 'variantId', 'available',
        (SELECT v.inventory_quantity FROM product_variants v WHERE v.id = (NEW.payload ->> 'variantId')::uuid)));
    RETURN NULL;
  END $$;
  CREATE TRIGGER outbox_events_tell AFTER INSERT ON outbox_events FOR EACH ROW
    WHEN (NEW.event = 'inventory.low-stock' AND (NEW.job IS NULL OR NEW.job = 'send-low-stock'))
    EXECUTE FUNCTION tell_of_low_stock();
`;

const PEOPLE = `
  CREATE FUNCTION tell_of_customer() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF EXISTS (SELECT FROM user_roles r WHERE r.id = NEW.role_id AND r.code = 'user') THEN
      PERFORM tell_event(CASE TG_OP WHEN 'INSERT' THEN 'customer.registered' ELSE 'customer.erased' END,
        'customer', NEW.id, jsonb_build_object('customerId', NEW.id));
    END IF;
    RETURN NULL;
  END $$;
  CREATE TRIGGER users_tell_insert AFTER INSERT ON users FOR EACH ROW EXECUTE FUNCTION tell_of_customer();
  CREATE TRIGGER users_tell_update AFTER UPDATE OF deleted_at ON users FOR EACH ROW
    WHEN (OLD.deleted_at IS NULL AND NEW.deleted_at IS NOT NULL) EXECUTE FUNCTION tell_of_customer();

  CREATE FUNCTION tell_of_review() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    PERFORM tell_event(CASE NEW.status WHEN 'approved' THEN 'review.published' ELSE 'review.hidden' END,
      'review', NEW.id,
      jsonb_build_object('reviewId', NEW.id, 'productId', NEW.product_id, 'stars', NEW.rating));
    RETURN NULL;
  END $$;
  CREATE TRIGGER ratings_tell_insert AFTER INSERT ON ratings FOR EACH ROW
    WHEN (NEW.status = 'approved') EXECUTE FUNCTION tell_of_review();
  CREATE TRIGGER ratings_tell_update AFTER UPDATE OF status ON ratings FOR EACH ROW
    WHEN ((OLD.status = 'approved') <> (NEW.status = 'approved')) EXECUTE FUNCTION tell_of_review();
`;

const TRIGGERS: Readonly<Record<string, readonly string[]>> = {
  orders: ['orders_tell_insert', 'orders_tell_update'],
  order_edits: ['order_edits_tell'],
  fulfilments: ['fulfilments_tell_insert', 'fulfilments_tell_update'],
  returns: ['returns_tell_insert', 'returns_tell_update'],
  payments: ['payments_tell_insert', 'payments_tell_update'],
  refunds: ['refunds_tell_insert', 'refunds_tell_update'],
  products: ['products_tell_insert', 'products_tell_update', 'products_tell_delete'],
  product_variants: ['product_variants_tell'],
  outbox_events: ['outbox_events_tell'],
  users: ['users_tell_insert', 'users_tell_update'],
  ratings: ['ratings_tell_insert', 'ratings_tell_update'],
};

const FUNCTIONS = [
  'tell_of_order',
  'tell_of_order_part',
  'tell_of_return',
  'tell_of_payment',
  'tell_of_refund',
  'tell_of_product',
  'tell_of_variant',
  'tell_of_low_stock',
  'tell_of_customer',
  'tell_of_review',
];

export const EVENT_TRIGGERS = [ORDERS, MONEY, CATALOGUE, PEOPLE].join('\n');

export const DROP_EVENT_TRIGGERS = [
  ...Object.entries(TRIGGERS).flatMap(([table, names]) =>
    names.map((name) => `DROP TRIGGER ${name} ON ${table};`),
  ),
  ...FUNCTIONS.map((name) => `DROP FUNCTION ${name}();`),
].join('\n');
