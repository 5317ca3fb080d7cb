import type { Session } from '#shared/contrats/acces/compte';
import type { Antenne } from '#shared/contrats/commun';
import type { Saisie } from '#shared/contrats/saisie';
import type { Collection } from '#shared/replication/protocole';
import { type BaseLue, ouvrirSaine, suivreLots } from '../base/base-saine';
import { maintenant } from '../base/horloge';
import { type Memo, ouvrirMemo } from '../base/memo';
import { secourir, surPerte } from '../base/perte';
import { compteAttente, confronter, ecrireSecours, lireSecours } from '../base/secours';
import {
  ecrireAutres,
  ecrireLots,
  ecrireRefusees,
  lireLots,
  poste as nomDuPoste,
  suivreAttentes,
} from '../base/stockage';
import { oublierClairs } from '../chiffrement/clairs';
import { creerEnvois, posterSaisies } from '../replication/envoi';
import { compterAttentes, type EtatLiaison, type EtatSync } from '../replication/etat-sync';
import { suivrePresence } from '../replication/presence';
import { repliquer, type Surveillance } from '../replication/replication';
import { type Signal, signal } from '../replication/signal';
import { lireAilleurs } from './ailleurs';
import { type Brouillons, ouvrirBrouillons } from './brouillons';
import type { Depot } from './depot';
import { pendantEcriture } from './ecritures';
import { compterLots, enAttente, refusees } from './etat-depot';
import { nomBase } from './noms';
import { oublierLignes } from './plier';
import type { Remplie } from './remplies';

export { ouvrirEtLire } from '../base/base-saine';
export { lireAttendues } from '../replication/attendues';

export type Poste = {
  session: Session;
  antenne: Antenne;
  nom: string;
  depot: Depot;
  sync: Signal<EtatSync>;
  /** What was put back or lost when the PC opened: said once. */
  constat: { remises: number; perdues: number; aRelire: readonly Remplie[] };
  enregistrer: (lignes: readonly Saisie[]) => Promise<void>;
  reprendre: () => void;
  /** Sends what waits straight from memory; throws where the server does not answer. */
  vider: () => Promise<void>;
  /** The last figures that were read, for when the server does not answer. */
  memo: Memo;
  /** What is typed and not sent. */
  brouillons: Brouillons;
  fermer: () => Promise<void>;
};

/** What the gate does of what the link tells. */
export type Reactions = Pick<Surveillance, 'surContact' | 'surSessionFinie' | 'surDesactive' | 'surDroits'>;

type Canal = { demande: true } | { liaison: EtatLiaison } | { reprendre: true };

