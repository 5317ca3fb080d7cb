import type { Antenne } from '#shared/contrats/commun';
import { type Alerte, GENRES_ALERTE, type GenreAlerte } from '#shared/contrats/exploitation/alerte';
import type { Vues } from '#shared/domain/alerte/acquittements';
import { libelleAntenne } from '#shared/domain/antenne/registre';
import { direEcheance } from '#shared/domain/cloture/echeance';
import { EXCEPTIONS, type Exception } from '#shared/domain/exception/exceptions';
import { dateEntiere, dateEtHeure, deMois } from '#shared/mots/dates';
import { pluriel } from '#shared/mots/nombres';
import { ajouterJours, dateParis, debutDuJour } from '#shared/temps/paris';
import type { DateCivile, Instant, Mois } from '#shared/temps/types';
import type { Courriel } from '../../ports/courriel';

type Envoi = { a: readonly string[]; extranet: string };

/** One visit in the grid of its day. */
const lienVisite = (extranet: string, { depuis, interventionId }: Alerte): string =>
  `${extranet}/interventions/?${new URLSearchParams({
    jour: depuis,
    filtre: 'toutes',
    id: `intervention:${depuis}:${interventionId ?? ''}`,
  })}`;

/** The fact names its mail: it is prepared once, whatever restarts between. */
const cleDepart = (a: Alerte): string => `${a.instant ?? debutDuJour(a.depuis)}:${a._id.replaceAll(':', '-')}`;

/** `doute`: a punch may still be on its way. */
type Depart = { alerte: Alerte; doute: boolean; perimeLe: Instant };

/**
 * [AL-5] An aide alone, out of opening hours: no name nor number; the screen says who, behind its password. With its day: a mail may be
 * read the day after.
 */
export const composerDepart = (antenne: Antenne, { alerte: a, doute, perimeLe }: Depart, e: Envoi): Courriel => ({
  a: e.a,
  sujet: `Télégestion : une aide n’a pas pointé son départ (${libelleAntenne(antenne)})`,
  texte: `${[
    ...(doute ? ['À vérifier : un pointage est peut-être en route.'] : []),
    `Antenne ${libelleAntenne(antenne)} : une aide est arrivée chez un usager et n’a pas pointé son départ, prévu le ${
      a.instant ? dateEtHeure(a.instant) : dateEntiere(a.depuis)
    }.`,
    'Elle est peut-être seule et en difficulté.',
    '',
    'Que faire :',
    `- voir de qui il s’agit, et son numéro : ${lienVisite(e.extranet, a)}`,
    '- l’appeler, puis appeler chez l’usager ;',
    '- sans réponse, suivre la consigne de l’astreinte ;',
    `- une fois l’aide jointe, marquer l’alerte comme vue : ${e.extranet}/alertes/`,
  ].join('\n')}\n`,
  cle: cleDepart(a),
  perimeLe,
});

/** `25/11/2026` */
const enChiffres = (d: DateCivile): string => d.split('-').reverse().join('/');
const GENRES = Object.keys(GENRES_ALERTE) as GenreAlerte[];

const EN_MOTS: Readonly<Record<Exception, (n: number) => string>> = {
  VISITE_COURTE: (n) => pluriel(n, 'plus courte que prévu', 'plus courtes que prévu'),
  ARRIVEE_TARDIVE: (n) => pluriel(n, 'arrivée tardive', 'arrivées tardives'),
  DEPART_ANTICIPE: (n) => pluriel(n, 'départ anticipé', 'départs anticipés'),
};

/** [AL-6] « Visites hors de l’ordinaire hier : 3 (1 plus courte que prévu, 2 arrivées tardives) » */
const direExceptions = (exceptions: readonly Exception[][]): string => {
  const dites = EXCEPTIONS.flatMap((x) => {
    const n = exceptions.filter((siennes) => siennes.includes(x)).length;
    return n > 0 ? [EN_MOTS[x](n)] : [];
  });
  return `Visites hors de l’ordinaire hier : ${exceptions.length} (${dites.join(', ')})`;
};

const direAVoir = (n: number): string => `${n} ${n > 1 ? 'alertes' : 'alerte'} à voir`;

/** [CL-1] A month that is open, and the day before whose end it is closed. */
export type AClore = { mois: Mois; echeance: DateCivile };

/** What the morning's account counts; `exceptions`: of each visit of the day before that has some, which. */
type Compte = {
  alertes: readonly Alerte[];
  vues: Vues;
  exceptions: readonly Exception[][];
  aClore: readonly AClore[];
};

/** [AL] The morning's account of an antenna: counts and links. Undefined where there is nothing to say. */
export const composerDigest = (
  antenne: Antenne,
  { alertes, vues, exceptions, aClore }: Compte,
  e: Envoi & { maintenant: Instant },
): Courriel | undefined => {
  const aVoir = alertes.filter((a) => !vues(a));
  if (aVoir.length === 0 && exceptions.length === 0 && aClore.length === 0) return undefined;
  const jour = dateParis(e.maintenant);
  const hier = ajouterJours(jour, -1);
  const lignes = GENRES.flatMap((genre) => {
    const siennes = aVoir.filter((a) => a.genre === genre);
    const recentes = siennes.filter((a) => a.depuis >= hier).length;
    if (siennes.length === 0) return [];
    return `- ${GENRES_ALERTE[genre].libelle} : ${siennes.length}${recentes > 0 ? ` (dont ${recentes} depuis hier)` : ''}`;
  });
  return {
    a: e.a,
    sujet: `Télégestion ${libelleAntenne(antenne)} : ${aVoir.length > 0 ? direAVoir(aVoir.length) : 'le point du matin'}`,
    texte: `${[
      `Antenne ${libelleAntenne(antenne)}, le ${enChiffres(jour)} :`,
      '',
      ...lignes,
      ...(exceptions.length > 0 ? [`- ${direExceptions(exceptions)}`] : []),
      ...aClore.map(({ mois, echeance }) => `- Clôture ${deMois(mois)} : ${direEcheance(echeance, jour)}`),
      '',
      ...(aVoir.length > 0 ? [`Les voir : ${e.extranet}/alertes/`] : []),
      ...(exceptions.length > 0
        ? [`Les visites d’hier : ${e.extranet}/interventions/?jour=${hier}&filtre=toutes&anomalie=EXCEPTION`]
        : []),
      ...aClore.slice(0, 1).map(({ mois }) => `Clore : ${e.extranet}/cloture/?mois=${mois}`),
    ].join('\n')}\n`,
    cle: `${debutDuJour(jour)}:alertes-${antenne.toLowerCase()}`,
    perimeLe: debutDuJour(ajouterJours(jour, 1)),
  };
};
