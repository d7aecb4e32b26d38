type Fact = { name: string; value: string };

/** Shows what the page knows of an area: its row of the table, or what the drawn map says where that is on another page. */
export function showPickedArea(sheet: HTMLElement, area: string): void {
  const place = sheet.querySelector('[data-map-area]');
  if (place === null) return;
  const named = document.getElementById(`${sheet.id}-row-${area}`);
  const row = named?.closest('tr') ?? null;
  const said = sheet.querySelector(`[data-area="${CSS.escape(area)}"] title`)?.textContent ?? area;
  const name = named?.textContent?.trim() ?? said;
  const heading = makeElement('p', 'app-map__name', name);
  place.replaceChildren(heading);
  if (row !== null) place.append(makeFacts(readFacts(row)));
  const links = makeElement('p', 'app-map__links');
  const address = named?.getAttribute('href') ?? addressOf(sheet, area);
  if (address !== undefined) links.append(makeLink(address, `Open ${name.split(':')[0]}`));
  if (named !== null) links.append(makeLink(`#${named.id}`, 'See it in the table'));
  if (links.childElementCount > 0) place.append(links);
}

/** The cells of a row after the one that names it, with the headings of their columns. */
function readFacts(row: HTMLTableRowElement): Fact[] {
  const headings = row.closest('table')?.querySelectorAll('thead th') ?? [];
  return [...row.cells].slice(1).map((cell, index) => ({
    name: headings[index + 1]?.textContent?.trim() ?? '',
    value: cell.textContent?.trim() ?? '',
  }));
}

function makeFacts(facts: readonly Fact[]): HTMLElement {
  const list = makeElement('dl', 'app-map__facts');
  for (const { name, value } of facts)
    list.append(makeElement('dt', '', name), makeElement('dd', '', value));
  return list;
}

function addressOf(sheet: HTMLElement, area: string): string | undefined {
  return sheet.dataset['mapAreaAddress']?.replace('{area}', encodeURIComponent(area));
}

function makeLink(href: string, text: string): HTMLElement {
  const link = makeElement('a', 'govuk-link', text);
  link.setAttribute('href', href);
  return link;
}

function makeElement(name: string, className: string, text = ''): HTMLElement {
  const element = document.createElement(name);
  if (className !== '') element.className = className;
  element.textContent = text;
  return element;
}
