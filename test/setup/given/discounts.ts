export * from '../../../src/testing/given/discounts.js';
