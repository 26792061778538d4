/** Which rows an answer is made of; each has those before it, too. */
export type Extent = 'groups' | 'catalogue' | 'reviews';

/** What must not have changed since an answer was begun for it to be right still. */
export interface Stamp {
  readonly of: Extent;
  /** Null: all products. */
  readonly product: string | null;
  /** Number of the last change that was heard of before the first row was read. */
  readonly epoch: number;
}

/** Changes of single products beyond this are remembered as one change of them all. */
const MAX_PRODUCTS = 20_000;

/**
 * Remembers when what was last changed, counted in messages. Nothing is searched for and thrown away
 * when a change comes: an answer is old when something that it shows has changed after its epoch.
 * This holds too for answers that are still being read while the change comes.
 */
export class Freshness {
  private epoch = 0;
  private everything = 0;
  private everyProduct = 0;
  private anyProduct = 0;
  private anyReview = 0;
  private readonly products = new Map<string, number>();

  /** To be asked before the first row is read. */
  now(): number {
    return this.epoch;
  }

  /** A message of the database: see the migration that announces changes. */
  hear(message: string): void {
    this.epoch += 1;
    const [kind, id = ''] = message.split(':', 2);
    if (kind === 'product') this.productChanged(id);
    else if (kind === 'review') this.reviewChanged(id);
    else if (kind === 'lists') this.anyProduct = this.epoch;
    else if (kind === 'products') this.everyProduct = this.epoch;
    else this.everything = this.epoch;
  }

  /** Nobody knows what has changed. */
  forgetAll(): void {
    this.epoch += 1;
    this.everything = this.epoch;
  }

  isFresh({ of, product, epoch }: Stamp): boolean {
    if (epoch < this.everything) return false;
    if (of === 'groups') return true;
    if (epoch < this.everyProduct) return false;
    if (product !== null) return epoch >= (this.products.get(product) ?? 0);
    return epoch >= this.anyProduct && (of !== 'reviews' || epoch >= this.anyReview);
  }

  private productChanged(id: string): void {
    this.anyProduct = this.epoch;
    this.remember(id);
  }

  private reviewChanged(id: string): void {
    this.anyReview = this.epoch;
    this.remember(id);
  }

  private remember(id: string): void {
    if (this.products.size >= MAX_PRODUCTS) {
      this.products.clear();
      this.everyProduct = this.epoch;
    }
    this.products.set(id, this.epoch);
  }
}
