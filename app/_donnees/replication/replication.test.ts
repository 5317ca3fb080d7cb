import { getRxStorageMemory } from 'rxdb/plugins/storage-memory';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Session, sessionSchema } from '#shared/contrats/acces/compte';
import type { Correction } from '#shared/contrats/corrections/correction';
import { COMPTE, type Collection, type DocumentReplique, type Page } from '#shared/replication/protocole';
import { dateCivileSchema } from '#shared/temps/types';
import { absence, correction, jour, note, verdict } from '#shared/testing/constructeurs';
import { type Base, creerBase, type Rangees } from '../base/base';
import { maintenantMs, reprendreEcart } from '../base/horloge';
import { ecrireFenetre, lireHistoire } from '../base/stockage';
import { sceller } from '../chiffrement/chiffrement';
import { autruiPerdues } from '../depot/autrui';
import { creerDepot, type Depot } from '../depot/depot';
import { enAttente } from '../depot/etat-depot';
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
const POSTE = 'poste-1';
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
  /** Whose the cookie is: of who signed in last in this browser, in whatever tab. */
  cookie: MOI.identifiant,
  /** A server of the version before hears nothing of the account that a page says. */
  deAvant: false,
  antennes: MOI.antennes,
  responsable: false,
  /** Rows of each sending that the server answered, whatever it answered. */
  envois: [] as string[][],
  /** Rows that it has. */
  recues: new Set<string>(),
  /** It reads, and keeps nothing. */
  malade: false,
  /** How many times its reference tables, and its hour, were asked for. */
  referentiels: 0,
  /** A row that it refuses. */
  refuse: '',
  /** What it has, by collection. */
  documents: {} as Partial<Record<string, DocumentReplique[]>>,
  /** How far its data have gone, and which life of them this is. */
  seq: '1',
  histoire: 'A',
  /** Whether this PC's disk has no room for a write; RxDB says of which kind it is. */
  plein: (_genre: string): boolean => false,
};
type Stockage = ReturnType<typeof getRxStorageMemory>;
/** A storage that refuses as IndexedDB does. */
const surDisque = (s: Stockage): Stockage => {
  const creer = s.createStorageInstance.bind(s);
  s.createStorageInstance = async (p) => {
    const instance = await creer(p);
    const ecrire = instance.bulkWrite.bind(instance);
    instance.bulkWrite = async (lignes, genre) => {
      if (monde.plein(genre)) throw new DOMException('', 'QuotaExceededError');
      return ecrire(lignes, genre);
    };
    return instance;
  };
  return s;
};
/** The page says that it is of another account than the cookie. */
const autre = (dit: string | null | undefined): boolean =>
  !monde.deAvant && typeof dit === 'string' && dit !== monde.cookie;
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
  if (!monde.session || autre(new Headers(options.headers).get(COMPTE.entete)))
    return Response.json({ code: 'SESSION', message: 'Session terminée : reconnectez-vous.' }, { status: 401 });
  if (chemin === '/api/session')
    return Response.json({
      ...MOI,
      identifiant: monde.cookie,
      antennes: monde.antennes,
      responsable: monde.responsable,
    });
  if (chemin === '/api/referentiel') monde.referentiels += 1;
  if (chemin === '/api/referentiel') return new Response(null, { status: 503 });
  if (!monde.antennes.includes('EST'))
    return Response.json({ code: 'ANTENNE', message: 'Cette antenne n’est pas la vôtre.' }, { status: 403 });
  if (!lignes) {
    const [, collection = ''] = /^\/replication\/(\w+)/.exec(chemin) ?? [];
    const { seq, histoire } = monde;
    const lu = new URL(chemin, 'http://service').searchParams.get('checkpoint');
    const dAvant = lu !== null && (JSON.parse(lu) as { histoire?: string }).histoire !== histoire;
    const recommence = dAvant ? { recommence: true } : {};
    const checkpoint = { mode: 'changements', seq, histoire };
    return Response.json({ ...PAGE, checkpoint, documents: monde.documents[collection] ?? [], ...recommence });
  }
  if (monde.malade) return Response.json({ code: 'PANNE', message: 'Réessayez.' }, { status: 503 });
  if (monde.cookie !== MOI.identifiant) {
    const refuses = ids.map((documentId) => ({ documentId, code: 'AUTEUR', message: 'Une autre personne.' }));
    return Response.json({ recus: [], refuses });
  }
  for (const id of ids) monde.recues.add(id);
  const refuses = ids
    .filter((id) => id === monde.refuse)
    .map((documentId) => ({ documentId, code: 'HORLOGE', message: 'L’heure de ce poste est en avance.' }));
  return Response.json({ recus: ids, refuses });
};

