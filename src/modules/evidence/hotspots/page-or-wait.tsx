import type { VNode } from 'preact';
import { Conflict, TooMany } from '#platform/http/failures.ts';
import { pageOrWhyNot } from '../figures/no-figure-page.tsx';
import { MapWaitPage } from './map-wait-page.tsx';

type Address = {
  /** A page with what can be asked for. */
  start: { href: string; name: string };
  /** Where the same is asked for again. */
  again: () => string;
};

/** A page of what takes long to work out, or why there is none: nothing to work it out of, or not just now. */
export async function pageOrWait(
  { start, again }: Address,
  make: () => Promise<VNode>,
): Promise<[VNode, number]> {
  try {
    return await pageOrWhyNot(make, start);
  } catch (problem) {
    if (!(problem instanceof TooMany || problem instanceof Conflict)) throw problem;
    return [<MapWaitPage why={problem.message} href={again()} />, problem.status];
  }
}
