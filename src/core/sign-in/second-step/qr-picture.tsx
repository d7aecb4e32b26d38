import { create } from 'qrcode';

/** Squares of white that a reader needs around the code (ISO/IEC 18004). */
const quiet = 4;

/** A QR code as a drawing in the page: no file, no script, nobody else's service. */
export function QrPicture({ text, title }: { text: string; title: string }) {
  const { size, data } = create(text, { errorCorrectionLevel: 'M' }).modules;
  const path = [...data.keys()]
    .filter((index) => data[index] === 1)
    .map((index) => `M${(index % size) + quiet} ${Math.floor(index / size) + quiet}h1v1h-1z`)
    .join('');
  const side = size + 2 * quiet;
  return (
    <svg
      class="app-qr"
      role="img"
      aria-label={title}
      viewBox={`0 0 ${side} ${side}`}
      width={220}
      height={220}
      shape-rendering="crispEdges"
    >
      <rect width={side} height={side} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