/** The browser's EventSource, as far as it is used here; without network, one that does not know yet that it leads nowhere. */
class Source extends EventTarget {
  static readonly OPEN = 1;
  readyState = 0;
  onopen: (() => void) | undefined;
  onerror: (() => void) | undefined;
  constructor(adresse: string) {
    super();
    setTimeout(() => {
      if (this.readyState === 2 || !monde.reseau) return;
      const { searchParams } = new URL(adresse, 'http://service');
      const ouvert = monde.session && !autre(searchParams.get(COMPTE.requete));
      if (ouvert) this.readyState = 1;
      if (ouvert) this.onopen?.();
      else this.onerror?.();
    });
  }
  close(): void {
    this.readyState = 2;
  }
}

let stockage: Stockage;
let base: Base;
let depot: Depot;
let cle: CryptoKey;
let replication: ReturnType<typeof repliquer>;
let dites: EtatLiaison[];
/** What waits, and RxDB was told nothing of. */
let retrouvees: Correction[];
let surSessionFinie: () => void;
let surDroits: (session: Session) => void;

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
  Object.assign(monde, {
    reseau: false,
    session: true,
    envois: [],
    recues: new Set(),
    antennes: MOI.antennes,
    responsable: false,
    malade: false,
    refuse: '',
    referentiels: 0,
    cookie: MOI.identifiant,
    deAvant: false,
    documents: {},
    seq: '1',
    histoire: 'A',
    plein: () => false,
  });
  cle = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  stockage = surDisque(getRxStorageMemory());
  base = await creerBase(`essai${crypto.randomUUID()}`, stockage, false);
  ecrireFenetre(base.name, PAGE.debutFenetre);
  await ouvrirDepot();
  dites = [];
  retrouvees = [];
  surSessionFinie = () => undefined;
  surDroits = () => undefined;
});
afterEach(async () => {
  vi.restoreAllMocks();
  reprendreEcart(0);
  await replication.arreter();
  depot.fermer();
  await base.close();
  vi.unstubAllGlobals();
});

const ouvrirDepot = async (): Promise<void> => {
  depot = creerDepot(base, cle);
  const vide = Promise.resolve([]);
  await depot.charger({ jours: vide, dossiers: vide, saisies: vide, decisions: vide, suspens: vide, local: vide });
};
/** What lies in it, as a page that opens it reads it. */
const rangeesDe = (b: Base): Rangees =>
  Object.fromEntries(
    Object.entries(b.collections).map(([nom, c]) => [
      nom,
      c
        .find()
        .exec()
        .then((x) => x.map((d) => d.toJSON())),
    ]),
  ) as unknown as Rangees;
