import type { Session } from '#shared/contrats/acces/compte';
import type { Antenne } from '#shared/contrats/commun';
import type { Saisie } from '#shared/contrats/saisie';
import type { Collection } from '#shared/replication/protocole';
import { type ValeurSuivie, valeurSuivie } from '../../_commun/valeur-suivie';
import { maintenant, reprendreEcart, suivreEcart } from '../base/horloge';
import { type Memo, ouvrirMemo } from '../base/memo';
import { nomBase } from '../base/noms';
import type { Remplie } from '../base/remplies';
import { compteAttente, confronter, creerCopie, ecrireSecours, lireSecours } from '../base/secours';
import {
  ecrireAutres,
  ecrireLots,
  ecrireRefusees,
  lireIllisibles,
  lireLots,
  poste as nomDuPoste,
  suivreAttentes,
  suivreFenetreNotee,
  tenirHorsLigne,
} from '../base/stockage';
import { oublierClairs } from '../chiffrement/clairs';
import { type BaseLue, ouvrirSaine } from '../depot/base-saine';
import { type Brouillons, ouvrirBrouillons } from '../depot/brouillons';
import type { Depot } from '../depot/depot';
import { pendantEcriture } from '../depot/ecritures';
import { compterLots, enAttente, refusees } from '../depot/etat-depot';
import { oublierLignes } from '../depot/plier';
import { aEnvoyer, creerEnvois, posterSaisies } from '../replication/envoi';
import type { EtatSync } from '../replication/etat-sync';
import { secourir, surPerte } from '../replication/perte';
import { suivrePresence } from '../replication/presence';
import { repliquer, type Surveillance } from '../replication/replication';
import { lireSession } from '../serveur/api';
import { lireAilleurs } from './attente-ailleurs';
import { avancer, type Effet, type EtatPoste, type Evenement, type Message } from './poste-etapes';

export { ouvrirEtLire } from '../depot/base-saine';
export { lireAttendues } from './attendues';

