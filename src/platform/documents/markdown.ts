import MarkdownIt from 'markdown-it';

const classes: Readonly<Record<string, string>> = {
  paragraph_open: 'govuk-body',
  bullet_list_open: 'govuk-list govuk-list--bullet',
  ordered_list_open: 'govuk-list govuk-list--number',
  link_open: 'govuk-link',
};

const headingClasses: Readonly<Record<string, string>> = {
  h1: 'govuk-heading-l',
  h2: 'govuk-heading-m',
  h3: 'govuk-heading-s',
};

const markdown = makeMarkdown();

/** Markdown as HTML in the design system's classes. Raw HTML in it is shown, never run. */
export function markdownToHtml(text: string): string {
  return markdown.render(text);
}

function makeMarkdown(): ReturnType<typeof MarkdownIt> {
  const renderer = new MarkdownIt({ html: false, linkify: false, typographer: false });
  renderer.core.ruler.push('design_system_classes', ({ tokens }) => {
    for (const token of tokens.flatMap((outer) => [outer, ...(outer.children ?? [])])) {
      const name = token.type === 'heading_open' ? headingClasses[token.tag] : classes[token.type];
      if (name !== undefined) token.attrJoin('class', name);
    }
  });
  return renderer;
}
