import { monotonicFactory } from 'ulid';
import type { Antenne } from '#shared/contrats/commun';
import type { Saisie } from '#shared/contrats/saisie';
import { COLLECTIONS, type Collection, estEnvoi } from '#shared/replication/protocole';
import { instantDe } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import type { Alea } from '#shared/testing/alea';
import { confronter } from '../../app/_donnees/base/secours';
import { ouvrir, sceller } from '../../app/_donnees/chiffrement/chiffrement';
import { creerDepot, type Depot } from '../../app/_donnees/depot/depot';
import { enAttente } from '../../app/_donnees/depot/etat-depot';
import { aEnvoyer, envoyerLignes, posterSaisies } from '../../app/_donnees/replication/envoi';
import { tirerLots, tirerSaisies, vidange } from '../../app/_donnees/replication/tirage';
import { creerEcriture, type Disque, disqueVide, ouvrirBaseSimulee, tableDe } from './disque';
import { Mort, parLigne, type Sort } from './reseau';

const NOMS = Object.keys(COLLECTIONS) as Collection[];
const LOT_ENVOI = 100;

export type ReglagesPoste = {
  nom: string;
  auteur: string;
  antenne: Antenne;
  origine: string;
  cookie: string;
  /** The time of this PC, whose clock is never quite right. */
  horloge: () => number;
  alea: Alea;
};

/**
 * A PC: the application's own code for sealing, reading, sending, keeping and folding, on a disk and a line that fail. Only RxDB is
 * replaced: what it does between them (write, then mark; checkpoint last) is done here in the same order, so that dying between two
 * writes leaves what it would leave.
 */