export type Poste = {
  session: Session;
  antenne: Antenne;
  nom: string;
  depot: Depot;
  sync: ValeurSuivie<EtatSync>;
  /** What was put back or lost when the PC opened: said once. `illisibles`: lost before, with what opened it; said until it is read. */
  constat: { remises: number; perdues: number; aRelire: readonly Remplie[]; illisibles: boolean };
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
  /** On a shared PC, what a colleague typed on it waits here too until the server has judged it: it is hers to send. */
  const siennes = () => aEnvoyer(attente(), session.identifiant);
  const envois = creerEnvois(
    posterSaisies(antenne, session.identifiant),
    async (travail) => await navigator.locks.request(`tg-envoi-${nom}`, travail),
  );
  const brouillons = await ouvrirBrouillons(nom, cle);

  const lue = await lireSecours(nom, cle);
  const lues = new Set(lue.map((l) => l._id));
  const retrouvees = [...lue, ...sauvees.filter((l) => !lues.has(l._id))];
  const connues = new Set(depot.lire().saisies.keys());
  const { aRemettre, perdues } = confronter(connues, retrouvees, compteAttente(nom), attente().length);
  if (aRemettre.length > 0) await depot.ecrireSaisies(aRemettre as Saisie[]);

  const sync = valeurSuivie<EtatSync>({
    liaison: 'CONNEXION',
    depuis: maintenant(),
    attente: 0,
    autres: 0,
    total: 0,
    refusees: 0,
    ailleurs: [],
    copie: true,
  });
  let etat: EtatPoste = { sync: sync.lire(), meneur: false, lien: undefined, lots: lireLots(nom), perdu: false };
  const recevoir = (ev: Evenement): void => {
    const t = avancer(etat, ev);
    etat = t.etat;
    sync.changer(() => etat.sync);
    for (const effet of t.effets) faire(effet);
  };

  const copie = creerCopie(
    attente,
    (lignes) => ecrireSecours(nom, cle, lignes),
    (ecrite) => recevoir({ type: 'COPIE', ecrite }),
  );
  const presence = suivrePresence(antenne, session.identifiant, poste, () =>
    base.isLeader() ? attente().length : undefined,
  );
  const canal = new BroadcastChannel(`tg-sync-${nom}`);
  let secours: ReturnType<typeof secourir> | undefined;
  const faire = (effet: Effet): void => {
    switch (effet.type) {
      case 'DIRE_PRESENCE':
        presence.changer();
        break;
      case 'NOTER_AUTRES':
        ecrireAutres(nom, effet.nombre);
        break;
      case 'NOTER_REFUSEES':
        ecrireRefusees(nom, effet.nombre);
        break;
      case 'NOTER_LOTS':
        ecrireLots(nom, effet.lots);
        break;
      case 'COPIER':
        void copie.copier();
        break;
      case 'CONTACT':
        reactions.surContact();
        break;
      case 'REPRENDRE':
        replication.reprendre();
        break;
      case 'LIRE_DROITS':
        // Whether it is another is judged by what the page knows now: the one that opened it may be days old.
        lireSession(session.identifiant).then(reactions.surDroits, () => undefined);
        break;
      case 'REGLER_HORLOGE':
        reprendreEcart(effet.ecart);
        break;
      case 'PARLER':
        canal.postMessage(effet.message);
        break;
      case 'SECOURIR':
        secours = secourir(envois, siennes, (perte) => recevoir({ type: 'PERTE', perte }));
    }
  };

  // Until it has been read again; empty then, it is empty indeed.
  const perduesEncore = new Set<Collection>(aRelire);
  const comptes = () => {
    const attendent = attente();
    const autres = attendent.filter((s) => s.type !== 'correction').length;
    const ici = { attente: attendent.length, autres, refusees: refusees(depot.lire(), poste).length };
    return { ici, ailleurs: lireAilleurs(session.identifiant, antenne) };
  };
  const tenus = () => ({
    tenus: compterLots(depot.lire()),
    perdues: aRelire.filter((c) => perduesEncore.has(c)),
  });
  const recompter = (): void => recevoir({ type: 'DEPOT', ...comptes(), ...tenus() });
  const desabonner = [
    depot.abonner(recompter),
    suivreAttentes(() => recevoir({ type: 'AILLEURS', ...comptes() })),
    suivreEcart((ecart) => recevoir({ type: 'ECART', ecart })),
    suivreFenetreNotee(nom, depot.tenirFenetre),
  ];
  recompter();
  await surPerte(base, () => recevoir({ type: 'BASE_PERDUE' }));

  const replication = repliquer(base, antenne, cle, depot, {
    session,
    surLiaison: (dite) => {
      const liaison = { ...dite, depuis: tenirHorsLigne(dite.liaison, dite.depuis) };
      recevoir({ type: 'LIAISON', liaison, meneur: base.isLeader(), ...tenus() });
    },
    ...reactions,
    surDroits: (lue) => {
      recevoir({ type: 'DROITS' });
      reactions.surDroits(lue);
    },
    attente,
    perdues: perduesEncore,
    envois,
  });
  canal.onmessage = (ev: MessageEvent<Message>) => recevoir({ type: 'RECU', message: ev.data });
  canal.postMessage({ demande: true } satisfies Message);

  return {
    session,
    antenne,
    nom,
    depot,
    sync,
    constat: { remises: aRemettre.length, perdues, aRelire, illisibles: lireIllisibles(session.identifiant) },
    // [CO-6] Both copies are on the disk before the screen says so. The database first: of a row that it refuses, nothing
    // remains that would come back beside the one typed again.
    enregistrer: (lignes) => pendantEcriture(depot.ecrireSaisies(lignes).then(copie.copier)),
    reprendre: () => recevoir({ type: 'REPRENDRE' }),
    vider: async () => {
      await envois.envoyer(siennes());
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
      await copie.finie();
      await base.close();
      oublierClairs();
      oublierLignes();
    },
  };
};
