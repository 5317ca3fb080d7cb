import { ajouterJours, ajouterMois, dateParis, epochMs, moisDe, premierJour } from '#shared/temps/paris';
import { type DateCivile, dateCivileSchema } from '#shared/temps/types';
import { creerGardien, lireRepere } from '../domaines/pointages';
import type { Horloge } from '../ports/horloge';
import { CALME, type Calme, observer, seRattrape } from '../store/grappe/calme';
import { lireNoeuds } from '../store/grappe/revenus';
import type { Magasin } from '../store/lire';
import type { Moteur } from './rattraper';
import type { Relu } from './revoir';

// [FL-2] Each day that was derived is looked at a second time: what was read of a copy that lagged leaves nothing wrong for good.

/** After the last time that a day was derived; and after the first, on a day on which it never stops. */
const APRES_MS = 5 * 60_000;
const AU_PLUS_MS = 20 * 60_000;
/** A closing has taken what is older: nothing more leaves of it. */
const MOIS = 2;
/** Days looked at in one go: a punch that comes meanwhile does not wait for a month. */
const JOURS_D_UN_TRAIT = 4;
const NOM = 'seconde-lecture';

export type EtatRelecture = {
  /** The copies of the cluster do not have all the same yet. */
  agitee: boolean;
  /** A node came back, and what was derived while it lagged has not been looked at again. */
  douteux?: true;
  /** Days that wait for their second look. */
  jours: number;
  /** Documents put right since the service started; the normal figure is 0. */
  corriges: number;
};

export type Relecteur = {
  /** Asks the nodes how they are. */
  observer: () => Promise<void>;
  noter: (jours: Iterable<DateCivile>) => void;
  /** To be looked at as soon as can be, from nothing that is kept. */
  exiger: (jours: Iterable<DateCivile>) => void;
  /** Something is to be looked at now; `neuf`: by an engine that has just been made. */
  du: () => { neuf: boolean } | undefined;
  /** Looks at a few of them; what differed. */
  relire: (moteur: Moteur) => Promise<Relu[]>;
  /** A node has come back, and what was derived since has not been looked at again. */
  douteux: () => boolean;
  etat: () => EtatRelecture;
};

type Attente = { premiere: number; derniere: number };

export const ouvrirRelecteur = async (m: Magasin, horloge: Horloge): Promise<Relecteur> => {
  const { memoire } = await lireRepere(m, NOM);
  const gardien = creerGardien(m, NOM);
  const attente = new Map<DateCivile, Attente>();
  /** Looked at once all copies have the same, and from nothing that is kept. */
  const exiges = new Set<DateCivile>([...memoire.keys()].map((j) => dateCivileSchema.parse(j)));
  let calme: Calme = CALME;
  let vu = false;
  let enCours = false;
  // What is kept for who comes after waits since a node came back.
  let douteux = exiges.size > 0;
  let corriges = 0;
  const maintenant = (): number => epochMs(horloge());
  const aujourdhui = (): DateCivile => dateParis(horloge());

  const noter = (jours: Iterable<DateCivile>): void => {
    const debut = premierJour(ajouterMois(moisDe(aujourdhui()), -MOIS));
    for (const j of jours) {
      if (j < debut) continue;
      if (calme.agitee) exiges.add(j);
      else attente.set(j, { premiere: attente.get(j)?.premiere ?? maintenant(), derniere: maintenant() });
    }
  };
  const echus = (): DateCivile[] =>
    [...attente].flatMap(([j, a]) =>
      maintenant() >= Math.min(a.derniere + APRES_MS, a.premiere + AU_PLUS_MS) ? [j] : [],
    );

  /** What waits for the calm is known to who comes after us. */
  const garder = async (): Promise<void> => {
    await gardien({ sequences: new Map(), memoire: new Map([...exiges].map((j) => [j, ''])) });
  };

  return {
    noter,
    exiger: (jours) => {
      for (const j of jours) exiges.add(j);
    },
    observer: async () => {
      const avant = calme.agitee;
      const lus = await lireNoeuds(m);
      calme = observer(calme, lus.noeuds, maintenant(), !vu);
      if (calme.agitee && seRattrape(lus)) douteux = true;
      // Who has just started does not know what those before it derived.
      if (!vu) noter([ajouterJours(aujourdhui(), -1), aujourdhui()]);
      vu = true;
      if (calme.agitee) {
        for (const j of attente.keys()) exiges.add(j);
        attente.clear();
      }
      // Nothing was derived meanwhile: nothing is to be looked at.
      else if (exiges.size === 0) douteux = false;
      if (calme.agitee || avant) await garder();
    },
    du: () => {
      if (calme.agitee) return undefined;
      if (exiges.size > 0) return { neuf: !enCours };
      return echus().length > 0 ? { neuf: false } : undefined;
    },
    relire: async (moteur) => {
      const profond = exiges.size > 0;
      const jours = (profond ? [...exiges] : echus()).sort().slice(0, JOURS_D_UN_TRAIT);
      enCours = profond;
      const dernier = profond && jours.length === exiges.size;
      const trouves = await moteur.revoir(jours, { ecrire: true, alertes: dernier });
      for (const j of jours) {
        exiges.delete(j);
        attente.delete(j);
      }
      if (dernier) {
        enCours = false;
        douteux = false;
        await garder();
      }
      // What has just been looked at after a return is looked at once more; so is what was wrong.
      if (profond || trouves.length > 0) noter(jours);
      corriges += trouves.length;
      return trouves;
    },
    douteux: () => douteux,
    etat: () => ({
      agitee: calme.agitee,
      ...(douteux ? { douteux: true as const } : {}),
      jours: attente.size + exiges.size,
      corriges,
    }),
  };
};
