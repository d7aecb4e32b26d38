import { z } from 'zod';

const Base64Url = z.string().regex(/^[A-Za-z0-9_-]+$/);
const Extensions = z.looseObject({}).default({});
const Answer = z.object({
  id: Base64Url,
  rawId: Base64Url,
  type: z.literal('public-key'),
  clientExtensionResults: Extensions,
});

/** What a browser's passkey answers when it is made, as the form brings it. */
export const NewPasskeyAnswer = asJson(
  Answer.extend({
    response: z.object({
      clientDataJSON: Base64Url,
      attestationObject: Base64Url,
      transports: z
        .array(z.enum(['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb']))
        .catch([]),
    }),
  }),
);
export type NewPasskeyAnswer = z.infer<typeof NewPasskeyAnswer>;

/** What a browser's passkey answers to a challenge. */
export const PasskeyAnswer = asJson(
  Answer.extend({
    response: z.object({
      clientDataJSON: Base64Url,
      authenticatorData: Base64Url,
      signature: Base64Url,
      userHandle: Base64Url.optional().catch(undefined),
    }),
  }),
);
export type PasskeyAnswer = z.infer<typeof PasskeyAnswer>;

function asJson<Schema extends z.ZodType>(schema: Schema) {
  return z
    .string()
    .max(12_000)
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text);
      } catch {
        context.addIssue({ code: 'custom', message: 'is not JSON' });
        return z.NEVER;
      }
    })
    .pipe(schema);
}
