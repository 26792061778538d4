import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { knownQueueNames, RELAY } from '../../src/worker-queues.js';

describe('docker/compose.yml', () => {
  it('starts one worker for every queue and the relay, and none for a queue that does not exist', () => {
    const text = readFileSync('docker/compose.yml', 'utf8');
    const started = [...text.matchAll(/dist\/src\/worker\.js ([\w-]+)/g)].map(([, name]) => name);
    expect(started.sort()).toEqual([...new Set([...knownQueueNames(), RELAY])].sort());
  });
});
