import { createPrivateKey, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

/** A key and a self-signed certificate in PEM, made anew for each start: a key in a repository is nobody's secret. */
export function makeCertificate(names: readonly string[]): { readonly key: string; readonly cert: string } {
  const { publicKey, privateKey } = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const ecdsaWithSha256 = sequence(oid(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02));
  const name = sequence(der(0x31, sequence(oid(0x55, 0x04, 0x03), der(0x0c, Buffer.from(names[0] ?? 'localhost')))));
  const year = new Date().getUTCFullYear();
  const validity = sequence(utcTime(`${year - 1}`), utcTime(`${year + 2}`));
  const alternatives = sequence(...names.map((it) => der(0x82, Buffer.from(it))));
  const extensions = der(0xa3, sequence(sequence(oid(0x55, 0x1d, 0x11), der(0x04, alternatives))));
  const version = der(0xa0, der(0x02, Buffer.from([2])));
  const serial = der(0x02, Buffer.concat([Buffer.from([0x40]), randomBytes(8)]));
  const body = sequence(version, serial, ecdsaWithSha256, name, validity, name, publicKey, extensions);
  const signature = sign('sha256', body, createPrivateKey(privateKey));
  const certificate = sequence(body, ecdsaWithSha256, der(0x03, Buffer.concat([Buffer.from([0]), signature])));
  const base64 = certificate.toString('base64').replace(/.{64}/g, '$&\n').trimEnd();
  return { key: privateKey, cert: `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n` };
}

/** Tag, length, value: all that the encoding of a certificate is (X.690). */
function der(tag: number, value: Buffer): Buffer {
  const { length } = value;
  if (length < 128) return Buffer.concat([Buffer.from([tag, length]), value]);
  const head = length < 256 ? [tag, 0x81, length] : [tag, 0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from(head), value]);
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return der(0x30, Buffer.concat(parts));
}

function oid(...octets: readonly number[]): Buffer {
  return der(0x06, Buffer.from(octets));
}

function utcTime(year: string): Buffer {
  return der(0x17, Buffer.from(`${year.slice(2)}0101000000Z`));
}