const brancher = (): void => {
  const surveillance = {
    session: MOI,
    surLiaison: (e: EtatLiaison) => void dites.push(e),
    surContact: () => undefined,
    surSessionFinie: () => surSessionFinie(),
    surDesactive: () => undefined,
    surDroits: (session: Session) => surDroits(session),
    attente: () => [...enAttente(depot.lire(), POSTE), ...retrouvees],
    perdues: new Set<Collection>(),
    envois: creerEnvois(posterSaisies('EST', MOI.identifiant), (travail) => travail()),
  };
  replication = repliquer(base, 'EST', cle, depot, surveillance, 200);
};
/** A row as a page leaves it that was started with its clock so far behind the former one's. */
const taperHorlogeReculee = async (deMs: number): Promise<Correction> => {
  const ligne = correction('HORAIRE', { auteur: 'hugo', poste: POSTE });
  const document = {
    ...{ id: ligne._id, v: 1, d: await sceller(cle, ligne), _deleted: false, _attachments: {} },
    ...{ _rev: '1-recul', _meta: { lwt: Date.now() - deMs } },
  };
  // Under what RxDB would write its own hour in.
  const { error } = await base.saisies.internalStorageInstance.bulkWrite([{ document }], 'recul');
  expect(error).toEqual([]);
  await expect.poll(() => depot.lire().saisies.has(ligne._id)).toBe(true);
  return ligne;
};
const taper = async (): Promise<Correction[]> => {
  const lignes = [1, 2].map(() => correction('HORAIRE', { auteur: 'hugo', poste: POSTE }));
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

  it('the antenna is no longer the account’s: no row goes to a server that would refuse it, and the account is told', async () => {
    await taper();
    const droits = new Promise<Session>((dits) => {
      surDroits = dits;
    });
    brancher();
    await expect.poll(liaison).toBe('HORS_LIGNE');
    monde.antennes = ['SUD'];
    monde.reseau = true;
    expect((await droits).antennes).toEqual(['SUD']);
    expect(monde.envois).toEqual([]);
  });

  describe('after the clock of the PC went back', () => {
    const HEURE = 3_600_000;
    /** The row from whose hour RxDB would read on. */
    const dernierNote = (): string | undefined =>
      [...stockage.collectionStates]
        // The memory is all bases'.
        .flatMap(([nom, c]) => (nom.startsWith(base.name) ? [c] : []))
        .map((c) => (c.documents.get('up|1') as { checkpointData?: { id: string } } | undefined)?.checkpointData?.id)
        .find((id) => id?.startsWith('correction:'));
    /** Read and sent by a page whose clock was ahead, then closed. */
    const avecHorlogeEnAvance = async (): Promise<void> => {
      monde.reseau = true;
      const lignes = await taper();
      brancher();
      await expect.poll(() => monde.recues.size).toBe(lignes.length);
      await expect.poll(dernierNote, { timeout: 5_000 }).toBe(
        lignes
          .map((l) => l._id)
          .sort()
          .at(-1),
      );
      await replication.arreter();
      monde.envois = [];
    };

    it('leaves all the same at the next start: RxDB reads from the hour of its last write, which is later', async () => {
      await avecHorlogeEnAvance();
      const ligne = await taperHorlogeReculee(3 * HEURE);
      brancher();
      await expect.poll(() => monde.recues.has(ligne._id)).toBe(true);
    });

    it('leaves once the server takes it, be it ill when the first reading is over', async () => {
      await avecHorlogeEnAvance();
      const ligne = await taperHorlogeReculee(3 * HEURE);
      monde.malade = true;
      brancher();
      await expect.poll(() => monde.envois.flat()).toContain(ligne._id);
      expect(monde.recues.has(ligne._id)).toBe(false);
      monde.malade = false;
      await expect.poll(() => monde.recues.has(ligne._id)).toBe(true);
    });

    it('what the server refuses of it is told', async () => {
      await avecHorlogeEnAvance();
      const ligne = await taperHorlogeReculee(3 * HEURE);
      monde.refuse = ligne._id;
      brancher();
      await expect.poll(() => depot.lire().refus.get(ligne._id)?.code).toBe('HORLOGE');
    });

    it('leaves when the person asks for it, where it came after the first reading', async () => {
      await avecHorlogeEnAvance();
      dites = [];
      brancher();
      await expect.poll(() => dites.at(-1)).toMatchObject({ liaison: 'EN_LIGNE', lecture: undefined });
      // Written by a tab that has been closed since, and of which this one was told nothing.
      const ligne = correction('HORAIRE', { auteur: 'hugo', poste: POSTE });
      retrouvees.push(ligne);
      replication.reprendre();
      await expect.poll(() => monde.recues.has(ligne._id)).toBe(true);
    });
  });

  it.each([
    ['', false],
    [' of a server of the version before', true],
  ])(
    'a colleague has signed in in another tab%s: none is refused, and all leave once she is back',
    async (_, deAvant) => {
      const lignes = await taper();
      brancher();
      await expect.poll(liaison).toBe('HORS_LIGNE');
      Object.assign(monde, { cookie: 'bob', deAvant, reseau: true });
      await expect.poll(liaison).toBe('SESSION_FINIE');
      // Longer than the pace of what failed.
      await new Promise((suite) => setTimeout(suite, 600));
      expect([monde.recues.size, depot.lire().refus.size]).toEqual([0, 0]);
      monde.cookie = MOI.identifiant;
      replication.reprendre();
      await expect.poll(() => [...monde.recues].toSorted()).toEqual(lignes.map((l) => l._id).toSorted());
      expect(depot.lire().refus.size).toBe(0);
      await expect.poll(liaison).toBe('EN_LIGNE');
    },
  );

  it('a colleague without this antenna has signed in in another tab: that is the end of a session, never a right refused', async () => {
    await taper();
    brancher();
    await expect.poll(liaison).toBe('HORS_LIGNE');
    surDroits = () => expect.unreachable();
    Object.assign(monde, { cookie: 'bob', antennes: ['SUD'], reseau: true });
    await expect.poll(liaison).toBe('SESSION_FINIE');
    expect(dites.some((d) => d.erreur !== undefined)).toBe(false);
    expect(monde.recues.size).toBe(0);
  });

  it('the cookie changes hands while the stream is open: what is typed waits, and the stream is asked for again', async () => {
    monde.reseau = true;
    brancher();
    await expect.poll(liaison).toBe('EN_LIGNE');
    monde.cookie = 'bob';
    await taper();
    await expect.poll(liaison).toBe('SESSION_FINIE');
    expect(depot.lire().refus.size).toBe(0);
    // She signs in in yet another tab: this one learns it by its stream.
    monde.cookie = MOI.identifiant;
    await expect.poll(() => monde.recues.size, { timeout: 5_000 }).toBe(2);
    await expect.poll(liaison).toBe('EN_LIGNE');
  }, 10_000);
});

