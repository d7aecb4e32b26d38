import type { ComponentChildren } from 'preact';

/** The opening of a home page: what this is, and the first thing to do. */
export function Opening(props: { heading: string; lead: string; children?: ComponentChildren }) {
  return (
    <div class="app-opening">
      <div class="govuk-width-container app-width">
        <h1 class="app-opening__heading">{props.heading}</h1>
        <p class="app-opening__lead">{props.lead}</p>
        {props.children}
      </div>
    </div>
  );
}

export type Card = { heading: string; href: string; text: string };

/** Ways onward, side by side where there is room. */
export function Cards({ cards, headingLevel }: { cards: readonly Card[]; headingLevel?: 2 | 3 }) {
  const Heading = `h${headingLevel ?? 2}` as const;
  return (
    <ul class="app-cards">
      {cards.map((card) => (
        <li class="app-card" key={card.href}>
          <Heading class="app-card__heading">
            <a class="govuk-link app-card__link" href={card.href}>
              {card.heading}
            </a>
          </Heading>
          <p class="app-card__text">{card.text}</p>
        </li>
      ))}
    </ul>
  );
}

/** Help that cannot wait, above everything else on a page. The only block that is red. */
export function UrgentHelp(props: { heading: string; children: ComponentChildren }) {
  return (
    <section class="app-urgent" aria-labelledby="urgent-help">
      <div class="govuk-width-container app-width">
        <p class="app-urgent__heading" id="urgent-help">
          {props.heading}
        </p>
        {props.children}
      </div>
    </section>
  );
}

export type KeyFigure = { label: string; value: string; note?: string };

/** A few figures that matter, each with what it counts. */
export function KeyFigures({ figures }: { figures: readonly KeyFigure[] }) {
  return (
    <dl class="app-figures">
      {figures.map((figure) => (
        <div class="app-figures__figure" key={figure.label}>
          <dt class="app-figures__label">{figure.label}</dt>
          <dd class="app-figures__value">{figure.value}</dd>
          {figure.note === undefined ? null : <dd class="app-figures__note">{figure.note}</dd>}
        </div>
      ))}
    </dl>
  );
}
