export * from '../../../src/testing/given/shipping.js';
