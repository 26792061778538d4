export * from '../../../src/testing/given/index.js';
