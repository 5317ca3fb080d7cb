import type { Objet, Prise } from '#shared/contrats/corrections/equipe';
import { lecteurParametres } from '#shared/contrats/exploitation/parametre';
import type { Attente } from '#shared/contrats/pointages/derives';
import type { Appel, Sens } from '#shared/contrats/pointages/pointage';
import { type Detenteur, detenteurDe, detenteurs } from '#shared/domain/equipe/prises';
import { usagersDuNumero } from '#shared/domain/pointage/numeros';
import type { ParametresAu } from '#shared/domain/types';
import { ajouterJours, dateParis, epochMs } from '#shared/temps/paris';
import type { DateCivile, Instant } from '#shared/temps/types';
import type { EtatDepot } from '../../../../_donnees/depot/etat-depot';
import { type Ligne, saisiesDuType } from '../../../../_donnees/depot/lignes';
import { type Signature, signee } from '../../../../_ui/actes/signature';
import type { NumerosDuPoste } from '../../../../_ui/personnes/connus';
import { lignesAutour } from '../autour';
import { rappele, reussisDe } from './appels';

export type AppelSuivi = {
  appel: Appel;
  usagers: readonly string[];
  visite: Ligne | undefined;
  /** When the aide called again and punched. */
  rappel: Instant | undefined;
  /** The visit has all its hours, or the one that this call was probably about. */
  acquis: 'COMPLETE' | 'ARRIVEE' | 'DEPART' | undefined;
  /** A colleague has dealt with it. */
  vu: Detenteur | undefined;
};

/** The usagers of a failed call: the one that it named, else those of its number on that day. */
export const usagersDe = (a: Appel, connus: NumerosDuPoste): readonly string[] => {
  if (a.usagerId !== undefined) return [a.usagerId];
  if (a.numeroAppelant === undefined) return [];
  return usagersDuNumero(a.numeroAppelant, dateParis(a.instant), connus).usagers;
};

/**
 * [PT-10] The hour that it was about: too old, it came days after the one that its telephone gave. One said to come is of a false clock,
 * and nearer to when we had it.
 */
const heureDe = ({ issue, heureDite, instant }: Appel): Instant =>
  issue === 'TROP_ANCIEN' && heureDite !== undefined ? heureDite : instant;

/** The day where its slip is typed: that of its visit, which may have begun the evening before. */
export const jourDeLaFiche = ({ appel, visite }: Pick<AppelSuivi, 'appel' | 'visite'>): DateCivile =>
  visite?.date ?? dateParis(heureDe(appel));

/** The planned visits that a failed call was probably about: its usager's or its aide's, the one of the nearest hour first [AP-6]. */
const visitesDe = (
  a: Appel,
  usagers: readonly string[],
  lignes: readonly Ligne[],
  parametresAu: ParametresAu,
): Ligne[] => {
  if (usagers.length === 0 && a.intervenantId === undefined) return [];
  const quand = heureDe(a);
  const limite = parametresAu(dateParis(quand)).rapprochement * 60_000;
  const ecart = ({ prevu }: Ligne): number =>
    prevu
      ? Math.min(...[prevu.debut, prevu.fin].map((i) => Math.abs(epochMs(i) - epochMs(quand))))
      : Number.POSITIVE_INFINITY;
  const sienne = (l: Ligne): boolean =>
    (usagers.length === 0 || usagers.includes(l.retenue.usagerId)) &&
    (a.intervenantId === undefined || l.retenue.intervenantId === a.intervenantId);
  return lignes.filter((l) => sienne(l) && ecart(l) <= limite).sort((x, y) => ecart(x) - ecart(y));
};

/** Which hour a failed call was for: as the page says it, else the planned one nearest to it. */
const coteDe = (a: Appel, { debut, fin }: { debut: Instant; fin: Instant }): Sens => {
  if (a.sens !== undefined) return a.sens;
  const loin = (i: Instant): number => Math.abs(epochMs(i) - epochMs(heureDe(a)));
  return loin(debut) <= loin(fin) ? 'ARRIVEE' : 'DEPART';
};

/** What its visit has already of what the call was for. */
const acquisDe = (a: Appel, l: Ligne | undefined): AppelSuivi['acquis'] => {
  if (!l?.prevu) return undefined;
  const { debut, fin } = l.retenue;
  if (debut && fin) return 'COMPLETE';
  const cote = coteDe(a, l.prevu);
  return (cote === 'ARRIVEE' ? debut : fin) ? cote : undefined;
};

const objetDe = (a: Appel): Objet => ({ genre: 'NUMERO', id: a.id });

/** « Vu », or no longer. */
export const composerVu = (a: Appel, geste: 'PRENDRE' | 'RENDRE', s: Signature): Prise => {
  const date = dateParis(a.instant);
  return {
    ...signee('prise', date, s),
    objet: objetDe(a),
    geste,
  };
};

/** What each failed call was about, and what has been done since; in the order given. */
export const suivreAppels = (
  etat: EtatDepot,
  appels: readonly Appel[],
  attentes: readonly Attente[],
  connus: NumerosDuPoste,
): AppelSuivi[] => {
  const premier = appels.map((a) => dateParis(a.instant)).sort()[0];
  if (premier === undefined) return [];
  const lignes = lignesAutour(
    etat,
    appels.map((a) => ({ instant: heureDe(a) })),
  );
  const parametresAu = lecteurParametres(etat.parametres);
  const depuis = ajouterJours(premier, -1);
  const reussis = reussisDe(new Map([...etat.jours].filter(([date]) => date >= depuis)), attentes);
  const pris = detenteurs(saisiesDuType(etat, 'prise'));
  return appels.map((appel) => {
    const usagers = usagersDe(appel, connus);
    const visites = visitesDe(appel, usagers, lignes, parametresAu);
    const [proche] = visites;
    // Shown with what is left to do. What was meant is of the nearest, done since or not: done, she has called again.
    const visite = visites.find((l) => l.aTraiter) ?? proche;
    const voulu = {
      sens: appel.sens ?? (proche?.prevu && coteDe(appel, proche.prevu)),
      visiteId: proche?.retenue.intervention._id,
    };
    return {
      appel,
      usagers,
      visite,
      rappel: rappele(appel, reussis, voulu),
      acquis: acquisDe(appel, visite),
      vu: detenteurDe(pris, [objetDe(appel)]),
    };
  });
};

/** Whether something is left to do. */
export const resteSansSuite = (s: AppelSuivi): boolean => !s.rappel && !s.acquis && !s.vu;
