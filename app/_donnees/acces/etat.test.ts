import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type Session, sessionSchema } from '#shared/contrats/acces/compte';
import { COMPTE } from '#shared/replication/protocole';
import { envoyer, lireSession, sortie } from '../serveur/api';
import { acces, aller, suivi } from './etat';

const session = (identifiant: string): Session =>
  sessionSchema.parse({
    identifiant,
    nom: identifiant,
    role: 'ADMINISTRATEUR',
    responsable: false,
    antennes: [],
    partCle: '',
    expireLe: '2026-11-27T08:00:00Z',
  });

/** Whose the cookie is; and for whom each request was asked. */
let cookie: string;
let dits: (string | null)[];

beforeEach(() => {
  [cookie, dits] = ['anne', []];
  const garde = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (k: string) => garde.get(k) ?? null,
    setItem: (k: string, v: string) => garde.set(k, v),
    removeItem: (k: string) => garde.delete(k),
  });
  vi.stubGlobal('navigator', { locks: { request: (_: string, travail: () => unknown) => travail() } });
  vi.stubGlobal('fetch', async (_: string, options: RequestInit) => {
    const dit = new Headers(options.headers).get(COMPTE.entete);
    dits.push(dit);
    if (dit !== null && dit !== cookie)
      return Response.json({ code: 'SESSION', message: 'Reconnectez-vous.' }, { status: 401 });
    return options.method === 'DELETE' ? new Response(null, { status: 204 }) : Response.json(session(cookie));
  });
});
afterEach(() => {
  aller({ etape: 'OUVERTURE' });
  vi.unstubAllGlobals();
});

it('who has entered is said with each request; before, and once she has left, nobody is', async () => {
  await lireSession();
  aller({ etape: 'LEGER', session: session('anne') });
  await envoyer('/api/parametres', {});
  aller({ etape: 'CONNEXION' });
  await lireSession();
  expect(dits).toEqual([null, 'anne', null]);
});

it('an act asked from a page whose cookie is now another’s is refused, and the page asks to sign in', async () => {
  aller({ etape: 'LEGER', session: session('anne') });
  cookie = 'bob';
  await expect(suivi(envoyer('/api/parametres', {}))).rejects.toMatchObject({ statut: 401 });
  expect(acces.lire()).toEqual({ etape: 'CONNEXION', message: 'Reconnectez-vous.' });
});

it('a session that has to be of an account is not another’s, whatever the server hears', async () => {
  vi.stubGlobal('fetch', async () => Response.json(session('bob')));
  await expect(lireSession('anne')).rejects.toMatchObject({ statut: 401, code: 'SESSION' });
});

it('leaving closes the session that is there, whoever’s it is: no one is let in by what another left', async () => {
  aller({ etape: 'LEGER', session: session('anne') });
  cookie = 'bob';
  await sortie.sortir();
  expect(dits).toEqual([null]);
  expect(sortie.estDue()).toBe(false);
});