/** Opens the local data of one account and antenna, and starts its replication. `ouverte`: its base, where it was opened ahead. */
export const ouvrirPoste = async (
  session: Session,
  cle: CryptoKey,
  antenne: Antenne,
  reactions: Reactions,
  ouverte?: Promise<BaseLue>,
): Promise<Poste> => {
  const nom = nomBase(session.identifiant, antenne);
  const poste = nomDuPoste();
  const { base, depot, sauvees, aRelire } = await ouvrirSaine(nom, cle, poste, ouverte);
  const attente = () => enAttente(depot.lire(), poste);
  const envois = creerEnvois(
    posterSaisies(antenne),
    async (travail) => await navigator.locks.request(`tg-envoi-${nom}`, travail),
  );
  const brouillons = await ouvrirBrouillons(nom, cle);

  const lue = await lireSecours(nom, cle);
  const lues = new Set(lue.map((l) => l._id));
  const copie = [...lue, ...sauvees.filter((l) => !lues.has(l._id))];
  const connues = new Set(depot.lire().saisies.keys());
  const { aRemettre, perdues } = confronter(connues, copie, compteAttente(nom), attente().length);
  if (aRemettre.length > 0) await depot.ecrireSaisies(aRemettre as Saisie[]);

  const sync = signal<EtatSync>({
    liaison: 'CONNEXION',
    depuis: maintenant(),
    attente: 0,
    autres: 0,
    total: 0,
    refusees: 0,
    ailleurs: [],
    copie: true,
  });

  // The copy is rewritten when what waits changes, one writing after the other, the last state last.
  let copiees: string | undefined;
  let ecriture: Promise<void> = Promise.resolve();
  const copier = (): Promise<void> => {
    ecriture = ecriture
      .catch(() => undefined)
      .then(async () => {
        const lignes = attente();
        const cles = lignes.map((l) => l._id).join();
        if (cles === copiees) return;
        // A full disk refuses the copy, not the row: it is kept, it leaves, and the panel says that it is kept once only.
        const ecrite = await ecrireSecours(nom, cle, lignes).then(
          () => true,
          () => false,
        );
        if (ecrite) copiees = cles;
        sync.changer((e) => (e.copie === ecrite ? e : { ...e, copie: ecrite }));
      });
    return ecriture;
  };
  const presence = suivrePresence(antenne, poste, () => (base.isLeader() ? attente().length : undefined));
  const compter = (): void => {
    presence.changer();
    const attendent = attente();
    const autres = attendent.filter((s) => s.type !== 'correction').length;
    const ici = { attente: attendent.length, autres, refusees: refusees(depot.lire(), poste).length };
    ecrireAutres(nom, autres);
    sync.changer((e) => compterAttentes(e, ici, lireAilleurs(session.identifiant, antenne)));
  };
  let lots = lireLots(nom);
  // Until it has been read again; empty then, it is empty indeed.
  const perduesEncore = new Set<Collection>(aRelire);
  // What a PC holds is known once a whole reading is over; each change from then on is counted too.
  const noterLots = (): void => {
    const { liaison, lecture } = sync.lire();
    if (liaison !== 'EN_LIGNE' || lecture !== undefined) return;
    const vus = suivreLots(
      lots,
      compterLots(depot.lire()),
      aRelire.filter((c) => perduesEncore.has(c)),
    );
    if (JSON.stringify(vus) === JSON.stringify(lots)) return;
    lots = vus;
    ecrireLots(nom, vus);
  };
  const recompter = (): void => {
    compter();
    noterLots();
    ecrireRefusees(nom, refusees(depot.lire(), poste).length);
    void copier();
  };
  const desabonner = [depot.abonner(recompter), suivreAttentes(compter)];
  recompter();

  let secours: ReturnType<typeof secourir> | undefined;
  const perdre = (): void => {
    secours ??= secourir(envois, attente, (perte) => sync.changer((e) => ({ ...e, perte })));
  };
  await surPerte(base, perdre);

  // The leading tab knows the link; the others ask it.
  const canal = new BroadcastChannel(`tg-sync-${nom}`);
  const parler = (m: Canal): void => canal.postMessage(m);
  let meneur = false;
  let derniere: EtatLiaison | undefined;
  const surLiaison = (liaison: EtatLiaison): void => {
    derniere = liaison;
    sync.changer((e) => ({ ...e, lecture: undefined, erreur: undefined, ...liaison }));
  };
  const replication = repliquer(base, antenne, cle, depot, {
    auteur: session.identifiant,
    surLiaison: (l) => {
      surLiaison(l);
      if (base.isLeader()) {
        meneur = true;
        parler({ liaison: l });
      }
      noterLots();
    },
    ...reactions,
    attente: () => new Set(attente().map((l) => l._id)),
    perdues: perduesEncore,
    envois,
  });
  canal.onmessage = (ev: MessageEvent<Canal>) => {
    if ('liaison' in ev.data && !meneur) {
      surLiaison(ev.data.liaison);
      // The session is every tab's: what the leading one reached, this one has.
      if (ev.data.liaison.liaison === 'EN_LIGNE') reactions.surContact();
    }
    if ('demande' in ev.data && meneur && derniere) parler({ liaison: derniere });
    if ('reprendre' in ev.data && meneur) replication.reprendre();
  };
  parler({ demande: true });

  return {
    session,
    antenne,
    nom,
    depot,
    sync,
    constat: { remises: aRemettre.length, perdues, aRelire },
    // [CO-6] Both copies are on the disk before the screen says so. The database first: of a row that it refuses, nothing
    // remains that would come back beside the one typed again.
    enregistrer: (lignes) => pendantEcriture(depot.ecrireSaisies(lignes).then(copier)),
    reprendre: () => {
      if (meneur) replication.reprendre();
      else parler({ reprendre: true });
    },
    vider: async () => {
      await envois.envoyer(attente());
    },
    memo: ouvrirMemo(session.identifiant, nom, cle),
    brouillons,
    fermer: async () => {
      for (const d of desabonner) d();
      presence.arreter();
      secours?.arreter();
      depot.fermer();
      canal.close();
      await replication.arreter();
      await ecriture;
      await base.close();
      oublierClairs();
      oublierLignes();
    },
  };
};
