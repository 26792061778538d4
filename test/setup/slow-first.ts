import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Folders whose files mostly wait (for a dead worker's lock, for processes), by how long. */
const SLOW = ['/test/faults/', '/test/worker/', '/test/e2e/'];

/**
 * Starts the files that wait longest first. Otherwise one of them runs alone at the end, and a
 * clean checkout, which has no times of an earlier run to sort by, pays for that in minutes.
 */
export class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((a, b) => rank(a) - rank(b));
  }
}

function rank({ moduleId }: TestSpecification): number {
  const index = SLOW.findIndex((folder) => moduleId.includes(folder));
  return index === -1 ? SLOW.length : index;
}
