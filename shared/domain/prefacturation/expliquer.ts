import { INSECABLE } from '#shared/espaces';
import type { BrutFige, EtatFige, Part, VisiteFigee } from '../../contrats/cloture/cloture';
import { ANOMALIES, type Anomalie } from '../../contrats/commun';
import type { Intervention } from '../../contrats/corrections/intervention';
import type { Etape, Explication, LignePrefacturation } from '../../contrats/financement/prefacturation';
import { deMois, duree, moisEnMots } from '../../mots/dates';
import { pluriel } from '../../mots/nombres';
import { dateParis, heureAffichee, localParis } from '../../temps/paris';
import { type Instant, type Mois, minutes } from '../../temps/types';
import { parInstant } from '../appariement/ordre';
import { dureePrevue } from '../intervention/couverture';
import { phraseCorrection } from '../releve/corrections';
import { eligibles, regleArrondi } from '../ventilation/eligibles';
import { financeurDeLaPart, type TableFinanceurs } from '../ventilation/financeurs';
import { reporteesDe } from './composer-pro-forma';
import { eurosEnTexte } from './euros';
import { expliquerDuree, min, type RegleNommee } from './expliquer-duree';
import { type CleLigne, cleDe, tarifDe } from './lignes';

// A line, down to the punches, from the frozen state alone; the intervention as it stands adds the planned hours and the
// pairing's own words, as long as it is kept.

const SOURCES: Record<string, string> = {
  SVI: 'par téléphone',
  FICHE: 'sur une fiche papier',
  REPRISE: 'dans l’historique repris',
  CDR: 'dans les relevés d’appels de l’opérateur',
  LIEN: 'par son lien personnel',
  QR: 'par la feuille du domicile',
};

const REGLES: Record<Anomalie, string> = {
  REMPLACEMENT: 'AP-6',
  HORS_PLANNING: 'AP-6',
  NUMERO_AUTRE: 'PT-8',
  HORLOGE: 'PT-9',
  DUREE_NULLE: 'AP-9',
  CHEVAUCHEMENT: 'AP-10',
  HORS_PLAN: 'FI-3',
  CUMUL_INTERDIT: 'FI-5',
  VISITE_COURTE: 'AL-6',
  ARRIVEE_TARDIVE: 'AL-6',
  DEPART_ANTICIPE: 'AL-6',
};
/** The split says it, with its minutes. */
const DITES_AILLEURS: ReadonlySet<Anomalie> = new Set(['HORS_PLAN']);

const aLaSeconde = (i: Instant): string =>
  `${heureAffichee(i)}${i.endsWith('00Z') ? '' : ` min ${Number(localParis(i).slice(17, 19))} s`}`.replaceAll(
    ' ',
    INSECABLE,
  );

const cote = (
  quoi: 'Arrivée' | 'Départ',
  i: Instant | undefined,
  source: string | undefined,
  numero: string | undefined,
): Etape =>
  i === undefined
    ? { regle: 'PT-1', texte: `${quoi} : aucun appel.` }
    : {
        regle: 'PT-2',
        texte: `${quoi} pointé${quoi === 'Arrivée' ? 'e' : ''} à ${aLaSeconde(i)}, ${SOURCES[source ?? 'SVI'] ?? source ?? ''}.`,
        ...(numero === undefined ? {} : { numero }),
      };

const pointages = (v: VisiteFigee, brut: BrutFige | undefined, i: Intervention | undefined): Etape[] => {
  const numero = brut?.numeroAppelant;
  return [
    cote('Arrivée', v.arrivee, i?.arrivee?.source ?? brut?.source, i?.arrivee?.numeroAppelant ?? (v.arrivee && numero)),
    cote(
      'Départ',
      v.depart,
      i?.depart?.source ?? brut?.source,
      i?.depart?.numeroAppelant ?? (v.arrivee ? undefined : numero),
    ),
    ...(i?.explication ?? []).map((m): Etape => ({ regle: m.regle, texte: m.texte })),
    ...v.anomalies.flatMap((a): Etape[] =>
      DITES_AILLEURS.has(a) ? [] : [{ regle: REGLES[a], texte: `${ANOMALIES[a]}.` }],
    ),
  ];
};

const plafondDe = (p: Part, mois: Mois): string =>
  p.moisPlafond === undefined
    ? 'sans plafond'
    : p.moisPlafond === mois
      ? `sur le plafond ${deMois(p.moisPlafond)}`
      : `sur ce qui restait du plafond ${deMois(p.moisPlafond)}`;

/** Minutes that a prise en charge has given to this month's visits, of its cap of the month. */
const prisDuMois = ({ visites, mois }: EtatFige, numeroPec: string): number =>
  visites
    .flatMap((v) => v.parts)
    .filter((p) => p.numeroPec === numeroPec && p.moisPlafond === mois)
    .reduce((t, p) => t + p.minutes, 0);

