export type MapControlsProps = { mapId: string; isInteractive: boolean };

/** What script adds to a map, hidden until it has: the picked area, and the buttons of the interactive map. */
export function MapControls({ mapId, isInteractive }: MapControlsProps) {
  return (
    <div class="app-map__controls" data-map-controls hidden>
      <section class="app-map__area" aria-labelledby={`${mapId}-area`}>
        <p class="app-map__legend-heading" id={`${mapId}-area`}>
          The area you pick
        </p>
        <div data-map-area aria-live="polite">
          <p class="app-map__hint">Pick an area on the map to see its figures here.</p>
        </div>
      </section>
      {isInteractive ? <InteractiveControls mapId={mapId} /> : null}
    </div>
  );
}

function InteractiveControls({ mapId }: { mapId: string }) {
  return (
    <>
      <div class="app-map__buttons" data-map-closed>
        <MapButton action="open" text="Open the interactive map" />
      </div>
      <div class="app-map__buttons" data-map-opened hidden>
        <MapButton action="zoom-in" text="Zoom in" />
        <MapButton action="zoom-out" text="Zoom out" />
        <MapButton action="whole" text="Show everything" />
        <MapButton action="close" text="Back to the drawn map" />
        <p class="app-map__hint" id={`${mapId}-keys`}>
          With the keyboard: arrow keys move the map, + and − zoom, and Enter picks the area under
          the cross in the middle.
        </p>
      </div>
      <p class="app-map__hint" data-map-status aria-live="polite"></p>
    </>
  );
}

function MapButton({ action, text }: { action: string; text: string }) {
  return (
    <button type="button" class="govuk-button govuk-button--secondary" data-map-action={action}>
      {text}
    </button>
  );
}
