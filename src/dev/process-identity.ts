import { existsSync, readFileSync } from 'node:fs';

/** A process, told apart from a later one with the same number. */
export interface ProcessIdentity {
  readonly pid: number;
  /** When it began, in the system's own unit; blank where that cannot be read. */
  readonly started: string;
}

/** Identifies a running process. */
export function identify(pid: number): ProcessIdentity {
  return { pid, started: statOf(pid)?.started ?? '' };
}

/** False for a process that has ended, also when its parent has not collected it or its number was given away. */
export function isAlive(known: ProcessIdentity): boolean {
  if (existsSync('/proc/self/stat')) {
    const stat = statOf(known.pid);
    return stat !== null && stat.state !== 'Z' && stat.started === known.started;
  }
  try {
    process.kill(known.pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Sends a signal; a process that ended in the meantime is fine. */
export function signal(known: ProcessIdentity, name: NodeJS.Signals): void {
  if (!isAlive(known)) return;
  try {
    process.kill(known.pid, name);
  } catch {
    // It ended between the question and the signal.
  }
}

function statOf(pid: number): { state: string; started: string } | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in parentheses may hold blanks; fields are counted behind it.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { state: fields[0] ?? '', started: fields[19] ?? '' };
  } catch {
    return null;
  }
}
