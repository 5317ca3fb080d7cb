import { getRxStorageMemory } from 'rxdb/plugins/storage-memory';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Session, sessionSchema } from '#shared/contrats/acces/compte';
import type { Correction } from '#shared/contrats/corrections/correction';
import type { Collection, Page } from '#shared/replication/protocole';
import { dateCivileSchema } from '#shared/temps/types';
import { correction } from '#shared/testing/constructeurs';
import { type Base, creerBase } from '../base/base';
import { ecrireFenetre } from '../base/stockage';
import { creerDepot, type Depot } from '../depot/depot';
import { creerEnvois, posterSaisies } from './envoi';
import type { EtatLiaison } from './etat-sync';
import { repliquer } from './replication';

const MOI: Session = sessionSchema.parse({
  identifiant: 'hugo',
  nom: 'Hugo',
  role: 'GESTIONNAIRE',
  responsable: false,
  antennes: ['EST'],
  partCle: '',
  expireLe: '2026-11-27T08:00:00Z',
});
const PAGE: Page = {
  documents: [],
  checkpoint: { mode: 'changements', seq: '1' },
  suite: false,
  debutFenetre: dateCivileSchema.parse('2026-09-01'),
};

/** The server and the network, as a page meets them. */
const monde = {
  reseau: false,
  session: true,
  /** Rows of each sending that the server answered, whatever it answered. */
  envois: [] as string[][],
  /** Rows that it has. */
  recues: new Set<string>(),
  /** Who asked for a session, and how often. */
  sessions: 0,
};
const repondre = async (chemin: string, options: RequestInit): Promise<Response> => {
  const reponse = await juger(chemin, options);
  // A network takes its time: what was asked together is on its way together.
  await new Promise((suite) => setTimeout(suite, 30));
  return reponse;
};
const juger = async (chemin: string, options: RequestInit): Promise<Response> => {
  if (!monde.reseau) throw new TypeError('Failed to fetch');
  const lignes =
    options.method === 'POST' ? (JSON.parse(String(options.body)) as { documents: { _id: string }[] }) : undefined;
  const ids = lignes?.documents.map((d) => d._id) ?? [];
  if (lignes) monde.envois.push(ids);
  if (chemin === '/api/session') monde.sessions += 1;
  if (!monde.session)
    return Response.json({ code: 'SESSION', message: 'Session terminée : reconnectez-vous.' }, { status: 401 });
  if (chemin === '/api/session') return Response.json(MOI);
  if (chemin === '/api/referentiel') return new Response(null, { status: 503 });
  for (const id of ids) monde.recues.add(id);
  return Response.json(lignes ? { recus: ids, refuses: [] } : PAGE);
};

/** The browser's EventSource, as far as it is used here; without network, one that does not know yet that it leads nowhere. */
class Source extends EventTarget {
  static readonly OPEN = 1;
  readyState = 0;
  onopen: (() => void) | undefined;
  onerror: (() => void) | undefined;
  constructor() {
    super();
    setTimeout(() => {
      if (this.readyState === 2 || !monde.reseau) return;
      if (monde.session) this.readyState = 1;
      if (monde.session) this.onopen?.();
      else this.onerror?.();
    });
  }
  close(): void {
    this.readyState = 2;
  }
}

let base: Base;
let depot: Depot;
let cle: CryptoKey;
let replication: ReturnType<typeof repliquer>;
let dites: EtatLiaison[];
let surSessionFinie: () => void;

beforeEach(async () => {
  const page = new EventTarget();
  const garde = new Map<string, string>();
  vi.stubGlobal('EventSource', Source);
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
  vi.stubGlobal('removeEventListener', page.removeEventListener.bind(page));
  vi.stubGlobal('requestAnimationFrame', (f: () => void) => setTimeout(f));
  vi.stubGlobal('localStorage', {
    getItem: (k: string) => garde.get(k) ?? null,
    setItem: (k: string, v: string) => garde.set(k, v),
    removeItem: (k: string) => garde.delete(k),
  });
  vi.stubGlobal('fetch', repondre);
  Object.assign(monde, { reseau: false, session: true, envois: [], recues: new Set(), sessions: 0 });
  cle = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  base = await creerBase(`essai${crypto.randomUUID()}`, getRxStorageMemory(), false);
  depot = creerDepot(base, cle);
  ecrireFenetre(base.name, PAGE.debutFenetre);
  const vide = Promise.resolve([]);
  await depot.charger({ jours: vide, dossiers: vide, saisies: vide, decisions: vide, suspens: vide, local: vide });
  dites = [];
  surSessionFinie = () => undefined;
});
afterEach(async () => {
  await replication.arreter();
  depot.fermer();
  await base.close();
  vi.unstubAllGlobals();
});

const brancher = (): void => {
  const surveillance = {
    auteur: MOI.identifiant,
    surLiaison: (e: EtatLiaison) => void dites.push(e),
    surContact: () => undefined,
    surSessionFinie: () => surSessionFinie(),
    surDesactive: () => undefined,
    surDroits: () => undefined,
    attente: () => new Set<string>(),
    perdues: new Set<Collection>(),
    envois: creerEnvois(posterSaisies('EST'), (travail) => travail()),
  };
  replication = repliquer(base, 'EST', cle, depot, surveillance, 200);
};
const taper = async (): Promise<Correction[]> => {
  const lignes = [correction('HORAIRE', { auteur: 'hugo' }), correction('HORAIRE', { auteur: 'hugo' })];
  await depot.ecrireSaisies(lignes);
  return lignes;
};
const liaison = (): string | undefined => dites.at(-1)?.liaison;

describe('[CO-6] what was typed without network', () => {
  it('leaves once as the network comes back', async () => {
    const lignes = await taper();
    brancher();
    await expect.poll(liaison).toBe('HORS_LIGNE');
    monde.reseau = true;
    await expect.poll(() => monde.recues.size).toBe(2);
    expect(monde.envois).toEqual([lignes.map((l) => l._id)]);
  });

  it('leaves once, after the sign-in, where the session had ended meanwhile: no row goes to a server that takes none', async () => {
    const lignes = await taper();
    // As a PC does that was unlocked by its password.
    surSessionFinie = () =>
      void setTimeout(() => {
        monde.session = true;
        replication.reprendre();
      }, 60);
    brancher();
    await expect.poll(liaison).toBe('HORS_LIGNE');
    monde.session = false;
    monde.reseau = true;
    await expect.poll(() => monde.recues.size).toBe(2);
    expect(monde.envois).toEqual([lignes.map((l) => l._id)]);
  });
});