it('[CO-6] signed out, then in again: what was said months ago is still known, and is neither counted as waiting nor sent again', async () => {
  // The PC was wiped, and what it keeps from with it; its name stays, and so does what bears it.
  localStorage.removeItem(`tg.fenetre.${base.name}`);
  depot.fermer();
  await ouvrirDepot();
  const partie = absence('A1', jour('2026-06-10'), { nature: 'EHPAD', auteur: 'hugo', poste: POSTE });
  const recente = absence('A2', jour('2026-11-20'), { auteur: 'hugo', poste: POSTE });
  const accuse = { _id: 'accuse:2026-11-20:A2', type: 'accuse', documentId: recente._id };
  monde.documents = { saisies: [{ ...partie }, { ...recente }], decisions: [accuse] };
  monde.reseau = true;
  brancher();
  await expect.poll(() => dites.at(-1)).toMatchObject({ liaison: 'EN_LIGNE', lecture: undefined });
  await expect.poll(() => depot.lire().saisies.size).toBe(2);
  await new Promise((suite) => setTimeout(suite, 300));
  expect(enAttente(depot.lire(), POSTE)).toEqual([]);
  expect(monde.envois).toEqual([]);
});

it('[CO-6] which life of the server’s data a base has read is noted once what that one lacked has left, in whatever page', async () => {
  monde.reseau = true;
  const [ligne] = await taper();
  monde.documents = { saisies: [{ ...note('N1', jour('2026-11-20'), { auteur: 'lise', poste: 'poste-2' }) }] };
  brancher();
  await expect.poll(() => monde.recues.size).toBe(2);
  await expect.poll(() => lireHistoire(base.name)).toBe('A');
  // Restored from a backup of before, by a server that reads, and takes nothing yet.
  Object.assign(monde, { histoire: 'B', malade: true, recues: new Set() });
  replication.reprendre();
  const envoyee = () => monde.envois.flat().filter((id) => id === ligne?._id).length;
  await expect.poll(envoyee, { timeout: 5_000 }).toBeGreaterThan(1);
  await replication.arreter();
  expect(lireHistoire(base.name)).toBe('A');
  brancher();
  await expect.poll(envoyee, { timeout: 5_000 }).toBeGreaterThan(2);
  expect(lireHistoire(base.name)).toBe('A');
  monde.malade = false;
  await expect.poll(() => monde.recues.size, { timeout: 5_000 }).toBe(2);
  await expect.poll(() => lireHistoire(base.name), { timeout: 5_000 }).toBe('B');
}, 25_000);

