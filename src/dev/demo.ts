import type { RoleUrls } from '../database/roles.js';
import { seedDemo as seed } from './demo-data/seed-demo.js';

/** Fills the shop with demo data up to the given number of products; what is there already stays. */
export async function seedDemo(
  urls: RoleUrls,
  products: number,
  progress: (line: string) => void,
): Promise<void> {
  await seed({ url: urls.ownerUrl, products, onProgress: progress });
}
