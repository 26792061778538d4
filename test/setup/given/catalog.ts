export * from '../../../src/testing/given/catalog.js';
