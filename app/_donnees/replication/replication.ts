import { type RxReplicationState, replicateRxCollection } from 'rxdb/plugins/replication';
import { Subject } from 'rxjs';
import type { Session } from '#shared/contrats/acces/compte';
import type { Antenne } from '#shared/contrats/commun';
import { antennesDe } from '#shared/droits/droits';
import {
  type Checkpoint,
  COLLECTIONS,
  type Collection,
  estEnvoi,
  LIMITES,
  type Page,
} from '#shared/replication/protocole';
import type { DateCivile } from '#shared/temps/types';
import type { Base, Scelle } from '../base/base';
import { maintenant, reglerHorloge } from '../base/horloge';
import { quandLibre } from '../base/libre';
import { ecrireFenetre, lireFenetre } from '../base/stockage';
import { ouvrir } from '../chiffrement/chiffrement';
import type { Depot } from '../depot/depot';
import type { Referentiel } from '../depot/referentiel';
import { EchecHttp, lireReferentiel, lireSession } from '../lecture/api';
import { trierApresRestauration } from './apres-restauration';
import { aEnvoyer, envoyerLignes, posterSaisies } from './envoi';
import type { EtatLiaison, Liaison } from './etat-sync';
import { changementFenetre, retirerAvant } from './fenetre';
import { ouvrirFlux } from './flux';
import { LOT_RXDB, tirerLots, tirerSaisies, vidange } from './tirage';

const NOMS = Object.keys(COLLECTIONS) as Collection[];

export type Surveillance = {
  /** The account: what its colleagues typed is received, never sent. */
  auteur: string;
  surLiaison: (e: EtatLiaison) => void;
  /** The server answered for this account. */
  surContact: () => void;
  surSessionFinie: () => void;
  /** `compte`: the one that is over, where the server names it; perhaps not this one. */
  surDesactive: (compte: string | undefined) => void;
  /** The account is no longer let into this antenna: what the server now says of it. Nothing more is asked here. */
  surDroits: (session: Session) => void;
  /** Ids of rows that must not leave the PC yet. */
  attente: () => ReadonlySet<string>;
  /** Collections that this PC has lost: read again from the start, and taken out as each has been. */
  perdues: Set<Collection>;
};

/** Refusals that end with the rights of the account, and with no other attempt. */
const REFUS_DE_DROIT: ReadonlySet<string> = new Set(['ANTENNE', 'ROLE', 'SECOND_FACTEUR']);

