import { homePath } from '#core/home/paths.ts';

/** Where to sign in, and which page to come back to. */
export function signInPath(next?: string): string {
  return next === undefined || next === homePath()
    ? '/sign-in'
    : `/sign-in?next=${encodeURIComponent(next)}`;
}

export function signOutPath(): string {
  return '/sign-out';
}

/** Where the demonstration's people are entered as. */
export function enterPath(): string {
  return '/enter';
}

/** Where the holder of a one-time link chooses a password. */
export function firstPasswordPath(token: string): string {
  return `/first-password/${token}`;
}
