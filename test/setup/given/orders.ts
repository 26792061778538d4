export * from '../../../src/testing/given/orders.js';
