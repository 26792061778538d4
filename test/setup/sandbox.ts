export * from '../../src/testing/sandbox-bank.js';
