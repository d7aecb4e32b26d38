/** One tag of an XML text as it stands, `<` and `>` left out, and its name without a prefix. */
export type Tag = { name: string; text: string; kind: 'open' | 'close' | 'empty' };

/** Longer tags are in no workbook; looking for attributes in them would take for ever. */
const longestTag = 10_000;

class TagTooLong extends Error {}

/**
 * The tags of an XML text in one pass, whatever is in it: no text can make this slow. Enough for the plain
 * XML of a workbook. Throws when a tag is too long to be one.
 */
export function* listTags(xml: string): Generator<Tag> {
  for (let at = xml.indexOf('<'); at !== -1; at = xml.indexOf('<', at)) {
    const end = xml.indexOf('>', at);
    if (end === -1) return;
    if (end - at > longestTag) throw new TagTooLong();
    const text = xml.slice(at + 1, end);
    at = end + 1;
    const [, slash, name] = /^(\/?)(?:\w+:)?(\w+)/.exec(text) ?? [];
    if (name === undefined) continue;
    const kind = slash === '/' ? 'close' : text.endsWith('/') ? 'empty' : 'open';
    yield { name, text, kind };
  }
}

/** The value of an attribute, blank when there is none; `name` is a pattern. */
export function attributeOf({ text }: Tag, name: string): string {
  const found = new RegExp(`\\s${name}="([^"]*)"`).exec(text)?.[1] ?? '';
  return found
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');
}
