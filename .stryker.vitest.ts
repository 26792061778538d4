import { defineConfig } from 'vitest/config';

/**
 * What `npm run mutation` asks about each changed piece of the code: the examples. Not the random baskets, which take
 * longer than all else together and find on one day what they miss on another.
 */
export default defineConfig({
  test: {
    include: ['src/modules/{pricing,discounts}/*.spec.ts'],
    exclude: ['**/*.property.spec.ts'],
    environment: 'node',
  },
});
