import type { MotifAppariement } from '../../contrats/corrections/intervention';
import type { Pointage } from '../../contrats/pointages/pointage';
import { ajouterA } from '../../listes';
import { dateParis, ecartSecondes, heureAffichee } from '../../temps/paris';
import type { PointageSitue } from '../pointage/connu';
import type { ParametresAu } from '../types';
import { ordrePointages } from './ordre';

export type Ecarte = { pointage: PointageSitue; regle: string };

/** What the punches alone say of one visit of a pair (intervenant, usager). */
export type Seance = {
  arrivee?: PointageSitue;
  depart?: PointageSitue;
  sansSuite: boolean;
  ecartes: Ecarte[];
  explication: MotifAppariement[];
};

const heure = (p: Pointage): string => heureAffichee(p.instant);

const motif = (regle: string, pointages: Pointage[], texte: string): MotifAppariement => ({
  regle,
  pointages: pointages.map((p) => p.id),
  texte,
});

/** What says of a punch whether another replaces it, and which. */
type Remplacable = Pick<Pointage, 'id' | 'sens' | 'instant' | 'usagerId' | 'intervenantId' | 'remplace'>;

/** Key 9 of the SVI: the replaced punches are kept with the one that replaces them, and not used [PT-3]. */
const separerRemplaces = <P extends Remplacable>(tries: P[]): { utiles: P[]; remplaces: Map<string, P[]> } => {
  const parId = new Map(tries.map((p) => [p.id, p]));
  const remplaces = new Map<string, P[]>();
  const exclus = new Set<string>();
  const mene = (de: P, id: string): boolean => {
    const vus = new Set<string>();
    for (let x: P | undefined = de; x && !vus.has(x.id); x = parId.get(x.remplace ?? '')) {
      if (x.id === id) return true;
      vus.add(x.id);
    }
    return false;
  };
  for (const p of tries) {
    const ancien = p.remplace === undefined ? undefined : parId.get(p.remplace);
    // One call makes both: the same instant [PT-2]. A circle replaces nothing.
    if (!ancien || ancien.instant !== p.instant || exclus.has(ancien.id) || mene(ancien, p.id)) continue;
    exclus.add(ancien.id);
    ajouterA(remplaces, p.id, ancien);
  }
  return { utiles: tries.filter((p) => !exclus.has(p.id)), remplaces };
};

/** [PT-3] Of each punch that another replaced, the one that is used in its place: what a reader who does not know key 9 is to be told. */
export const remplacants = (pointages: readonly Remplacable[]): Map<string, string> => {
  // Few have one, and they have its instant: only the punches of such an instant are looked at.
  const instants = new Set(pointages.flatMap((p) => (p.remplace === undefined ? [] : [p.instant])));
  const paires = new Map<string, Remplacable[]>();
  for (const p of pointages.filter((x) => instants.has(x.instant))) {
    const paire = `${p.intervenantId ?? ''} ${p.usagerId ?? ''}`;
    ajouterA(paires, paire, p);
  }
  const trouves = new Map<string, string>();
  for (const siens of paires.values()) {
    const { utiles, remplaces } = separerRemplaces([...siens].sort(ordrePointages));
    const joindre = (utile: Remplacable, p: Remplacable): void => {
      for (const ancien of remplaces.get(p.id) ?? []) {
        trouves.set(ancien.id, utile.id);
        joindre(utile, ancien);
      }
    };
    for (const p of utiles) joindre(p, p);
  }
  return trouves;
};

/**
 * [AP-1 to AP-4] Pairs the punches of one (intervenant, usager). The result depends on the set, not on its order [AP-8].
 * Gaps are measured on the instants, to the second, limit included.
 */
