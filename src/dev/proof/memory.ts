import { readFile, readdir } from 'node:fs/promises';

/** Megabytes of a group of processes. */
export interface GroupMemory {
  /** Sum of the resident sizes: pages that two processes share count twice. */
  readonly resident: number;
  /** The same with each shared page counted once. */
  readonly proportional: number;
}

/** Resident memory of one process, MB. */
export async function residentMemory(pid: number): Promise<number> {
  return megabytes(await fieldOf(pid, 'status', 'VmRSS'));
}

/** Memory of a process, of whatever was started from a folder, and of all their descendants. */
export async function memoryBelow(folder: string, root: number): Promise<GroupMemory> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const parents = new Map<number, number>();
  const wanted = new Set([root]);
  for (const pid of pids) {
    parents.set(pid, await fieldOf(pid, 'status', 'PPid'));
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    if (command.includes(folder) && pid !== process.pid) wanted.add(pid);
  }
  const isWanted = (pid: number | undefined): boolean =>
    pid !== undefined && pid > 1 && (wanted.has(pid) || isWanted(parents.get(pid)));
  const group = pids.filter((pid) => isWanted(pid));
  const sum = async (file: string, field: string): Promise<number> => {
    const sizes = await Promise.all(group.map((pid) => fieldOf(pid, file, field)));
    return megabytes(sizes.reduce((total, size) => total + size, 0));
  };
  return {
    resident: await sum('status', 'VmRSS'),
    proportional: await sum('smaps_rollup', 'Pss'),
  };
}

async function fieldOf(pid: number, file: string, field: string): Promise<number> {
  const text = await readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => '');
  return Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(text)?.[1] ?? 0);
}

function megabytes(kilobytes: number): number {
  return Math.round(kilobytes / 1024);
}
