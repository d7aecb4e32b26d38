import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

/** What of an answer is wrong, for the tests that must see it refused. */
export type Flaw = Partial<{ origin: string; host: string; isVerified: boolean; count: number }>;

type Options = { challenge: string; user?: { id: string }; rp?: { id?: string }; rpId?: string };

/** A device that keeps one passkey (WebAuthn, ES256, no attestation), as a browser would speak for it. */
export type PasskeyDevice = {
  make(options: Options, flaw?: Flaw): object;
  answer(options: Options, flaw?: Flaw): object;
};

/** Where requests of these tests say that they are. */
const placeOrigin = 'http://localhost';

export function makePasskeyDevice(): PasskeyDevice {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const id = randomBytes(32);
  let owner = '';
  let count = 0;

  const clientData = (type: string, challenge: string, flaw: Flaw): Buffer =>
    Buffer.from(
      JSON.stringify({ type, challenge, origin: flaw.origin ?? placeOrigin, crossOrigin: false }),
    );
  const flags = ({ isVerified = true }: Flaw, hasKey: boolean): number =>
    1 + (isVerified ? 4 : 0) + (hasKey ? 64 : 0);
  const authenticatorData = (host: string, flaw: Flaw, key?: Buffer): Buffer => {
    count = flaw.count ?? count + 1;
    const head = Buffer.alloc(5);
    head.writeUInt8(flags(flaw, key !== undefined), 0);
    head.writeUInt32BE(count, 1);
    const hash = createHash('sha256')
      .update(flaw.host ?? host)
      .digest();
    return Buffer.concat([hash, head, ...(key === undefined ? [] : [key])]);
  };

  return {
    make({ challenge, user, rp }, flaw = {}) {
      owner = user?.id ?? '';
      const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
      // CBOR of a COSE key: kty 2, alg -7, crv 1, x and y.
      const key = Buffer.concat([
        Buffer.from('a5010203262001215820', 'hex'),
        Buffer.from(x, 'base64url'),
        Buffer.from('225820', 'hex'),
        Buffer.from(y, 'base64url'),
      ]);
      const length = Buffer.alloc(2);
      length.writeUInt16BE(id.length);
      const credential = Buffer.concat([Buffer.alloc(16), length, id, key]);
      const data = authenticatorData(rp?.id ?? '', flaw, credential);
      const size = Buffer.alloc(2);
      size.writeUInt16BE(data.length);
      // CBOR of { fmt: 'none', attStmt: {}, authData }.
      const attestation = Buffer.concat([
        Buffer.from('a363666d74646e6f6e656761747453746d74a068617574684461746159', 'hex'),
        size,
        data,
      ]);
      return shaped({
        clientDataJSON: text(clientData('webauthn.create', challenge, flaw)),
        attestationObject: text(attestation),
        transports: ['internal'],
      });
    },
    answer({ challenge, rpId }, flaw = {}) {
      const client = clientData('webauthn.get', challenge, flaw);
      const data = authenticatorData(rpId ?? '', flaw);
      const hash = createHash('sha256').update(client).digest();
      const signature = sign('sha256', Buffer.concat([data, hash]), privateKey);
      return shaped({
        clientDataJSON: text(client),
        authenticatorData: text(data),
        signature: text(signature),
        userHandle: owner,
      });
    },
  };

  function shaped(response: object): object {
    const named = text(id);
    return { id: named, rawId: named, type: 'public-key', clientExtensionResults: {}, response };
  }
}

function text(bytes: Buffer): string {
  return bytes.toString('base64url');
}
