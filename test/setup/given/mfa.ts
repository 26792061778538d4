export * from '../../../src/testing/given/mfa.js';
