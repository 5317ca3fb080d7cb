import type { Antenne } from '#shared/contrats/antenne';
import { type Resultat, refuser } from '#shared/contrats/commun';
import type { AntenneStockee } from '#shared/contrats/exploitation/antenne';
import { dateEntiere, moisEnMots } from '#shared/mots/dates';
import { pluriel } from '#shared/mots/nombres';
import { ajouterMois, moisDe } from '#shared/temps/paris';
import type { DateCivile } from '#shared/temps/types';
import { premierMoisDIntervention } from '../../store/lectures/mois';
import { anterieursOuverts } from '../../store/lectures/mois-a-clore';
import type { Magasin } from '../../store/lire';
import { parcourirType, plageSure } from '../../store/types';
import { derniereVersion } from '../dossiers';

/** Named where there are more: the first ones, and how many. */
const NOMMES = 5;
const nommer = (ids: readonly string[]): string =>
  `${ids.slice(0, NOMMES).join(', ')}${ids.length > NOMMES ? ` et ${ids.length - NOMMES} de plus` : ''}`;

/** What still holds it open: usagers and aides who are there, visits planned from that day on, months that are not closed. */
export const jugerFermeture = async (m: Magasin, a: AntenneStockee, le: DateCivile): Promise<Resultat<true>> => {
  const { code: antenne, libelle, ouverteLe } = a;
  if (ouverteLe !== undefined && le < ouverteLe)
    return refuser(
      'AVANT_OUVERTURE',
      `L’antenne ${libelle} ouvre le ${dateEntiere(ouverteLe)} : fermez-la ce jour-là ou plus tard.`,
    );
  const usagers = (await plageSure(m, 'usager', { antenne }))
    .filter((u) => u.absentDepuis === undefined && u.antennes.at(-1)?.antenne === antenne)
    .map((u) => u.id);
  if (usagers.length > 0)
    return refuser(
      'USAGERS',
      `${pluriel(usagers.length, 'usager est encore', 'usagers sont encore')} à l’antenne ${libelle} (${nommer(usagers)}) : donnez-leur une autre antenne dans Millésime, importez, puis recommencez.`,
    );
  const aides = (await plageSure(m, 'intervenant', { antenne }))
    .filter(
      (i) => i.antenne === antenne && i.absentDepuis === undefined && (i.dateFin === undefined || i.dateFin >= le),
    )
    .map((i) => i.id);
  if (aides.length > 0)
    return refuser(
      'AIDES',
      `${pluriel(aides.length, 'aide est encore', 'aides sont encore')} à l’antenne ${libelle} (${nommer(aides)}) : donnez-leur une autre antenne dans Millésime, importez, puis recommencez.`,
    );
  for await (const v of parcourirType(m, 'visite', { antenne }, { de: le })) {
    // One that was withdrawn has gone elsewhere; one that Millésime no longer plans holds no antenna open.
    if (derniereVersion(v).retiree || v.absenteDepuis !== undefined) continue;
    return refuser(
      'VISITES',
      `Une visite est encore prévue à l’antenne ${libelle} (${v._id.split(':')[1]}) : fermez-la plus tard, ou importez un planning qui ne l’a plus.`,
    );
  }
  const ouverts = await anterieursOuverts(m, antenne, ajouterMois(moisDe(le), 1), await premierMoisDIntervention(m));
  if (ouverts.length > 0)
    return refuser(
      'MOIS',
      `${ouverts.map(moisEnMots).join(', ')} : à clore à l’antenne ${libelle} avant de la fermer.`,
    );
  return { ok: true, valeur: true };
};

export type Prevenus = { identifiant: string; nom: string; courriel?: string }[];

/** The active accounts that have it. */
export const quiPrevenir = async (m: Magasin, antenne: Antenne): Promise<Prevenus> =>
  (await plageSure(m, 'compte', {}))
    .filter((c) => c.actif && c.antennes.includes(antenne))
    .map(({ identifiant, nom, courriel }) => ({ identifiant, nom, ...(courriel === undefined ? {} : { courriel }) }));