export const apparierPaire = (pointages: readonly PointageSitue[], parametresAu: ParametresAu): Seance[] => {
  const { utiles, remplaces } = separerRemplaces([...pointages].sort(ordrePointages));
  const seances: Seance[] = [];
  let ouverte: (Seance & { arrivee: PointageSitue }) | undefined;
  let dernierDepart: { pointage: PointageSitue; seance: Seance } | undefined;

  /** The punches that `p` replaces (and those that they replaced) go where `p` goes. */
  const joindreRemplaces = (s: Seance, p: PointageSitue): void => {
    for (const ancien of remplaces.get(p.id) ?? []) {
      s.ecartes.push({ pointage: ancien, regle: 'PT-3' });
      s.explication.push(
        motif('PT-3', [ancien, p], `L’appel de ${heure(ancien)} a été corrigé par l’aide (touche 9).`),
      );
      joindreRemplaces(s, ancien);
    }
  };
  const ecarter = (s: Seance, p: PointageSitue, regle: string, texte: string): void => {
    s.ecartes.push({ pointage: p, regle });
    s.explication.push(motif(regle, [p], texte));
    joindreRemplaces(s, p);
  };
  const ouvrir = (s: Seance, p: PointageSitue): void => {
    joindreRemplaces(s, p);
    seances.push(s);
  };
  const minutes = (p: PointageSitue, cle: 'dureeMax' | 'doublon'): number => parametresAu(dateParis(p.instant))[cle];

  const dansLaDuree = (arrivee: PointageSitue, p: PointageSitue): boolean =>
    ecartSecondes(arrivee.instant, p.instant) <= minutes(arrivee, 'dureeMax') * 60;

  for (const p of utiles) {
    if (p.sens === 'ARRIVEE') {
      if (ouverte && ecartSecondes(ouverte.arrivee.instant, p.instant) <= minutes(ouverte.arrivee, 'doublon') * 60) {
        ecarter(
          ouverte,
          p,
          'AP-3',
          `L’arrivée de ${heure(p)} double celle de ${heure(ouverte.arrivee)} : elle n’est pas utilisée.`,
        );
        continue;
      }
      // Beyond dureeMax the clock alone ends it [AP-5]: nothing that comes after may change it, so that windows can be cut.
      if (ouverte && dansLaDuree(ouverte.arrivee, p)) {
        ouverte.sansSuite = true;
        ouverte.explication.push(
          motif(
            'AP-3',
            [ouverte.arrivee, p],
            `Une nouvelle arrivée à ${heure(p)} : celle de ${heure(ouverte.arrivee)} reste sans départ.`,
          ),
        );
      }
      const nouvelle = {
        arrivee: p,
        sansSuite: false,
        ecartes: [],
        explication: [motif('AP-1', [p], `L’arrivée de ${heure(p)} ouvre la visite.`)],
      };
      ouvrir(nouvelle, p);
      ouverte = nouvelle;
      continue;
    }
    if (ouverte && dansLaDuree(ouverte.arrivee, p)) {
      ouverte.explication.push(
        motif(
          'AP-2',
          [ouverte.arrivee, p],
          `Le départ de ${heure(p)} ferme la visite ouverte à ${heure(ouverte.arrivee)}.`,
        ),
      );
      joindreRemplaces(ouverte, p);
      const fermee: Seance = ouverte;
      fermee.depart = p;
      dernierDepart = { pointage: p, seance: fermee };
      ouverte = undefined;
      continue;
    }
    if (ouverte) {
      ouverte = undefined;
    } else if (
      dernierDepart &&
      ecartSecondes(dernierDepart.pointage.instant, p.instant) <= minutes(dernierDepart.pointage, 'doublon') * 60
    ) {
      ecarter(
        dernierDepart.seance,
        p,
        'AP-4',
        `Le départ de ${heure(p)} double celui de ${heure(dernierDepart.pointage)} : il n’est pas utilisé.`,
      );
      continue;
    }
    const seule: Seance = {
      depart: p,
      sansSuite: false,
      ecartes: [],
      explication: [motif('AP-4', [p], `Le départ de ${heure(p)} n’a pas d’arrivée.`)],
    };
    ouvrir(seule, p);
    dernierDepart = { pointage: p, seance: seule };
  }
  for (const s of seances) {
    if (s.arrivee && !s.depart && !s.sansSuite) {
      s.explication.push(motif('AP-5', [s.arrivee], `Pas de départ reçu pour l’arrivée de ${heure(s.arrivee)}.`));
    }
  }
  return seances;
};

// Nothing before `suivant` can change what comes from it on: after any DEPART nothing is open, so that a gap over
// `doublon` isolates; a gap over `dureeMax` isolates whatever the direction.
const isole = (precedent: Pointage, suivant: Pointage, parametresAu: ParametresAu): boolean => {
  const ecart = ecartSecondes(precedent.instant, suivant.instant);
  const p = parametresAu(dateParis(precedent.instant));
  return precedent.sens === 'DEPART' ? ecart > p.doublon * 60 : ecart > Math.max(p.dureeMax, p.doublon) * 60;
};

/**
 * Cuts the punches of one pair into runs that pair independently of each other: pairing them one by one, or all at once,
 * gives the same visits [AP-8]. A caller who reads a window of punches keeps only what lies after the first cut.
 */
export const decouper = (pointages: readonly Pointage[], parametresAu: ParametresAu): Pointage[][] => {
  const { utiles, remplaces } = separerRemplaces([...pointages].sort(ordrePointages));
  const avecRemplaces = (p: Pointage): Pointage[] => [...(remplaces.get(p.id) ?? []).flatMap(avecRemplaces), p];
  const suites: Pointage[][] = [];
  for (const [n, p] of utiles.entries()) {
    const precedent = utiles[n - 1];
    if (!precedent || isole(precedent, p, parametresAu)) suites.push([]);
    suites.at(-1)?.push(...avecRemplaces(p));
  }
  return suites;
};
