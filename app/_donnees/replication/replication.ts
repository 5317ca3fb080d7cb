import { replicateRxCollection } from 'rxdb/plugins/replication';
import { Subject } from 'rxjs';
import type { Session } from '#shared/contrats/acces/compte';
import type { Antenne } from '#shared/contrats/commun';
import type { Saisie } from '#shared/contrats/saisie';
import { memesDroits } from '#shared/droits/droits';
import {
  type Checkpoint,
  COLLECTIONS,
  type Collection,
  estEnvoi,
  LIMITES,
  type Page,
} from '#shared/replication/protocole';
import { enFile, unSeul } from '../../_commun/enchainer';
import type { Base, Scelle } from '../base/base';
import { veillerDisque } from '../base/disque';
import { maintenant, reglerHorloge, suivreSaut } from '../base/horloge';
import { quandLibre } from '../base/libre';
import { ecrireFenetre, ecrireHistoire, lireFenetre } from '../base/stockage';
import { ouvrir } from '../chiffrement/chiffrement';
import type { Depot } from '../depot/depot';
import type { Referentiel } from '../depot/referentiel';
import { EchecHttp, lireReferentiel, lireSession } from '../serveur/api';
import { trierApresRestauration } from './apres-restauration';
import { aEnvoyer, type Envois } from './envoi';
import type { EtatLiaison } from './etat-sync';
import { type EtatFenetre, type EvenementFenetre, retirerAvant, suivreFenetre } from './fenetre';
import { ouvrirFlux } from './flux';
import { auDepart, avancer, type Effet, type Evenement, echecDe, sessionPermise } from './liaison';
import { LOT_RXDB, tirerLots, tirerSaisies, vidange } from './tirage';

const NOMS = Object.keys(COLLECTIONS) as Collection[];
const parCollection = <T>(faire: (nom: Collection) => T): Record<Collection, T> =>
  Object.fromEntries(NOMS.map((nom) => [nom, faire(nom)])) as Record<Collection, T>;

export type Surveillance = {
  /** The account, with what it may do as the page knew when it opened: what its colleagues typed is received, never sent. */
  session: Session;
  surLiaison: (e: EtatLiaison) => void;
  /** The server answered for this account. */
  surContact: () => void;
  surSessionFinie: () => void;
  /** `compte`: the one that is over, where the server names it; perhaps not this one. */
  surDesactive: (compte: string | undefined) => void;
  /** The account may do more, or less: what the server now says of it. Where it is not let into this antenna, nothing more is asked here. */
  surDroits: (session: Session) => void;
  /** Rows that the server has not answered: they must not be taken off the PC. */
  attente: () => readonly Saisie[];
  /** Collections that this PC has lost: read again from the start, and taken out as each has been. */
  perdues: Set<Collection>;
  /** By which its rows leave. */
  envois: Envois;
};

/** An answer that took longer says what time it was. Milliseconds. */
const REPONSE_FRAICHE_MS = 5_000;

/** Between two attempts of what failed. Milliseconds. */
const REESSAI_MS = 3_000;

/** What an administrator changes (rules, rates, names, colleagues) is told by no stream: how long a page may not know it. Milliseconds. */
const REFERENTIEL_MS = 5 * 60_000;

/**
 * Replication of one antenna by the leading tab: one replication a collection, one SSE stream. What the link does of what happens is
 * `liaison.ts`; here is only what it asks for.
 */
