export * from '../../../src/testing/given/users.js';
