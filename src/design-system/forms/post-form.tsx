import type { ComponentChildren } from 'preact';

export type PostFormProps = {
  action: string;
  /** Made when the form is shown, so that sending it twice happens once. */
  idempotencyKey: string;
  /** Further hidden fields, for example the token against forged requests. */
  hidden?: Readonly<Record<string, string>>;
  /** Needed where the form has a file in it. */
  hasFiles?: boolean;
  children: ComponentChildren;
};

/** A form that changes something. The browser does not judge it: the server's words do. */
export function PostForm({ action, idempotencyKey, hidden, hasFiles, children }: PostFormProps) {
  return (
    <form
      action={action}
      method="post"
      noValidate
      {...(hasFiles === true ? { encType: 'multipart/form-data' } : {})}
    >
      <IdempotencyKey value={idempotencyKey} />
      {Object.entries(hidden ?? {}).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {children}
    </form>
  );
}

/** The hidden field alone, for a form that is laid out in another way. */
function IdempotencyKey({ value }: { value: string }) {
  return <input type="hidden" name="idempotencyKey" value={value} />;
}