export const repliquer = (
  base: Base,
  antenne: Antenne,
  cle: CryptoKey,
  depot: Depot,
  s: Surveillance,
  reessaiMs = REESSAI_MS,
) => {
  const { identifiant: auteur } = s.session;
  const flux$ = parCollection(() => new Subject<'RESYNC'>());

  const attendreReessai = () => new Promise<void>((suite) => setTimeout(suite, reessaiMs));

  let etat = auDepart(maintenant());
  const arretee = (): boolean => etat.retenue === 'ARRET';
  /** Who waits for what holds requests back to be over. */
  const attendent: (() => void)[] = [];
  const recevoir = (ev: Evenement): void => {
    const avant = etat;
    const t = avancer(etat, ev, maintenant());
    etat = t.etat;
    if (etat.lien !== avant.lien) s.surLiaison(etat.lien);
    for (const effet of t.effets) faire(effet);
    if (etat.retenue !== undefined && !arretee()) return;
    for (const suite of attendent.splice(0)) suite();
  };
  const faire = (effet: Effet): void => {
    switch (effet.type) {
      case 'CONTACT':
        s.surContact();
        break;
      case 'SESSION_FINIE':
        s.surSessionFinie();
        break;
      case 'COMPTE_FINI':
        s.surDesactive(effet.compte);
        break;
      case 'DROITS':
        s.surDroits(effet.session);
        break;
      case 'LIRE_SESSION':
        void verifierSession().catch(() => undefined);
        break;
      case 'LIRE_DROITS':
        lireSession(auteur).then(surSession, () => undefined);
        break;
      case 'LIRE_REFERENTIEL':
        void chargerReferentiel().catch(() => undefined);
        break;
      case 'RELIRE':
        for (const n of NOMS) flux$[n].next('RESYNC');
        break;
      case 'ROUVRIR_FLUX':
        flux?.reessayer();
        break;
      case 'REDEMANDER_FLUX':
        flux?.redemander();
        break;
      case 'FERMER_FLUX':
        flux?.fermer();
    }
  };
  const direEchec = (type: 'ECHOUE' | 'SESSION_TUE', epoque: number, e: unknown): void => {
    if (e instanceof EchecHttp && e.code === 'COMPTE_DESACTIVE')
      recevoir({ type: 'COMPTE_FINI', compte: e.compte, ici: (e.compte ?? auteur) === auteur, epoque });
    else recevoir({ type, epoque, echec: echecDe(e) });
  };

  let connue = s.session;
  const surSession = (session: Session): void => {
    const change = !memesDroits(connue, session);
    connue = session;
    recevoir({ type: 'SESSION_LUE', permise: sessionPermise(session, antenne), change, session });
  };
  /** Asks the server for the session, once however many want to know; throws where it is not, or no longer, let in here. */
  const verifierSession = unSeul(async (): Promise<void> => {
    const { epoque } = etat;
    try {
      surSession(await lireSession(auteur));
    } catch (e) {
      direEchec('SESSION_TUE', epoque, e);
      throw e;
    }
    if (etat.retenue !== undefined) throw new Error('session retenue');
  });
  /** Says how it ended before RxDB wraps it, and lets RxDB try again. */
  const gardee = async <T>(travail: () => Promise<T>): Promise<T> => {
    if (etat.retenue !== undefined) await new Promise<void>((suite) => attendent.push(suite));
    if (arretee()) throw new Error('arrêtée pendant l’attente');
    const { epoque } = etat;
    try {
      const r = await travail();
      recevoir({ type: 'REUSSI', epoque });
      return r;
    } catch (e) {
      direEchec('ECHOUE', epoque, e);
      throw e;
    }
  };
  const chargerReferentiel = async (): Promise<void> => {
    const parti = Date.now();
    const r = await lireReferentiel().catch(() => undefined);
    if (!r) return;
    // An answer that took long, as of a PC that slept meanwhile, says no hour of now.
    if (Date.now() - parti <= REPONSE_FRAICHE_MS) reglerHorloge(r.heureServeur);
    await depot.ecrireReferentiel(r as unknown as Referentiel);
  };

  let fenetre: EtatFenetre = { debut: lireFenetre(base.name), aRelire: new Set() };
  const surFenetre = async (ev: EvenementFenetre): Promise<void> => {
    const t = suivreFenetre(fenetre, ev);
    fenetre = t.etat;
    const { debut, aRelire } = t.etat;
    // Before any row that comes with it.
    if (debut) depot.tenirFenetre(debut);
    for (const effet of t.effets) {
      if (effet === 'RELIRE') for (const n of aRelire) flux$[n].next('RESYNC');
      if (effet === 'RETIRER' && debut)
        await retirerAvant(base, etats.saisies, debut, new Set(s.attente().map((l) => l._id)));
      if (effet === 'NOTER' && debut) ecrireFenetre(base.name, debut);
    }
  };
  const surPage = (_c: Collection, page: Page): void => {
    recevoir({ type: 'PAGE', documents: page.documents.length, suite: page.suite });
    // What could not be taken away is not noted: the next start does it.
    surFenetre({ type: 'DITE', debut: page.debutFenetre }).catch(() => undefined);
  };

  const surRestauration = async (recus: ReadonlySet<string>) => {
    const { refus } = depot.lire();
    const rangees = (await base.saisies.find().exec()).map((x) => ({
      id: x.id,
      v: x.v,
      d: x.d,
      // A row that changes is sent again: the server takes what it knows for what it is.
      renvoyer: () => {
        s.envois.oublier(x.id);
        return x.incrementalPatch({ v: x.v + 1 });
      },
    }));
    return trierApresRestauration(rangees, recus, {
      cle,
      auteur,
      debut: fenetre.debut,
      refusee: (id) => refus.has(id),
      garder: depot.garderAutrui,
    });
  };
  const tirage = (nom: Collection) => {
    const vider = vidange({ antenne, compte: auteur }, nom, surPage, {
      patienter: async () => {
        await attendreReessai();
        if (arretee()) throw new Error('arrêtée pendant l’attente');
      },
      surReste: () => {
        void attendreReessai().then(() => flux$[nom].next('RESYNC'));
      },
    });
    if (estEnvoi(nom)) return tirerSaisies(cle, vider, surRestauration);
    const stock = {
      lire: (ids: string[]) => base[nom].storageInstance.findDocumentsById(ids, false),
      noms: async () => (await base[nom].find().exec()).map((d) => d.id),
    };
    return tirerLots(nom, cle, stock, vider);
  };
  /** From the start; by a drain of its own, for the usual one may remember where an empty feed ended. */
  const relire = async (nom: Collection) => {
    const recu = await tirage(nom)(undefined);
    s.perdues.delete(nom);
    void surFenetre({ type: 'RELUE', collection: nom });
    return recu;
  };
  const envoyerClaires = async (lignes: readonly { _id: string; auteur: string }[]): Promise<void> => {
    // [CO-6] A row goes to a server that is known to let this session in: else it would go to one that refuses it, and go again after
    // the sign-in.
    if (etat.lien.liaison !== 'EN_LIGNE') await verifierSession();
    const refusees = await s.envois.envoyer(aEnvoyer(lignes, auteur));
    if (refusees.length > 0) await depot.ecrireRefus(refusees);
  };
  const pousser = async (lignes: readonly { newDocumentState: Scelle }[]): Promise<[]> => {
    await envoyerClaires(await Promise.all(lignes.map((l) => ouvrir<Saisie>(cle, l.newDocumentState.d))));
    return [];
  };
  /**
   * [CO-6] Sends what waits as the screens count it, until the server has answered. RxDB looks at a start for rows written since the
   * last that it has seen, by this PC's clock: of what was typed after that clock was set back, it finds nothing.
   */
  const envoyerAttente = async (): Promise<void> => {
    while (!arretee() && s.attente().length > 0) {
      try {
        await gardee(() => envoyerClaires(s.attente()));
        return;
      } catch {
        await attendreReessai();
      }
    }
  };
  const attente = enFile();
  let histoire: string | undefined;
  /** [CO-6] A base that closes before all has left is to be opened again for it: until then nothing is noted. */
  const noterHistoire = unSeul(async (): Promise<void> => {
    const lue = histoire;
    await etats.saisies.awaitInSync();
    if (lue !== undefined && lue === histoire && !arretee()) ecrireHistoire(base.name, lue);
  });
  const suivreHistoire = ({ checkpoint }: { checkpoint: Checkpoint }): void => {
    if (checkpoint.histoire === histoire) return;
    histoire = checkpoint.histoire;
    noterHistoire().catch(() => undefined);
  };
  const cesserDisque = veillerDisque(base.name, (plein) => {
    recevoir({ type: 'DISQUE', plein });
    // The first reading is not over before there is room: what waits does not wait for it.
    if (plein) void attente(envoyerAttente);
  });

  const etats = parCollection((nom) => {
    const tirer = tirage(nom);
    return replicateRxCollection<Scelle, Checkpoint>({
      replicationIdentifier: `${antenne}-${nom}`,
      collection: base[nom],
      live: true,
      autoStart: false,
      waitForLeadership: false,
      toggleOnDocumentVisible: false,
      retryTime: reessaiMs,
      pull: {
        batchSize: LOT_RXDB,
        stream$: flux$[nom].asObservable(),
        handler: (depuis) =>
          gardee(async () => {
            const recu = await (fenetre.aRelire.has(nom) || s.perdues.has(nom) ? relire(nom) : tirer(depuis));
            if (estEnvoi(nom)) suivreHistoire(recu);
            return recu;
          }),
      },
      ...(estEnvoi(nom)
        ? { push: { batchSize: LIMITES.documentsEnvoi, handler: (lignes) => gardee(() => pousser(lignes)) } }
        : {}),
    });
  });

  let flux: ReturnType<typeof ouvrirFlux> | undefined;
  let cesserHorloge = (): void => undefined;
  let rappel: ReturnType<typeof setInterval> | undefined;
  const demarrer = async (): Promise<void> => {
    s.surLiaison(etat.lien);
    // What the PC holds is shown first.
    await new Promise<void>((suite) => quandLibre(suite));
    if (arretee()) return;
    await base.waitForLeadership();
    if (arretee()) return;
    flux = ouvrirFlux(
      antenne,
      auteur,
      (collection) => flux$[collection].next('RESYNC'),
      (f) => recevoir({ type: f }),
    );
    cesserHorloge = suivreSaut(() => faire({ type: 'LIRE_REFERENTIEL' }));
    rappel = setInterval(() => {
      if (etat.retenue === undefined) faire({ type: 'LIRE_REFERENTIEL' });
    }, REFERENTIEL_MS);
    // In the order of the first sync: names before visits, so that no line shows a bare id.
    for (const n of NOMS) await etats[n].start();
    for (const n of NOMS) await etats[n].awaitInitialReplication();
    recevoir({ type: 'LECTURE_FINIE' });
    await attente(envoyerAttente);
  };
  void demarrer();

  return {
    /** After a sign-in, or when the person asks: now rather than at the next attempt. */
    reprendre: (): void => {
      recevoir({ type: 'REPRENDRE' });
      void attente(envoyerAttente);
    },
    arreter: async (): Promise<void> => {
      recevoir({ type: 'ARRETER' });
      cesserDisque();
      cesserHorloge();
      clearInterval(rappel);
      await Promise.all(NOMS.map((n) => etats[n].cancel()));
    },
  };
};