/** Those that could pay this visit and have given all their hours; undefined where one is not known to. */
const epuisees = (e: EtatFige, v: VisiteFigee, financeurs: TableFinanceurs): string | undefined => {
  const date = dateParis(v.debut);
  const dites = eligibles(e.prisesEnCharge, date, v.codePrestation).map(({ numero, codeFinanceur }) => {
    const plafond = e.prisesEnCharge.find((p) => p.numero === numero && p.plafondPropre !== undefined)?.plafondPropre;
    if (plafond === undefined || prisDuMois(e, numero) < plafond) return undefined;
    const report = reporteesDe(e, numero);
    const financeur = financeurs.au(codeFinanceur, date)?.libelle ?? codeFinanceur;
    return `n°${INSECABLE}${numero} (${financeur}), ${duree(plafond)}${report > 0 ? ` et ${duree(report)} de report` : ''}`;
  });
  return dites.length === 0 || dites.includes(undefined) ? undefined : dites.join(' ; ');
};

const horsPrise = (e: EtatFige, v: VisiteFigee, p: Part, financeur: string, financeurs: TableFinanceurs): string => {
  const prises = epuisees(e, v, financeurs);
  return prises === undefined
    ? `${min(p.minutes)} qu’aucune prise en charge ne couvre : ${financeur}.`
    : `${min(p.minutes)} qu’aucune prise en charge ne couvre plus : ${financeur}. ${prises.includes(' ; ') ? 'Épuisées' : 'Épuisée'} pour ${moisEnMots(e.mois)} : ${prises}.`;
};

const partEnMots = (e: EtatFige, v: VisiteFigee, p: Part, financeurs: TableFinanceurs): Etape => {
  const financeur = financeurDeLaPart(financeurs, p.codeFinanceur, v)?.libelle ?? p.codeFinanceur;
  const { mois } = e;
  return p.numeroPec === undefined
    ? { regle: 'FI-3', texte: horsPrise(e, v, p, financeur, financeurs) }
    : {
        regle: p.moisPlafond !== undefined && p.moisPlafond !== mois ? 'FI-6' : 'FI-2',
        texte: `${min(p.minutes)} à la prise en charge n°${INSECABLE}${p.numeroPec} (${financeur}), ${plafondDe(p, mois)}.`,
      };
};

const regleDe = (e: EtatFige, v: VisiteFigee, financeurs: TableFinanceurs): RegleNommee => {
  const date = dateParis(v.debut);
  const [premiere] = eligibles(e.prisesEnCharge, date, v.codePrestation);
  const f = premiere && financeurs.au(premiere.codeFinanceur, date);
  return { ...regleArrondi(e.prisesEnCharge, financeurs, date, v.codePrestation), financeur: f?.libelle };
};

const expliquerVisite = (
  e: EtatFige,
  v: VisiteFigee,
  financeurs: TableFinanceurs,
  i: Intervention | undefined,
): Etape[] => {
  const prevu = i && dureePrevue(i);
  return [
    ...pointages(
      v,
      e.bruts.find((b) => b.interventionId === v.interventionId),
      i,
    ),
    ...[...v.corrections].sort(parInstant).map((c): Etape => ({ regle: 'CO-1', texte: phraseCorrection(c) })),
    ...expliquerDuree(v, prevu, regleDe(e, v, financeurs)),
    ...v.parts.map((p) => partEnMots(e, v, p, financeurs)),
  ];
};

const calculDe = (l: LignePrefacturation): Etape[] => [
  {
    regle: 'FI-4',
    texte: `${pluriel(l.visites, 'visite donne', 'visites donnent')} à cette ligne ${min(l.minutes)}, soit ${duree(l.minutes)}.`,
  },
  l.tarif === undefined || l.montant === undefined
    ? {
        regle: 'FI-4',
        texte: `Aucun tarif horaire n’est connu pour ${l.financeur} à ces dates : pas de montant. Complétez FINANCEURS.csv.`,
      }
    : {
        regle: 'FI-4',
        texte: `${l.minutes} × ${eurosEnTexte(l.tarif)}${INSECABLE}€ ÷ 60 = ${eurosEnTexte(l.montant)}${INSECABLE}€, arrondi une seule fois, au centime le plus proche.`,
      },
];

const partsDeLaLigne = (v: VisiteFigee, l: CleLigne, financeurs: TableFinanceurs): Part[] =>
  v.parts.filter(
    (p) =>
      p.minutes > 0 &&
      cleDe({
        usagerId: v.usagerId,
        numeroPec: p.numeroPec,
        codeFinanceur: p.codeFinanceur,
        intervenantId: v.intervenantId,
        tarif: tarifDe(financeurDeLaPart(financeurs, p.codeFinanceur, v)),
      }) === cleDe(l),
  );

/** The visits that give a line its minutes. */
export const visitesDe = (e: EtatFige, l: CleLigne, financeurs: TableFinanceurs): VisiteFigee[] =>
  e.visites.filter((v) => partsDeLaLigne(v, l, financeurs).length > 0);

/** A line explained down to the punches: each visit's part adds up to the line's minutes. */
export const expliquerLigne = (
  ligne: LignePrefacturation,
  e: EtatFige,
  financeurs: TableFinanceurs,
  intervention: (v: VisiteFigee) => Intervention | undefined,
): Explication => ({
  ligne,
  calcul: calculDe(ligne),
  visites: visitesDe(e, ligne, financeurs).map((v) => ({
    interventionId: v.interventionId,
    date: dateParis(v.debut),
    minutes: minutes(partsDeLaLigne(v, ligne, financeurs).reduce((s, p) => s + p.minutes, 0)),
    etapes: expliquerVisite(e, v, financeurs, intervention(v)),
  })),
});
