import { existsSync } from 'node:fs';
import { loadEnvFile } from 'node:process';
import { ENV_NAMES, forgetEnv } from './env.js';

/** Variables by name, as a child process takes them. */
export type Variables = Readonly<Record<string, string>>;

/**
 * What was really given, a `.env` file included and before any default: for the programs that fill in what is missing
 * (`npm start`, the command line).
 */
export function givenEnv(): Variables {
  if (existsSync('.env')) loadEnvFile('.env');
  const given = ENV_NAMES.map((name) => [name, process.env[name]?.trim() ?? ''] as const);
  return Object.fromEntries(given.filter(([, value]) => value !== ''));
}

/** The folders in which the system looks for programs. */
export function searchPath(): string {
  return process.env['PATH'] ?? '';
}

/** The whole environment for a child process, with `extra` on top. */
export function environmentWith(extra: Variables): Record<string, string | undefined> {
  return { ...process.env, ...extra };
}

/** Makes filled-in variables those of this process, for whatever asks for the environment from now on. */
export function adoptEnvironment(variables: Variables): void {
  Object.assign(process.env, variables);
  forgetEnv();
}
