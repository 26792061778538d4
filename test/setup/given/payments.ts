export * from '../../../src/testing/given/payments.js';