describe('[CO-6] the server is restored from a backup of before', () => {
  const DITE = note('N1', jour('2026-11-20'), { auteur: 'lise', poste: 'poste-2' });
  const corrigee = correction('HORAIRE', { auteur: 'lise', poste: 'poste-2', date: jour('2026-11-20') });
  const jugee = verdict(corrigee);
  beforeEach(async () => {
    monde.reseau = true;
    monde.documents = { saisies: [{ ...DITE }, { ...corrigee }], decisions: [{ ...jugee }] };
    brancher();
    await expect.poll(() => depot.lire().verdicts.size).toBe(1);
    await expect.poll(() => depot.lire().saisies.size).toBe(2);
    Object.assign(monde, { histoire: 'B', documents: {} });
    replication.reprendre();
    await expect.poll(() => depot.lire().autrui.size, { timeout: 5_000 }).toBe(2);
  });

  it('what a colleague typed is no longer shown as taken, and is kept as the colleague’s: here may be its only copy', async () => {
    await expect.poll(() => [depot.lire().saisies.size, depot.lire().verdicts.size]).toEqual([0, 0]);
    expect(autruiPerdues(depot.lire())).toEqual([{ auteur: 'lise', saisies: [corrigee, DITE] }]);
    // It is sent by nobody but its author.
    expect(monde.envois).toEqual([]);
    // The page is closed, and opened again.
    depot.fermer();
    depot = creerDepot(base, cle);
    await depot.charger(rangeesDe(base));
    expect(autruiPerdues(depot.lire())).toEqual([{ auteur: 'lise', saisies: [corrigee, DITE] }]);
    await depot.laisserAutrui('lise');
    await expect.poll(() => autruiPerdues(depot.lire())).toEqual([]);
  });

  it('come back from the colleague’s own PC, it is told no more', async () => {
    Object.assign(monde, { seq: '2', documents: { saisies: [{ ...DITE }] } });
    replication.reprendre();
    await expect
      .poll(() => autruiPerdues(depot.lire()), { timeout: 5_000 })
      .toEqual([{ auteur: 'lise', saisies: [corrigee] }]);
    expect(depot.lire().saisies.has(DITE._id)).toBe(true);
  });
});

