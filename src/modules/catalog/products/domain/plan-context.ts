import type { Found } from './found.js';
import type { Names } from './names.js';

/** What the rows of one call share while they are planned. */
export interface PlanContext {
  readonly found: Found;
  readonly slugs: Names;
  readonly productSkus: Names;
  readonly variantSkus: Names;
  readonly createAttributes: boolean;
  readonly newVariants: boolean;
  readonly mayPublish: boolean;
  readonly now: Date;
}
