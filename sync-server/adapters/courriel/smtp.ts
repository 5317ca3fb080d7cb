import { createHash } from 'node:crypto';
import { createTransport } from 'nodemailer';
import type { Facteur, Remise } from '../../ports/courriel';

export type ReglagesSmtp = {
  /** `smtps://compte:secret@hote:465`, or `smtp://hote:587` (STARTTLS required, unless `?tls=non`). */
  url: string;
  /** Sender: an address, with a name or not. */
  de: string;
  /** A certificate authority of one's own (PEM). */
  ca?: string;
};

const DELAI_MS = 20_000;

/** A number of the SMTP protocol, or the socket's own word: never an address, never the server's sentence. */
const raisonDe = (e: unknown): { code: number | undefined; raison: string } => {
  const { responseCode, code } = e as { responseCode?: unknown; code?: unknown };
  const lu = typeof responseCode === 'number' ? responseCode : undefined;
  return { code: lu, raison: lu === undefined ? (typeof code === 'string' ? code : 'INCONNUE') : `SMTP_${lu}` };
};

// A wrong password or sender may be put right meanwhile; a recipient refused by 5xx will be refused again.
const DEFINITIF = new Set(['EENVELOPE', 'EMESSAGE']);

const identifiants = (u: URL): { user: string; pass: string } | undefined =>
  u.username === '' ? undefined : { user: decodeURIComponent(u.username), pass: decodeURIComponent(u.password) };

/** A mail server spoken to by SMTP, under TLS unless the address says otherwise. */
export const facteurSmtp = (r: ReglagesSmtp): Facteur => {
  const u = new URL(r.url);
  const secure = u.protocol === 'smtps:';
  const enClair = !secure && u.searchParams.get('tls') === 'non';
  const auth = identifiants(u);
  const transport = createTransport({
    host: u.hostname.replace(/^\[|\]$/g, ''),
    port: u.port === '' ? (secure ? 465 : 587) : Number(u.port),
    secure,
    requireTLS: !secure && !enClair,
    ignoreTLS: enClair,
    connectionTimeout: DELAI_MS,
    greetingTimeout: DELAI_MS,
    socketTimeout: DELAI_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(auth ? { auth } : {}),
    ...(r.ca === undefined ? {} : { tls: { ca: r.ca } }),
  });
  const domaine = /@([a-z0-9.-]+)/i.exec(r.de)?.[1] ?? 'localhost';
  return async ({ id, a, sujet, texte }): Promise<Remise> => {
    try {
      const { rejected } = await transport.sendMail({
        from: r.de,
        to: [...a],
        subject: sujet,
        text: texte,
        messageId: `<${createHash('sha256').update(id).digest('hex').slice(0, 32)}@${domaine}>`,
        headers: { 'Auto-Submitted': 'auto-generated' },
      });
      return { etat: 'PRIS', refuses: rejected.length };
    } catch (e) {
      const { code, raison } = raisonDe(e);
      const mot = (e as { code?: unknown }).code;
      const pourToujours = code !== undefined && code >= 500 && DEFINITIF.has(String(mot));
      return { etat: pourToujours ? 'REFUSE' : 'PLUS_TARD', raison };
    }
  };
};