describe('the disk is full while the network is there', () => {
  const DITE = note('N1', jour('2026-11-20'), { auteur: 'lise', poste: 'poste-2' });
  const dernier = () => dites.at(-1);
  beforeEach(() => {
    monde.documents = { saisies: [{ ...DITE }] };
    monde.reseau = true;
  });

  it('it is told, never as up to date, and what had arrived is there once there is room', async () => {
    monde.plein = (genre) => genre.startsWith('replication-downstream');
    brancher();
    await expect.poll(() => dernier()?.disquePlein).toBe(true);
    await new Promise((suite) => setTimeout(suite, 300));
    expect(dernier()).toMatchObject({ disquePlein: true, lecture: expect.any(Number) });
    expect(depot.lire().saisies.size).toBe(0);
    monde.plein = () => false;
    await expect.poll(() => depot.lire().saisies.has(DITE._id), { timeout: 8_000 }).toBe(true);
    await expect.poll(dernier).toMatchObject({ liaison: 'EN_LIGNE', lecture: undefined });
    expect(dernier()?.disquePlein).toBeUndefined();
  }, 15_000);

  it('there was room for a row, and none for the note of how far it was read: what comes next still comes', async () => {
    monde.plein = (genre) => genre === 'replication-set-checkpoint';
    brancher();
    await expect.poll(() => dernier()?.disquePlein).toBe(true);
    monde.plein = () => false;
    await expect.poll(() => dernier()?.disquePlein, { timeout: 8_000 }).toBeUndefined();
    const suivante = note('N2', jour('2026-11-21'), { auteur: 'lise', poste: 'poste-2' });
    Object.assign(monde, { seq: '2', documents: { saisies: [{ ...suivante }] } });
    replication.reprendre();
    await expect.poll(() => depot.lire().saisies.has(suivante._id), { timeout: 5_000 }).toBe(true);
  }, 20_000);

  it('[CO-6] what was typed before still leaves, and the antenna can be left', async () => {
    const [ligne] = await taper();
    monde.plein = (genre) => genre.startsWith('replication-');
    brancher();
    await expect.poll(() => monde.recues.has(ligne?._id ?? '')).toBe(true);
    await expect.poll(() => dernier()?.disquePlein).toBe(true);
    await replication.arreter();
    await base.close();
  }, 15_000);
});

it('the rights change and the antenna stays: the account is told as soon as its session is read, once for each change', async () => {
  const lus: unknown[] = [];
  surDroits = ({ antennes, responsable }) => lus.push([antennes.join(' '), responsable]);
  Object.assign(monde, { reseau: true, antennes: ['EST', 'SUD'] });
  brancher();
  // Opened without the server, by what it said when it was last asked.
  await expect.poll(() => lus).toEqual([['EST SUD', false]]);
  await expect.poll(liaison).toBe('EN_LIGNE');
  const relire = async (): Promise<void> => {
    replication.reprendre();
    await expect.poll(liaison).toBe('EN_LIGNE');
    await new Promise((suite) => setTimeout(suite, 200));
  };
  await relire();
  expect(lus).toHaveLength(1);
  monde.responsable = true;
  await relire();
  monde.antennes = ['EST'];
  await relire();
  expect(lus.slice(1)).toEqual([
    ['EST SUD', true],
    ['EST', true],
  ]);
});

it('[CO-3] the clock of the PC is set under the page: the tab that leads reads the server’s again', async () => {
  monde.reseau = true;
  brancher();
  await expect.poll(() => monde.referentiels).toBe(1);
  reprendreEcart(0);
  const compter = performance.now.bind(performance);
  vi.spyOn(performance, 'now').mockImplementation(() => compter() + 3_600_000);
  maintenantMs();
  await expect.poll(() => monde.referentiels, { timeout: 5_000 }).toBe(2);
});

describe('what an administrator changes', () => {
  beforeEach(() => vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] }));
  afterEach(() => vi.useRealTimers());

  it('is known within five minutes to a page whose stream stays open', async () => {
    monde.reseau = true;
    brancher();
    await expect.poll(() => monde.referentiels).toBe(1);
    vi.advanceTimersByTime(5 * 60_000);
    await expect.poll(() => monde.referentiels).toBe(2);
  });

  it('is not asked for by a session that is over', async () => {
    monde.reseau = true;
    brancher();
    await expect.poll(() => monde.referentiels).toBe(1);
    monde.session = false;
    replication.reprendre();
    await expect.poll(liaison).toBe('SESSION_FINIE');
    vi.advanceTimersByTime(5 * 60_000);
    await new Promise((suite) => setTimeout(suite, 100));
    expect(monde.referentiels).toBe(1);
  });
});
