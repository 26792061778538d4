import { spawn } from 'node:child_process';

/** The system account a server process runs under; null means "as whoever started us". */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** What a finished command left: its exit code (127 when it could not be started) and its output. */
export interface CommandResult {
  readonly code: number;
  readonly output: string;
}

/** Runs a program to its end. Never rejects: a program that cannot be started is code 127 with the reason. */
export function runCommand(
  program: string,
  args: readonly string[],
  account: Account | null = null,
  onStarted: (pid: number) => void = () => undefined,
): Promise<CommandResult> {
  return new Promise((resolve) => {
    // The parent's own folder may be closed to the other account, so a changed account starts at the root.
    const child = spawn(program, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(account === null ? {} : { uid: account.uid, gid: account.gid, cwd: '/' }),
    });
    if (child.pid !== undefined) onStarted(child.pid);
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.once('error', (error) => resolve({ code: 127, output: error.message }));
    child.once('close', (code) => resolve({ code: code ?? 1, output: output.trim() }));
  });
}
