import { readFileSync } from 'node:fs';
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { z } from 'zod';
import type { Session } from '#shared/contrats/acces/compte';
import { estTypeSaisie, SAISIES_PRISES } from '#shared/contrats/saisie';
import type { Collection, Page } from '#shared/replication/protocole';
import { dateCivileSchema } from '#shared/temps/types';
import { type Base, creerBase, type Rangees } from '../base/base';
import { baseDe, nomBase, nomsDe } from '../base/noms';
import { lireAttente, lireCompte, lireFenetre, lireTrousseau } from '../base/stockage';
import { ouvrirParMotDePasse } from '../chiffrement/cles';
import { fermerBrouillons, ouvrirBrouillons } from '../depot/brouillons';
import { creerDepot, type Depot } from '../depot/depot';
import { creerEnvois, posterSaisies } from '../replication/envoi';
import { repliquer } from '../replication/replication';

// What the PC of a former version kept, as its browser had it on the disk: it was typed without network on invented data, and left
// unsent. Whatever changes in how a PC keeps things, this one must be opened by its password, and what waits there must leave. It is
// the application that is made to read it, never the file written again.

const rangees = z.array(z.object({ id: z.string(), v: z.number(), d: z.string() }));
const ancien = z
  .object({
    motDePasse: z.string(),
    /** Names of its databases. */
    bases: z.array(z.string()),
    localStorage: z.record(z.string(), z.string()),
    rangees: z.object({
      dossiers: rangees,
      jours: rangees,
      saisies: rangees,
      decisions: rangees,
      suspens: rangees,
      local: rangees,
    }),
  })
  .parse(JSON.parse(readFileSync(new URL('./testing/poste-2026-11-27.json', import.meta.url), 'utf8')));

const nom = nomBase('lise', 'EST');
const PAGE: Page = {
  documents: [],
  checkpoint: { mode: 'changements', seq: '1' },
  suite: false,
  debutFenetre: dateCivileSchema.parse('2026-09-01'),
};
/** What reached the server, each sending apart. */
let envois: { _id: string }[][];

const repondre = async (chemin: string, options: RequestInit): Promise<Response> => {
  if (chemin === '/api/session') return Response.json({ code: 'INDISPONIBLE', message: '' }, { status: 503 });
  if (options.method !== 'POST') return Response.json(PAGE);
  const { documents } = z
    .object({ documents: z.array(z.looseObject({ _id: z.string() })) })
    .parse(JSON.parse(String(options.body)));
  envois.push(documents);
  return Response.json({ recus: documents.map((d) => d._id), refuses: [] });
};

/** A stream that says nothing: what waits leaves without being told to. */
class Source extends EventTarget {
  static readonly OPEN = 1;
  readyState = 1;
  onopen: (() => void) | undefined;
  constructor() {
    super();
    queueMicrotask(() => this.onopen?.());
  }
  close(): void {
    this.readyState = 2;
  }
}

let base: Base;
let cle: CryptoKey;
let depot: Depot;

beforeEach(async () => {
  // That evening: what is half typed is kept for eight days.
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-29T20:30:00Z') });
  const garde = new Map(Object.entries(ancien.localStorage));
  const page = new EventTarget();
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
  envois = [];
  const trousseau = lireTrousseau(lireCompte()?.identifiant ?? '');
  const ouverte = trousseau && (await ouvrirParMotDePasse(trousseau, ancien.motDePasse));
  if (!ouverte) throw new Error('le poste ne s’ouvre pas par son mot de passe');
  cle = ouverte;
  base = await creerBase(nom, getRxStorageMemory(), false);
  for (const [c, lues] of Object.entries(ancien.rangees)) await base[c as Collection].bulkInsert(lues);
  depot = creerDepot(base, cle);
});
afterEach(async () => {
  depot.fermer();
  await base.close();
  await fermerBrouillons();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

it('[CO-6] the databases of a former version are known as the account’s, and everything sealed in them opens', async () => {
  expect(ancien.bases.filter((b) => baseDe(b) === nom && nomsDe('lise').estBase(b))).toEqual(ancien.bases);
  const lues = Object.fromEntries(
    Object.entries(ancien.rangees).map(([c, l]) => [c, Promise.resolve(l)]),
  ) as unknown as Rangees;
  expect(await depot.charger(lues)).toEqual({ illisibles: 0 });
  expect(lireFenetre(nom)).toBe('2026-09-01');
  expect(depot.lire().saisies.size).toBe(ancien.rangees.saisies.length);
});

it('[CO-6] what a former version left unsent leaves once, each row as the server takes it, and no colleague’s', async () => {
  const replication = repliquer(
    base,
    'EST',
    cle,
    depot,
    {
      session: { identifiant: 'lise' } as Session,
      surLiaison: () => undefined,
      surContact: () => undefined,
      surSessionFinie: () => undefined,
      surDesactive: () => undefined,
      surDroits: () => undefined,
      attente: () => [],
      perdues: new Set<Collection>(),
      envois: creerEnvois(posterSaisies('EST', 'lise'), (travail) => travail()),
    },
    200,
  );
  await expect.poll(() => envois.flat()).toHaveLength(lireAttente(nom));
  await replication.arreter();
  const types = envois.flat().map((ligne) => {
    const type = ligne._id.split(':')[0];
    if (!estTypeSaisie(type)) throw new Error(`${ligne._id} n’est d’aucun type que le serveur prend`);
    expect(SAISIES_PRISES[type].parse(ligne)).toMatchObject(ligne);
    return type;
  });
  expect(types.sort().join(' ')).toBe(
    'absence correction correction correction correction correction fiche note prise signalement',
  );
});

it('[CO-6] what was half typed in a former version is found again where its form looks for it', async () => {
  const brouillons = await ouvrirBrouillons(nom, cle);
  const trouves = Object.fromEntries(brouillons.lieux().map((l) => [l, brouillons.lire(l)]));
  expect(trouves).toEqual({
    'corriger N0000027': {
      onglet: 'HEURES',
      depart: '10h',
      motif: 'AUTRE',
      commentaire: 'Vu avec sa fille : brouillon',
    },
    'note {"genre":"POINTAGE","id":"K0001208"}': { rang: 0, texte: 'Sonner deux fois' },
  });
});
