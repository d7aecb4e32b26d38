/** The mark beside the name: a wall and the two waves that it stills. Decoration only. */
export function WaveMark() {
  return (
    <svg class="app-mark" viewBox="0 0 40 32" width="40" height="32" aria-hidden="true">
      <path class="app-mark__wall" d="M1 30 8 3h6l8 27Z" />
      <path
        class="app-mark__wave"
        d="M21 14c2.4 0 2.4-3 4.8-3s2.4 3 4.8 3 2.4-3 4.8-3 2.4 3 3.6 3M24 26c2.2 0 2.2-2 4.4-2s2.2 2 4.4 2 2.2-2 4.2-2"
      />
    </svg>
  );
}
