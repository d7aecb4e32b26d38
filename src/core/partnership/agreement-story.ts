import type { Role } from '#core/access/roles.ts';
import type { TermBlock } from './information-sharing.ts';

/** Who signs for an agency. */
export function maySign(role: Role): boolean {
  return role === 'information-governance' || role === 'administrator';
}

/** The blocks as far as they are about these parties. */
export function termBlocksOf(
  blocks: readonly TermBlock[],
  parties: readonly string[],
): TermBlock[] {
  return blocks.flatMap((block) => {
    const among = block.parties.filter((id) => parties.includes(id));
    return among.length === 0 ? [] : [{ ...block, parties: among }];
  });
}
