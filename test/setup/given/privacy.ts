export * from '../../../src/testing/given/privacy.js';
