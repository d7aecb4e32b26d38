import type { Visitor } from '#tests/support/visitor.ts';

export type Asked = {
  method: 'GET' | 'HEAD' | 'POST';
  url: string;
  fields?: Readonly<Record<string, string>>;
  /** What was typed, which the answer may say back. */
  words?: readonly string[];
};

/** An answer without what may differ between any two: the moment, and numbers that are new on every page. */
type Answer = { status: number; headers: string; body: string };

const number = /[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/g;

/** One request, as a browser sends it, with what it is answered. */
export async function answerTo(
  who: Visitor,
  { method, url, fields, words = [] }: Asked,
): Promise<Answer> {
  const { statusCode, headers, payload } = await who.ask({
    method,
    url,
    ...(fields !== undefined && {
      payload: new URLSearchParams(fields).toString(),
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'sec-fetch-site': 'same-origin',
      },
    }),
  });
  const { date: _, ...rest } = headers;
  const neutral = (text: string): string =>
    words.reduce((left, word) => left.replaceAll(word, '*'), text).replaceAll(number, '#');
  return { status: statusCode, headers: neutral(JSON.stringify(rest)), body: neutral(payload) };
}

/** In what two answers differ, in words; undefined where nobody could tell them apart. */
export function differenceOf(hidden: Answer, absent: Answer): string | undefined {
  if (hidden.status !== absent.status) return `${hidden.status}, not ${absent.status}`;
  if (hidden.headers !== absent.headers) return `${hidden.headers}, not ${absent.headers}`;
  if (hidden.body === absent.body) return undefined;
  let at = 0;
  while (hidden.body[at] === absent.body[at]) at += 1;
  return `“${hidden.body.slice(at, at + 80)}”, not “${absent.body.slice(at, at + 80)}”`;
}
