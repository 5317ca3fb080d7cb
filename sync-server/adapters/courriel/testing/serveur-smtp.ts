import { once } from 'node:events';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

// A real SMTP server on a free port, that keeps what it takes.

/** For `localhost`, made for these tests and worth nothing: its key is public. */
export const CERTIFICAT = {
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgMr72T40GXqvHaMAk
RyiCR2XE6soNaGVOb2iUa0dLYhuhRANCAARjpiK4JZkvE/rKo1HWvF7+4/rJWfzX
yCTskP+rOgUt9O14YFue9kOEpQ0eibEMU4gCDIAUsoMCHlu5GVZWFoRZ
-----END PRIVATE KEY-----`,
  cert: `-----BEGIN CERTIFICATE-----
MIIBljCCATugAwIBAgIUPQ2ozUP3C0z1oBxnc5zF88jZkRkwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyNTE2MDk0N1oYDzIxMjYxMTAx
MTYwOTQ3WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAARjpiK4JZkvE/rKo1HWvF7+4/rJWfzXyCTskP+rOgUt9O14YFue9kOE
pQ0eibEMU4gCDIAUsoMCHlu5GVZWFoRZo2kwZzAdBgNVHQ4EFgQULhNLibPlDnLF
O/+XVKyiTEIqrTgwHwYDVR0jBBgwFoAULhNLibPlDnLFO/+XVKyiTEIqrTgwDwYD
VR0TAQH/BAUwAwEB/zAUBgNVHREEDTALgglsb2NhbGhvc3QwCgYIKoZIzj0EAwID
SQAwRgIhALQIHcLh8HkNHaq1wD8O5M663YT73tf/JHSWnWkQtwIhAiEAjlW2+FPc
/EAtFofbS30Zae6JTyA2yyt2D2vrUHSJ/k4=
-----END CERTIFICATE-----`,
};

export type Recu = { de: string; a: string[]; brut: string };

const quotedPrintable = (t: string): string =>
  t
    .replace(/=\r\n/g, '')
    .replace(/(?:=[0-9A-F]{2})+/g, (m) => Buffer.from(m.replaceAll('=', ''), 'hex').toString('utf8'));

/** The text of a message of one part, as it came. */
export const texteDe = (brut: string): string => {
  const coupure = brut.indexOf('\r\n\r\n');
  const corps = brut.slice(coupure + 4);
  return /^Content-Transfer-Encoding: base64/m.test(brut.slice(0, coupure))
    ? Buffer.from(corps, 'base64').toString('utf8')
    : quotedPrintable(corps);
};
export const sujetDe = (brut: string): string =>
  (/^Subject: (.*(?:\r\n[ \t].*)*)/m.exec(brut)?.[1] ?? '')
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?UTF-8\?(Q|B)\?([^?]*)\?=/gi, (_, mode: string, mot: string) =>
      mode.toUpperCase() === 'B'
        ? Buffer.from(mot, 'base64').toString('utf8')
        : quotedPrintable(mot.replaceAll('_', ' ')),
    );

export type ServeurSmtp = { url: string; port: number; recus: Recu[]; fermer: () => Promise<void> };

export const ouvrirSmtp = async (options: SMTPServerOptions = {}, port = 0): Promise<ServeurSmtp> => {
  const recus: Recu[] = [];
  const serveur = new SMTPServer({
    authOptional: true,
    disableReverseLookup: true,
    logger: false,
    onData: (flux, session, suite) => {
      let brut = '';
      flux.on('data', (d: Buffer) => {
        brut += d.toString('latin1');
      });
      flux.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        recus.push({ de: mailFrom ? mailFrom.address : '', a: rcptTo.map((r) => r.address), brut });
        suite();
      });
    },
    ...options,
  });
  // A client that hangs up while TLS is being agreed on.
  serveur.on('error', () => undefined);
  const ecoute = serveur.listen(port, '127.0.0.1');
  await once(ecoute, 'listening');
  const adresse = ecoute.address();
  const lu = adresse !== null && typeof adresse === 'object' ? adresse.port : 0;
  return {
    url: `smtp://127.0.0.1:${lu}?tls=non`,
    port: lu,
    recus,
    fermer: () => new Promise((ok) => serveur.close(() => ok())),
  };
};