/** Replication of one antenna by the leading tab: one replication a collection, one SSE stream. */
export const repliquer = (base: Base, antenne: Antenne, cle: CryptoKey, depot: Depot, s: Surveillance) => {
  const flux$ = Object.fromEntries(NOMS.map((n) => [n, new Subject<'RESYNC'>()])) as Record<
    Collection,
    Subject<'RESYNC'>
  >;
  // Not up to date before the first reading of this start is over, however quickly the stream opens.
  let initiale = true;
  let etat: EtatLiaison = { liaison: 'CONNEXION', depuis: maintenant(), lecture: 0 };
  const dire = (liaison: Liaison, suite: Partial<EtatLiaison> = {}): void => {
    const depuis = liaison === etat.liaison ? etat.depuis : maintenant();
    etat = {
      liaison,
      depuis,
      lecture: etat.lecture,
      erreur: liaison === 'EN_LIGNE' ? undefined : etat.erreur,
      ...suite,
    };
    s.surLiaison(etat);
  };

  let debutFenetre = lireFenetre(base.name);
  // Collections to read again from the start: the window has grown by months that the change feed does not tell.
  const aRelire = new Set<Collection>();
  // The same, for those whose database was lost and whose checkpoint was not.
  const { perdues } = s;
  const nouvelleFenetre = async (debut: DateCivile): Promise<void> => {
    const change = changementFenetre(debutFenetre, debut);
    if (change === 'AUCUN') return;
    debutFenetre = debut;
    if (change === 'GRANDIE') {
      // Written once they are read: a start before that finds the growth again.
      for (const n of NOMS) if (COLLECTIONS[n].date) aRelire.add(n);
      for (const n of aRelire) flux$[n].next('RESYNC');
      return;
    }
    aRelire.clear();
    const saisies = etats.saisies;
    if (saisies) await retirerAvant(base, saisies, debut, s.attente());
    ecrireFenetre(base.name, debut);
  };

  let lus = 0;
  const surPage = (_c: Collection, page: Page): void => {
    s.surContact();
    lus += page.documents.length;
    if (page.suite || initiale) dire(etat.liaison, { lecture: lus });
    else if (etat.lecture !== undefined) dire(etat.liaison, { lecture: undefined });
    void nouvelleFenetre(page.debutFenetre);
  };

  const surErreur = (e: unknown): void => {
    const echec = e instanceof EchecHttp ? e : undefined;
    const desactive = echec?.code === 'COMPTE_DESACTIVE';
    if (desactive) s.surDesactive(echec.compte);
    if (desactive && (echec.compte ?? s.auteur) === s.auteur) return;
    if (echec?.statut === 401) {
      suspendre();
      dire('SESSION_FINIE');
      s.surSessionFinie();
    } else if (echec?.statut === 403 && REFUS_DE_DROIT.has(echec.code)) {
      // Each further request would be one more attempt in the register of the security.
      suspendre();
      void verifierSession();
      dire('HORS_LIGNE', { erreur: echec.message });
    } else if (echec?.statut === 0) dire('HORS_LIGNE');
    else
      dire('HORS_LIGNE', { erreur: echec?.message ?? 'La synchronisation a échoué ; nouvel essai dans un instant.' });
  };
  // Once the session is over, nothing is asked before the next sign-in.
  let attendreSession: { promesse: Promise<void>; finir: () => void } | undefined;
  const suspendre = (): void => {
    if (attendreSession) return;
    let finir = (): void => undefined;
    const promesse = new Promise<void>((f) => {
      finir = f;
    });
    attendreSession = { promesse, finir };
  };
  const liberer = (): void => {
    attendreSession?.finir();
    attendreSession = undefined;
  };
  let arrete = false;
  /** Says the failure before RxDB wraps it, and lets RxDB try again. */
  const gardee = async <T>(travail: () => Promise<T>): Promise<T> => {
    await attendreSession?.promesse;
    if (arrete) throw new Error('arrêtée pendant l’attente');
    try {
      const r = await travail();
      if (etat.liaison !== 'EN_LIGNE') dire('EN_LIGNE');
      return r;
    } catch (e) {
      surErreur(e);
      throw e;
    }
  };

  const surRestauration = async (recus: ReadonlySet<string>) => {
    const { refus } = depot.lire();
    const rangees = (await base.saisies.find().exec()).map((x) => ({
      id: x.id,
      v: x.v,
      d: x.d,
      // A row that changes is sent again: the server takes what it knows for what it is.
      renvoyer: () => x.incrementalPatch({ v: x.v + 1 }),
    }));
    return trierApresRestauration(rangees, recus, {
      cle,
      auteur: s.auteur,
      debut: debutFenetre,
      refusee: (id) => refus.has(id),
    });
  };
  const relire = async (nom: Collection) => {
    // A drain of its own: the usual one may remember where an empty feed ended.
    const recu = await tirage(nom)(undefined);
    perdues.delete(nom);
    if (!aRelire.delete(nom)) return recu;
    if (aRelire.size === 0 && debutFenetre) ecrireFenetre(base.name, debutFenetre);
    return recu;
  };
  const tirage = (nom: Collection) => {
    const vider = vidange(antenne, nom, surPage);
    if (estEnvoi(nom)) return tirerSaisies(cle, vider, surRestauration);
    const stock = {
      lire: (ids: string[]) => base[nom].storageInstance.findDocumentsById(ids, false),
      noms: async () => (await base[nom].find().exec()).map((d) => d.id),
    };
    return tirerLots(nom, cle, stock, vider);
  };
  const poster = posterSaisies(antenne);

  const etats: Partial<Record<Collection, RxReplicationState<Scelle, Checkpoint>>> = {};
  for (const nom of NOMS) {
    const tirer = tirage(nom);
    etats[nom] = replicateRxCollection<Scelle, Checkpoint>({
      replicationIdentifier: `${antenne}-${nom}`,
      collection: base[nom],
      live: true,
      autoStart: false,
      waitForLeadership: false,
      toggleOnDocumentVisible: false,
      retryTime: 3_000,
      pull: {
        batchSize: LOT_RXDB,
        stream$: flux$[nom].asObservable(),
        handler: (depuis) => gardee(() => (aRelire.has(nom) || perdues.has(nom) ? relire(nom) : tirer(depuis))),
      },
      ...(estEnvoi(nom)
        ? {
            push: {
              batchSize: LIMITES.documentsEnvoi,
              handler: (lignes) =>
                gardee(async () => {
                  const claires = await Promise.all(
                    lignes.map((l) => ouvrir<{ _id: string; auteur: string }>(cle, l.newDocumentState.d)),
                  );
                  const refusees = await envoyerLignes(poster, aEnvoyer(claires, s.auteur));
                  if (refusees.length > 0) await depot.ecrireRefus(refusees);
                  return [];
                }),
            },
          }
        : {}),
    });
  }

  let flux: ReturnType<typeof ouvrirFlux> | undefined;
  let droitsPerdus = false;
  const jugerSession = (session: Session): void => {
    // Of someone else, signed in in another tab, nothing is judged here.
    const ouverte = session.restreinte === undefined && antennesDe(session).includes(antenne);
    if (ouverte || session.identifiant !== s.auteur) {
      s.surContact();
      if (etat.liaison !== 'SESSION_FINIE') liberer();
    } else if (!droitsPerdus) {
      droitsPerdus = true;
      suspendre();
      flux?.fermer();
      s.surDroits(session);
    }
  };
  const verifierSession = async (): Promise<void> => {
    if (arrete || droitsPerdus) return;
    try {
      jugerSession(await lireSession());
    } catch (e) {
      // Nobody answered: what was held back is tried again, at its own pace.
      if (e instanceof EchecHttp && e.statut !== 401 && etat.liaison !== 'SESSION_FINIE') liberer();
      surErreur(e);
    }
  };
  const chargerReferentiel = async (): Promise<void> => {
    const r = await lireReferentiel().catch(() => undefined);
    if (!r) return;
    reglerHorloge(r.heureServeur);
    await depot.ecrireReferentiel(r as unknown as Referentiel);
  };

  const demarrer = async (): Promise<void> => {
    s.surLiaison(etat);
    // What the PC holds is shown first.
    await new Promise<void>((suite) => quandLibre(suite));
    if (arrete) return;
    await base.waitForLeadership();
    if (arrete) return;
    flux = ouvrirFlux(
      antenne,
      () => {
        void chargerReferentiel();
        for (const n of NOMS) flux$[n].next('RESYNC');
      },
      (collection) => flux$[collection].next('RESYNC'),
      (f) => {
        if (f === 'OUVERT') dire('EN_LIGNE');
        else void verifierSession();
      },
    );
    // In the order of the first sync: names before visits, so that no line shows a bare id.
    for (const n of NOMS) await etats[n]?.start();
    for (const n of NOMS) await etats[n]?.awaitInitialReplication();
    initiale = false;
    dire(etat.liaison, { lecture: undefined });
  };
  void demarrer();

  return {
    /** After a sign-in, or when the person asks: now rather than at the next attempt. */
    reprendre: (): void => {
      liberer();
      dire('CONNEXION');
      flux?.reessayer();
      for (const n of NOMS) flux$[n].next('RESYNC');
    },
    arreter: async (): Promise<void> => {
      arrete = true;
      flux?.fermer();
      liberer();
      await Promise.all(NOMS.map((n) => etats[n]?.cancel()));
    },
  };
};
