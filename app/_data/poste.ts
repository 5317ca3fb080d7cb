import type { Antenne } from '#shared/contrats/commun';
import type { Session } from '#shared/contrats/compte';
import type { Correction } from '#shared/contrats/correction';
import { ouvrirBase } from './base';
import { creerDepot } from './depot';
import { enAttente, refusees } from './etat-depot';
import { type EtatLiaison, type EtatSync, suivreTotal } from './etat-sync';
import { maintenant } from './horloge';
import { nomBase } from './noms';
import { repliquer, type Surveillance } from './replication';
import { compteAttente, confronter, ecrireSecours, lireSecours } from './secours';
import { type Signal, signal } from './signal';
import { ecrireLots, lireLots, poste as nomDuPoste } from './stockage';

export type Poste = {
  session: Session;
  antenne: Antenne;
  nom: string;
  depot: ReturnType<typeof creerDepot>;
  sync: Signal<EtatSync>;
  /** What was put back or lost when the PC opened: said once. */
  constat: { remises: number; perdues: number };
  enregistrer: (lignes: readonly Correction[]) => Promise<void>;
  reprendre: () => void;
  fermer: () => Promise<void>;
};

type Canal = { demande: true } | { liaison: EtatLiaison } | { reprendre: true };

/** A damaged or cleared database opens empty, with no error: then it is rebuilt whole, its checkpoints with it. */
const ouvrirSaine = async (nom: string) => {
  const base = await ouvrirBase(nom);
  const compter = async () => ({
    jours: (await base.jours.find().exec()).length,
    dossiers: (await base.dossiers.find().exec()).length,
  });
  const attendus = lireLots(nom);
  const presents = await compter();
  const videe = (attendus.jours > 0 && presents.jours === 0) || (attendus.dossiers > 0 && presents.dossiers === 0);
  if (!videe) return base;
  await base.remove();
  ecrireLots(nom, { jours: 0, dossiers: 0 });
  return ouvrirBase(nom);
};

/** Opens the local data of one account and antenna, and starts its replication. */
export const ouvrirPoste = async (
  session: Session,
  cle: CryptoKey,
  antenne: Antenne,
  reactions: Pick<Surveillance, 'surContact' | 'surSessionFinie' | 'surDesactive'>,
): Promise<Poste> => {
  const nom = nomBase(session.identifiant, antenne);
  const base = await ouvrirSaine(nom);
  const depot = creerDepot(base, cle);
  await depot.charger();
  const poste = nomDuPoste();
  const attente = () => enAttente(depot.lire(), poste);

  const copie = await lireSecours(nom, cle);
  const connues = new Set(depot.lire().saisies.keys());
  const { aRemettre, perdues } = confronter(connues, copie, compteAttente(nom), attente().length);
  if (aRemettre.length > 0) await depot.ecrireSaisies(aRemettre as Correction[]);

  const sync = signal<EtatSync>({
    liaison: 'CONNEXION',
    depuis: maintenant(),
    attente: attente().length,
    total: 0,
    refusees: 0,
  });

  // The copy is rewritten when what waits changes, one writing after the other, the last state last.
  let copiees: string | undefined;
  // Being written to the base, not in it yet: both writings go on together.
  const enEcriture = new Set<Correction>();
  let ecriture: Promise<void> = Promise.resolve();
  const copier = (): Promise<void> => {
    ecriture = ecriture
      .catch(() => undefined)
      .then(async () => {
        const presentes = attente();
        const connues = new Set(presentes.map((l) => l._id));
        const lignes = [...presentes, ...[...enEcriture].filter((l) => !connues.has(l._id))];
        const cles = lignes.map((l) => l._id).join();
        if (cles === copiees) return;
        await ecrireSecours(nom, cle, lignes);
        copiees = cles;
      });
    return ecriture;
  };
  const recompter = (): void => {
    const n = attente().length;
    sync.changer((e) => ({
      ...e,
      attente: n,
      total: suivreTotal(e.total, n),
      refusees: refusees(depot.lire(), poste).length,
    }));
    void copier().catch(() => undefined);
  };
  const desabonner = depot.abonner(recompter);
  recompter();

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
    surLiaison: (l) => {
      surLiaison(l);
      if (base.isLeader()) {
        meneur = true;
        parler({ liaison: l });
      }
      if (l.liaison === 'EN_LIGNE' && l.lecture === undefined) {
        const e = depot.lire();
        ecrireLots(nom, { jours: e.jours.size, dossiers: e.usagers.size + e.intervenants.size });
      }
    },
    ...reactions,
    attente: () => new Set(attente().map((l) => l._id)),
  });
  canal.onmessage = (ev: MessageEvent<Canal>) => {
    if ('liaison' in ev.data && !meneur) surLiaison(ev.data.liaison);
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
    constat: { remises: aRemettre.length, perdues },
    // [CO-6] Both copies are on the disk before the screen says so.
    enregistrer: async (lignes) => {
      for (const l of lignes) enEcriture.add(l);
      try {
        await Promise.all([depot.ecrireSaisies(lignes), copier()]);
      } finally {
        for (const l of lignes) enEcriture.delete(l);
      }
    },
    reprendre: () => {
      if (meneur) replication.reprendre();
      else parler({ reprendre: true });
    },
    fermer: async () => {
      desabonner();
      depot.fermer();
      canal.close();
      await replication.arreter();
      await base.close();
    },
  };
};
