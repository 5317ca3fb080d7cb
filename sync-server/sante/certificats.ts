import { connect } from 'node:tls';
import { instantDe } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';

// The end of the certificates that our addresses present: what nginx has loaded, whatever lies in its folder.

export type NomCertificat = 'extranet' | 'svi';
/** `fin`: undefined where the address did not answer. */
export type FaitCertificat = { nom: NomCertificat; fin: Instant | undefined };

const DELAI_MS = 1_000;
/** It changes every other month; an address that did not answer is asked again sooner. */
const GARDE_MS = 3_600_000;
const REPRISE_MS = 60_000;

/** Of an `https://` address: one that has ended, or that nobody signed, is read as well. */
export const lireFinCertificat = (origine: string): Promise<Instant | undefined> =>
  new Promise((dire) => {
    const { hostname, port } = new URL(origine);
    const nom = hostname.replace(/^\[|\]$/g, '');
    const s = connect({
      host: nom,
      port: port === '' ? 443 : Number(port),
      // An address is no server name.
      ...(/^[\d.]+$|:/.test(nom) ? {} : { servername: nom }),
      rejectUnauthorized: false,
    });
    const finir = (fin: Instant | undefined): void => {
      s.destroy();
      dire(fin);
    };
    s.setTimeout(DELAI_MS, () => finir(undefined));
    s.once('error', () => finir(undefined));
    s.once('secureConnect', () => {
      const ms = Date.parse(s.getPeerCertificate().valid_to);
      finir(Number.isNaN(ms) ? undefined : instantDe(ms));
    });
  });

/** Asked as often as one likes; each address is read once an hour. None in clear. */
export const suivreCertificats = (
  adresses: readonly (readonly [NomCertificat, string | undefined])[],
): (() => Promise<FaitCertificat[]>) => {
  const enTls = adresses.flatMap(([nom, a]) => (a?.startsWith('https:') ? [{ nom, origine: a }] : []));
  const connus = new Map<NomCertificat, { fin: Instant | undefined; jusqua: number }>();
  const lire = async (nom: NomCertificat, origine: string): Promise<FaitCertificat> => {
    const connu = connus.get(nom);
    if (connu && Date.now() < connu.jusqua) return { nom, fin: connu.fin };
    const fin = await lireFinCertificat(origine);
    connus.set(nom, { fin, jusqua: Date.now() + (fin === undefined ? REPRISE_MS : GARDE_MS) });
    return { nom, fin };
  };
  return () => Promise.all(enTls.map(({ nom, origine }) => lire(nom, origine)));
};
