import type { ComponentChildren } from 'preact';
import { PostForm } from '#design-system/forms/post-form.tsx';
import { Button } from '#design-system/govuk/components.ts';
import { WorkspacePage } from '#design-system/pages/workspace-page.tsx';
import type { FieldErrors } from '#platform/forms/parse-form.ts';

export type DecisionPageProps = {
  caption: string;
  heading: string;
  back: { href: string; text: string };
  action: string;
  idempotencyKey: string;
  hidden?: Readonly<Record<string, string>>;
  button: string;
  isWarning?: boolean;
  errors?: FieldErrors | undefined;
  /** What is decided on, above the button. */
  children: ComponentChildren;
  /** Fields of the form. */
  fields?: ComponentChildren;
  /** Why it cannot be done, in place of the button. */
  whyNot?: string | undefined;
};

/** One decision: what it does, and a button that does it. */
export function DecisionPage(props: DecisionPageProps) {
  const { caption, heading, back, errors, whyNot } = props;
  return (
    <WorkspacePage title={heading} back={back} errors={errors}>
      <span class="govuk-caption-l">{caption}</span>
      <h1 class="govuk-heading-l">{heading}</h1>
      {props.children}
      {whyNot === undefined ? (
        <PostForm
          action={props.action}
          idempotencyKey={props.idempotencyKey}
          {...(props.hidden === undefined ? {} : { hidden: props.hidden })}
        >
          {props.fields}
          <div class="govuk-button-group" id="decision">
            <Button
              text={props.button}
              classes={props.isWarning === true ? 'govuk-button--warning' : ''}
              preventDoubleClick
            />
            <a class="govuk-link" href={back.href}>
              Cancel
            </a>
          </div>
        </PostForm>
      ) : (
        <p class="govuk-inset-text">{whyNot}</p>
      )}
    </WorkspacePage>
  );
}