export const creerPoste = async (r: ReglagesPoste) => {
  const cle = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  let disque: Disque = disqueVide();
  let ecriture = creerEcriture();
  let depot: Depot | undefined;
  let poser: ReturnType<typeof ouvrirBaseSimulee>['poser'] = () => undefined;
  const tirages = new Map<Collection, ReturnType<typeof tirerSaisies>>();
  let sorts: Sort[] = [];
  const ulid = monotonicFactory(r.alea.fraction);
  const gardees = new Map<string, Saisie>();
  const tentees = new Map<string, Saisie>();
  let morts = 0;
  let perdues = 0;

  const ouvert = (): Depot => {
    if (!depot) throw new Mort();
    return depot;
  };
  const attendent = (): Saisie[] => enAttente(ouvert().lire(), r.nom);
  const copier = async (): Promise<void> => {
    const lignes = attendent();
    const scellee = await sceller(cle, lignes);
    ecriture.ecrire(() => {
      disque.copie = scellee;
    });
    ecriture.ecrire(() => {
      disque.compte = lignes.length;
    });
  };

  /** Starts the program on its disk, as `ouvrirPoste` does: reads all, puts back what only the copy has. */
  const demarrer = async (): Promise<void> => {
    ecriture = creerEcriture();
    const simulee = ouvrirBaseSimulee(disque, ecriture);
    poser = simulee.poser;
    const neuf = creerDepot(simulee.base, cle);
    const { illisibles } = await neuf.charger();
    if (illisibles > 0) throw new Error(`${illisibles} documents illisibles`);
    depot = neuf;
    tirages.clear();
    for (const nom of NOMS) {
      const vider = vidange({ antenne: r.antenne, compte: r.auteur }, nom, () => undefined, {
        patienter: async () => {
          throw new Error('le magasin de cet essai n’a qu’une copie');
        },
        surReste: () => undefined,
      });
      const stock = {
        lire: async (ids: string[]) => ids.flatMap((id) => tableDe(disque, nom).get(id) ?? []),
        noms: async () => [...tableDe(disque, nom).keys()],
      };
      tirages.set(nom, estEnvoi(nom) ? tirerSaisies(cle, vider) : tirerLots(nom, cle, stock, vider));
    }
    const copie = disque.copie === undefined ? [] : await ouvrir<Saisie[]>(cle, disque.copie);
    const dit = confronter(new Set(neuf.lire().saisies.keys()), copie, disque.compte, attendent().length);
    perdues += dit.perdues;
    if (dit.aRemettre.length > 0) await neuf.ecrireSaisies(dit.aRemettre as Saisie[]);
    await copier();
  };

  const mourir = (): void => {
    depot?.fermer();
    depot = undefined;
    ecriture.mourirApres(0);
    morts++;
  };

  /** Runs something on the PC; a death ends it, and the program starts again. A failure of the network is met later. */
  const faire = async (travail: () => Promise<void>): Promise<void> => {
    try {
      await parLigne(
        { origine: r.origine, cookie: r.cookie, sort: () => sorts.shift() ?? 'PASSE', surMort: mourir },
        travail,
      );
    } catch (e) {
      const mort = e instanceof Mort;
      if (!mort && (e as { name?: string }).name !== 'EchecHttp') throw e;
      if (mort && depot) mourir();
    } finally {
      sorts = [];
      ecriture.mourirApres(Number.POSITIVE_INFINITY);
      // The application takes a request that killed it for one that failed: it is dead all the same.
      if (!depot) await demarrer();
    }
  };

  const tirerUne = async (nom: Collection): Promise<void> => {
    const { documents, checkpoint } = (await tirages.get(nom)?.(disque.checkpoints.get(nom))) ?? {};
    ouvert();
    if (!documents || !checkpoint) return;
    const table = tableDe(disque, nom);
    const changes = documents.filter((d) => !d._deleted && table.get(d.id)?.v !== d.v);
    if (changes.length > 0)
      poser(
        nom,
        changes.map(({ id, v, d }) => ({ id, v, d })),
      );
    if (documents.length === 0) return;
    if (estEnvoi(nom)) {
      ecriture.ecrire(() => {
        for (const d of documents) disque.connus.add(d.id);
      });
    }
    ecriture.ecrire(() => {
      disque.checkpoints.set(nom, checkpoint);
    });
  };

  const pousser = async (): Promise<void> => {
    for (const nom of NOMS.filter(estEnvoi)) {
      for (;;) {
        const lot = [...tableDe(disque, nom).values()].filter((l) => !disque.connus.has(l.id)).slice(0, LOT_ENVOI);
        if (lot.length === 0) break;
        const claires = await Promise.all(lot.map((l) => ouvrir<Saisie>(cle, l.d)));
        const refusees = await envoyerLignes(posterSaisies(r.antenne, r.auteur), aEnvoyer(claires, r.auteur));
        if (refusees.length > 0) await ouvert().ecrireRefus(refusees);
        ecriture.ecrire(() => {
          for (const l of lot) disque.connus.add(l.id);
        });
      }
    }
  };

  await demarrer();
  return {
    nom: r.nom,
    auteur: r.auteur,
    etat: () => ouvert().lire(),
    attendent,
    /** Typed, and said kept. */
    gardees,
    /** Typed; the PC died before it said so: it may be there or not, never half. */
    tentees,
    bilan: () => ({ morts, perdues }),
    signer: (): { auteur: string; poste: string; antenne: Antenne; instant: Instant; id: string } => ({
      auteur: r.auteur,
      poste: r.nom,
      antenne: r.antenne,
      instant: instantDe(r.horloge()),
      id: ulid(r.horloge()),
    }),
    /** The fate of the next requests, then of the next writes. */
    prevoir: (suite: Sort[], mourirApres?: number): void => {
      sorts = suite;
      if (mourirApres !== undefined) ecriture.mourirApres(mourirApres);
    },
    enregistrer: (lignes: readonly Saisie[]): Promise<void> =>
      faire(async () => {
        for (const l of lignes) tentees.set(l._id, l);
        await ouvert().ecrireSaisies(lignes);
        await copier();
        for (const l of lignes) gardees.set(l._id, l);
      }),
    tirer: (noms: readonly Collection[] = NOMS): Promise<void> =>
      faire(async () => {
        for (const nom of noms) await tirerUne(nom);
        await copier();
      }),
    pousser: (): Promise<void> => faire(pousser),
    tuer: (): Promise<void> =>
      faire(async () => {
        throw new Mort();
      }),
    /** The database comes back empty, as after damage or a clearing by the browser: the copy and the server make it good. */
    viderBase: (): Promise<void> =>
      faire(async () => {
        disque = { ...disqueVide(), copie: disque.copie, compte: disque.compte };
        throw new Mort();
      }),
    fermer: (): void => depot?.fermer(),
  };
};
export type PosteSimule = Awaited<ReturnType<typeof creerPoste>>;
