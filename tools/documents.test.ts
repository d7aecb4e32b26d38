import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '#platform/project-root.ts';

const documents = [
  ...readdirSync(projectRoot).filter((name) => name.endsWith('.md')),
  ...readdirSync(join(projectRoot, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
];

const inOurFolders = /^(src|tests|tools|bin|docs|database|partnership)\/[\w./-]+$/;

function namesIn(document: string): string[] {
  const text = readFileSync(join(projectRoot, document), 'utf8');
  const spans = [...text.matchAll(/`([^`\n]+)`/g)].map(([, span = '']) => span);
  const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
  return [
    ...spans.filter((span) => inOurFolders.test(span)),
    ...links
      .filter((link) => !/^(https?:|#)/.test(link))
      .map((link) => join(dirname(document), link)),
  ];
}

describe('what the documents name', () => {
  it('is looked at in all of them', () => {
    expect(documents).toContain('README.md');
    expect(documents.flatMap(namesIn).length).toBeGreaterThan(20);
  });

  it.each(documents)('is there: %s', (document) => {
    const missing = namesIn(document).filter((name) => !existsSync(join(projectRoot, name)));
    expect(missing).toEqual([]);
  });
});
