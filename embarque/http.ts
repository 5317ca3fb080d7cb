import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { ErreurCouch, jsonInvalide, mauvaiseRequete, mauvaisParametre, typeRefuse } from './erreurs';
import { demiSurrogat } from './json-brut';

/** Longest request, decompressed: the longest text that JavaScript can hold, with a margin. CouchDB's own default is 4 GiB. */
const CORPS_MAXIMAL = 400 << 20;
const VERSION = 'CouchDB/3.5.2 (Erlang OTP/26)';

export type Demande = {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  readonly methode: string;
  /** Path, cut at `/`, each part decoded. */
  readonly chemin: readonly string[];
  readonly q: ReadonlyMap<string, string>;
};

/** An unencoded `+` is a space, in a path too. */
function decoder(brut: string): string {
  try {
    return decodeURIComponent(brut.replaceAll('+', ' '));
  } catch {
    throw mauvaiseRequete('invalid UTF-8 in the request');
  }
}

export function lireDemande(req: IncomingMessage, res: ServerResponse): Demande {
  const url = req.url ?? '/';
  const coupe = url.indexOf('?');
  const chemin = (coupe < 0 ? url : url.slice(0, coupe)).split('/').filter((p) => p !== '');
  const q = new Map<string, string>();
  for (const paire of coupe < 0 ? [] : url.slice(coupe + 1).split('&')) {
    if (paire === '') continue;
    const [nom = '', ...valeur] = paire.split('=');
    q.set(decoder(nom), decoder(valeur.join('=')));
  }
  return { req, res, methode: req.method ?? 'GET', chemin: chemin.map(decoder), q };
}

export async function lireOctets(req: IncomingMessage): Promise<Buffer> {
  const morceaux: Buffer[] = [];
  let taille = 0;
  const tropGrand = (): ErreurCouch => new ErreurCouch(413, 'too_large', 'the request entity is too large');
  for await (const morceau of req as AsyncIterable<Buffer>) {
    taille += morceau.length;
    if (taille > CORPS_MAXIMAL) throw tropGrand();
    morceaux.push(morceau);
  }
  const corps = Buffer.concat(morceaux);
  const codage = req.headers['content-encoding'] ?? 'identity';
  if (codage === 'identity') return corps;
  if (codage !== 'gzip') throw typeRefuse(`${codage} is not a supported content encoding.`);
  try {
    return await promisify<Buffer, { maxOutputLength: number }, Buffer>(gunzip)(corps, {
      maxOutputLength: CORPS_MAXIMAL,
    });
  } catch (erreur) {
    if ((erreur as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tropGrand();
    throw mauvaiseRequete('Request body is not properly gzipped.');
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** A JSON text that is valid, with its value. Half surrogates and broken UTF-8 are refused: they are no text. */
export function analyser(octets: Buffer): { texte: string; valeur: unknown } {
  let texte: string;
  let valeur: unknown;
  try {
    texte = utf8.decode(octets);
    valeur = JSON.parse(texte);
  } catch {
    throw jsonInvalide();
  }
  if (demiSurrogat(texte)) throw jsonInvalide();
  return { texte, valeur };
}

export const lireJson = async (d: Demande): Promise<{ texte: string; valeur: unknown }> =>
  analyser(await lireOctets(d.req));

/** Body of a POST: `application/json` is required (415), and an object (400). */
export async function lireObjet(d: Demande): Promise<{ texte: string; objet: Record<string, unknown> }> {
  exigerJson(d);
  const { texte, valeur } = await lireJson(d);
  if (typeof valeur !== 'object' || valeur === null || Array.isArray(valeur)) {
    throw mauvaiseRequete('Request body must be a JSON object');
  }
  return { texte, objet: valeur as Record<string, unknown> };
}

export function exigerJson(d: Demande): void {
  const type = (d.req.headers['content-type'] ?? '').split(';')[0]?.trim();
  if (type !== 'application/json') throw typeRefuse();
}

export function accepte(d: Demande, type: string): boolean {
  const accept = d.req.headers.accept;
  if (accept === undefined) return true;
  const [famille] = type.split('/');
  return accept.split(',').some((a) => ['*/*', `${famille}/*`, type].includes((a.split(';')[0] ?? '').trim()));
}

export function entetesJson(d: Demande): Record<string, string> {
  return {
    'Cache-Control': 'must-revalidate',
    'Content-Type': accepte(d, 'application/json') ? 'application/json' : 'text/plain; charset=utf-8',
    Server: VERSION,
  };
}

export function envoyer(d: Demande, statut: number, corps: unknown, entetes: Record<string, string> = {}): void {
  const texte = Buffer.from(typeof corps === 'string' ? corps : `${JSON.stringify(corps)}\n`);
  d.res.writeHead(statut, { ...entetesJson(d), 'Content-Length': String(texte.length), ...entetes });
  d.res.end(texte);
}

export function booleen(q: ReadonlyMap<string, string>, nom: string, defaut = false): boolean {
  const v = q.get(nom);
  if (v === undefined) return defaut;
  if (v === 'true' || v === 'false') return v === 'true';
  throw mauvaisParametre(`Invalid boolean parameter: ${JSON.stringify(v)}`);
}

export function entier(q: ReadonlyMap<string, string>, nom: string): number | undefined {
  const v = q.get(nom);
  if (v === undefined) return undefined;
  if (!/^-?\d{1,15}$/.test(v)) throw mauvaisParametre(`Invalid value for integer: ${JSON.stringify(v)}`);
  if (v.startsWith('-')) throw mauvaisParametre(`Invalid value for positive integer: ${JSON.stringify(v)}`);
  return Number(v);
}

/** Writes a long answer piece by piece, at the reader's pace. */
export function ecrivain(res: ServerResponse): { ecrire(texte: string): Promise<void>; vider(): Promise<void> } {
  let tampon = '';
  const vider = async (): Promise<void> => {
    if (tampon === '' || res.destroyed) return;
    const texte = tampon;
    tampon = '';
    if (res.write(texte)) return;
    await new Promise<void>((resolve) => {
      const fini = (): void => {
        res.off('drain', fini);
        res.off('close', fini);
        resolve();
      };
      res.on('drain', fini);
      res.on('close', fini);
    });
  };
  return {
    vider,
    ecrire(texte) {
      tampon += texte;
      return tampon.length > 128 << 10 ? vider() : Promise.resolve();
    },
  };
}
