export * from '../../../src/testing/given/cart.js';
