export * from '../../src/testing/fake-gateway.js';
