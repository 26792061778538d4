export * from '../../../src/testing/given/staff.js';
