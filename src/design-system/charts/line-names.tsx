import { spreadLabels, type LineLabel } from './line-labels.ts';
import type { PlotArea } from './plot-area.ts';

const lineHeight = 15;

type LineNamesProps = {
  area: PlotArea;
  /** A name that is too long for one line has a line break where it goes on in the next. */
  names: readonly LineLabel[];
};

/** The name of each line at the height where it ends, moved apart where lines lie close. */
export function LineNames({ area, names }: LineNamesProps) {
  const pixels = names.map(({ text, value }) => ({ text, value: area.y(value) }));
  const most = Math.max(1, ...names.map(({ text }) => text.split('\n').length));
  return (
    <g fill="var(--chart-ink)" font-size="13" text-anchor="start">
      {spreadLabels(pixels, lineHeight * most).map(({ text, height }) => (
        <NameInLines key={text} x={area.right + 8} y={height} lines={text.split('\n')} />
      ))}
    </g>
  );
}

/** As many lines below its height as above it. */
function NameInLines({ x, y, lines }: { x: number; y: number; lines: readonly string[] }) {
  const first = Math.round(y - ((lines.length - 1) * lineHeight) / 2);
  return (
    <text y={first} dy=".32em">
      {lines.map((line, index) => (
        <tspan key={line} x={x} {...(index > 0 && { dy: lineHeight })}>
          {line}
        </tspan>
      ))}
    </text>
  );
}

/** The text with line breaks between words, so that its lines have about so many letters. */
export function breakLines(text: string, letters: number): string {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    const longer = last === undefined ? word : `${last} ${word}`;
    if (last === undefined || longer.length > letters) lines.push(word);
    else lines[lines.length - 1] = longer;
  }
  return lines.join('\n');
}
