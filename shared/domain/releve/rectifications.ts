import type { CorrectionFigee, VisiteFigee } from '../../contrats/cloture/cloture';
import type { VisiteComplementaire } from '../../contrats/cloture/complement';
import { ajouterA } from '../../listes';
import { dateEtHeure, deMois, heure, moisEnMots } from '../../mots/dates';
import { aLaMinute, dateParis } from '../../temps/paris';
import { type Mois, minutes } from '../../temps/types';
import { comparer, parInstant } from '../appariement/ordre';
import { serviceFaitChange } from '../cloture/complement';
import { phraseCorrection } from './corrections';
import { compteeOu } from './devenir';
import type { DonneesReleve } from './donnees';
import type { CoteRectifie, LigneRectifiee, MoisRectifie, PartRectifiee, Rectification } from './modele';
import { type Lettre, libelleFinanceur, partsParLettre } from './repartition';
import { visitesRectifiees } from './visites-rectifiees';

// [CL-4, RE] What a closing rectified of months closed before: the statement of each of those is sealed, and says what was counted then.

export const TITRE_RECTIFICATION = 'Rectification de mois déjà clos';

const coteDe = (v: VisiteFigee, autre: VisiteFigee | undefined, lettre: Lettre): CoteRectifie => ({
  date: dateParis(v.debut),
  ...(autre && autre.intervenantNom !== v.intervenantNom ? { aide: v.intervenantNom } : {}),
  debut: v.debut,
  fin: v.fin,
  duree: v.duree,
  complementaires: v.minutesComplementaires,
  parts: partsParLettre(v, lettre).filter((p) => p.minutes > 0),
});

/** Where the hours that come off have gone. */
const ouPassee = ({ ancien, moisOrigine, devenir }: VisiteComplementaire): string => {
  if (!devenir) return 'N’est plus comptée.';
  if (devenir.statut === 'ANNULEE') return 'Annulée : n’est plus comptée.';
  const ou = compteeOu(devenir);
  if (!ou) return 'N’est plus comptée : il lui manque une heure d’arrivée ou de départ.';
  if (ou.usagerId !== ancien?.usagerId) return 'Comptée désormais chez une autre personne.';
  return ou.mois === moisOrigine
    ? 'Comptée désormais par une autre antenne.'
    : `Comptée désormais parmi les heures ${deMois(ou.mois)}.`;
};

/** The calls that were not known when the month was closed; both in one sentence where they became known together. */
const appelsConnus = ({ nouveau, connus }: VisiteComplementaire): string[] => {
  const dits = [
    ['d’arrivée', nouveau?.arrivee, connus?.arrivee],
    ['de départ', nouveau?.depart, connus?.depart],
  ] as const;
  const parDate = new Map<string, string[]>();
  for (const [sens, appel, le] of dits)
    if (appel !== undefined && le !== undefined) {
      const date = dateEtHeure(le);
      ajouterA(parDate, date, `${sens} (${heure(aLaMinute(appel))})`);
    }
  return [...parDate].map(([date, appels]) => {
    const s = appels.length > 1 ? 's' : '';
    return `Appel${s} ${appels.join(' et ')} connu${s} du service le ${date}, après la clôture de ce mois.`;
  });
};

/** Where neither a correction nor a late call explains it. */
const sansAutreRaison = (v: VisiteComplementaire): string => {
  if (!v.ancien)
    return 'Sans correction : ses appels ont été reçus, rattachés à cette personne ou confiés à cette antenne après la clôture de ce mois.';
  return serviceFaitChange(v)
    ? 'Calcul refait avec ce qui est connu depuis la clôture de ce mois.'
    : 'Mêmes heures : leur répartition entre financeurs est refaite.';
};

/** [CO-1] Why, one sentence each: where it has gone, the calls that came late, the corrections that what had left did not have. */
const raisonsDe = (v: VisiteComplementaire, par: (c: CorrectionFigee) => string): string[] => {
  const connues = new Set(v.ancien?.corrections.map((c) => c.id));
  const corrections = (v.nouveau ?? v.devenir)?.corrections.filter((c) => !connues.has(c.id)) ?? [];
  const raisons = [
    ...(v.nouveau ? [] : [ouPassee(v)]),
    ...appelsConnus(v),
    ...[...corrections].sort(parInstant).map((c) => phraseCorrection(c, par(c))),
  ];
  return raisons.length > 0 ? raisons : [sansAutreRaison(v)];
};

const ligneDe = (v: VisiteComplementaire, lettre: Lettre, par: (c: CorrectionFigee) => string): LigneRectifiee[] => {
  const reference = v.nouveau ?? v.ancien;
  if (!reference) return [];
  return [
    {
      date: dateParis(reference.debut),
      aide: reference.intervenantNom,
      ...(v.ancien ? { avant: coteDe(v.ancien, v.nouveau, lettre) } : {}),
      ...(v.nouveau ? { apres: coteDe(v.nouveau, undefined, lettre) } : {}),
      raisons: raisonsDe(v, par),
    },
  ];
};

/** [FI-9] By funder, what those visits took before and take now. */
const partsRectifiees = (
  d: DonneesReleve,
  mois: Mois,
  visites: readonly VisiteComplementaire[],
  lettre: Lettre,
): PartRectifiee[] => {
  const lignes = new Map<string, PartRectifiee>();
  for (const v of visites)
    for (const cote of ['avant', 'apres'] as const)
      for (const p of (cote === 'avant' ? v.ancien : v.nouveau)?.parts ?? []) {
        if (p.minutes === 0) continue;
        const l = lettre(p);
        const ligne = lignes.get(l) ?? {
          lettre: l,
          financeur: libelleFinanceur(d, p.codeFinanceur, mois),
          numeroPec: p.numeroPec,
          avant: minutes(0),
          apres: minutes(0),
        };
        lignes.set(l, { ...ligne, [cote]: minutes(ligne[cote] + p.minutes) });
      }
  return [...lignes.values()].sort((a, b) => a.lettre.length - b.lettre.length || comparer(a.lettre, b.lettre));
};

/** [CL-4, RE] The section of the statement that says what its closing rectified; undefined where it rectified nothing of this usager. */
export const composerRectification = (
  d: DonneesReleve,
  lettre: Lettre,
  par: (c: CorrectionFigee) => string,
): Rectification | undefined => {
  const visites = visitesRectifiees(d.complement);
  if (visites.length === 0) return undefined;
  const mois = [...new Set(visites.map((v) => v.moisOrigine))].map((m): MoisRectifie => {
    const siennes = visites.filter((v) => v.moisOrigine === m);
    return {
      mois: m,
      visites: siennes.flatMap((v) => ligneDe(v, lettre, par)),
      repartition: partsRectifiees(d, m, siennes, lettre),
    };
  });
  return {
    titre: TITRE_RECTIFICATION,
    phrase: `Le relevé de ces mois était déjà établi : pour les visites qui suivent, celui-ci en dit ce qui a changé depuis, et pourquoi. Ces lignes ne comptent pas dans le total ${deMois(d.etat.mois)}.`,
    mois,
  };
};

/** `août 2026, septembre 2026 et octobre 2026` */
export const moisEnListe = (mois: readonly Mois[]): string => {
  const noms = mois.map(moisEnMots);
  return noms.length < 2 ? noms.join('') : `${noms.slice(0, -1).join(', ')} et ${noms.at(-1)}`;
};
