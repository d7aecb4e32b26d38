import { isAlias, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml';
import type { Document, Node, YAMLError } from 'yaml';
import type { FieldPath, FileProblem } from './file-problem.ts';

type ParsedYaml =
  | {
      readonly ok: true;
      readonly value: unknown;
      readonly lineOf: (path: FieldPath) => number;
    }
  | { readonly ok: false; readonly problems: readonly FileProblem[] };

const plainErrors: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: 'the same name is written twice in one group',
  TAB_AS_INDENT: 'a tab is used to indent; use spaces',
  MULTIPLE_DOCS: 'a line of --- starts a second document; a file holds one',
  BAD_INDENT: 'the indentation does not line up',
  MULTILINE_IMPLICIT_KEY: 'a name must stand on one line; check the indentation and the colons',
  BLOCK_AS_IMPLICIT_KEY: 'a colon or the indentation is in the wrong place',
  MISSING_CHAR: 'a quote, bracket or colon is missing',
  TAG_RESOLVE_FAILED: 'a tag that starts with ! is not used in these files',
};

/** Parses YAML text; `lineOf` finds the line any value of the result was written on. */
export function parseYamlText(file: string, text: string): ParsedYaml {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const lineAt = (offset: number): number => lines.linePos(offset).line;
  const problems = [...document.errors, ...document.warnings].map((error) => ({
    file,
    line: lineAt(error.pos[0]),
    message: errorInWords(error),
  }));
  visit(document, (_key, node) => {
    if (isAlias(node))
      problems.push({
        file,
        line: lineAt(node.range?.[0] ?? 0),
        message: `*${node.source} repeats an earlier part; write it out in full`,
      });
  });
  if (problems.length > 0) return { ok: false, problems };
  return {
    ok: true,
    value: document.toJS(),
    lineOf: (path) => lineAt(offsetOf(document, path)),
  };
}

function errorInWords(error: YAMLError): string {
  return plainErrors[error.code] ?? `is not written as YAML: ${error.message.toLowerCase()}`;
}

/** The offset of the value at a path, or of the nearest thing around it that exists. */
function offsetOf(document: Document.Parsed, path: FieldPath): number {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const step of path) {
    const next = childOf(node, step);
    if (next === undefined) return offset;
    offset = next.offset;
    node = next.node;
  }
  return offset;
}

function childOf(node: unknown, step: PropertyKey): { node: unknown; offset: number } | undefined {
  if (isSeq(node) && typeof step === 'number') {
    const item = node.items[step];
    const offset = startOf(item);
    return offset === undefined ? undefined : { node: item, offset };
  }
  if (!isMap(node)) return undefined;
  const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === step);
  if (pair === undefined) return undefined;
  // A list or group begins on the line after its name, and the name is where a reader looks.
  const offset = isScalar(pair.value) ? startOf(pair.value) : startOf(pair.key);
  return { node: pair.value, offset: offset ?? startOf(pair.key) ?? 0 };
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? (node as Node).range?.[0] : undefined;
}
