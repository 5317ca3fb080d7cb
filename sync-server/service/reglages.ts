import { resolve } from 'node:path';
import { facteurSmtp } from '../adapters/courriel/smtp';
import { messagerPlivo } from '../adapters/sms/plivo';
import type { Config } from '../config';
import { creerFournisseur } from '../domaines/acces';
import type { FournisseurIdentite } from '../ports/acces';
import type { Facteur } from '../ports/courriel';
import type { Messager } from '../ports/messager';

// What the settings give the service from outside, each absent where it is not set.

/** What `telephony/` needs to reach the same store, folder and settings as ours; its PUBLIC_ORIGIN is the SVI's. */
export const envTelephonie = (config: Config): Record<string, string | undefined> => ({
  ...(config.SVI_ORIGIN === undefined ? {} : { PUBLIC_ORIGIN: config.SVI_ORIGIN }),
  MODE: config.MODE,
  DATA_DIR: resolve(config.DATA_DIR),
  TELEPHONY_PORT: String(config.TELEPHONY_PORT),
  PLIVO_API: config.PLIVO_API,
  ...(config.COUCHDB_URL === undefined ? {} : { COUCHDB_URL: config.COUCHDB_URL }),
});

/** The city's accounts. */
export const fournisseurDe = (c: Config): FournisseurIdentite | undefined =>
  c.OIDC_ISSUER === undefined || c.OIDC_CLIENT_ID === undefined || c.OIDC_CLIENT_SECRET === undefined
    ? undefined
    : creerFournisseur({
        emetteur: c.OIDC_ISSUER,
        clientId: c.OIDC_CLIENT_ID,
        secret: c.OIDC_CLIENT_SECRET,
        nom: c.OIDC_NOM,
        champ: c.OIDC_CHAMP,
        portees: c.OIDC_PORTEES,
        niveaux: c.OIDC_ACR?.split(' ') ?? [],
      });

/** Who carries text messages. */
export const messagerDe = (c: Config): Messager | undefined =>
  c.SMS_DE === undefined || c.PLIVO_AUTH_ID === undefined || c.PLIVO_AUTH_TOKEN === undefined
    ? undefined
    : messagerPlivo({
        base: c.PLIVO_API.replace(/\/$/, ''),
        authId: c.PLIVO_AUTH_ID,
        authToken: c.PLIVO_AUTH_TOKEN,
        de: c.SMS_DE,
      });

/** Who carries mail. */
export const facteurDe = (c: Config): Facteur | undefined =>
  c.SMTP_URL === undefined || c.COURRIEL_DE === undefined
    ? undefined
    : facteurSmtp({ url: c.SMTP_URL, de: c.COURRIEL_DE });
