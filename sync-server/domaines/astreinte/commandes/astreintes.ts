import type { Antenne } from '#shared/contrats/commun';
import type { AstreintesLues, TourAstreinte } from '#shared/contrats/exploitation/astreinte';
import { libelleAntenne } from '#shared/domain/antenne/registre';
import { direAntennes, grouperTrous, toursDuJour } from '#shared/domain/veille/garde';
import { direDates, direHeures, direJours } from '#shared/domain/veille/mots';
import { dateEntiere, plageEnMots } from '#shared/mots/dates';
import { pluriel } from '#shared/mots/nombres';
import { telephone } from '#shared/mots/textes';
import { dateParis } from '#shared/temps/paris';
import { type DateCivile, dateCivileSchema } from '#shared/temps/types';
import { horlogeSysteme } from '../../../ports/horloge';
import {
  antennesVoulues,
  avecMagasin,
  type ContexteCli,
  ErreurUsage,
  option,
  rendre,
} from '../../../socle/cli/contexte';
import { lireAstreintes } from '../tours';

type DuJour = { antennes: Antenne[]; tours: TourAstreinte[] };
type Reponse = { jour: DateCivile; garde: DuJour[] } & AstreintesLues;

/** Antennas that have the same persons are said once. */
const garder = (lues: AstreintesLues, antennes: readonly Antenne[], jour: DateCivile): DuJour[] => {
  const groupes = new Map<string, DuJour>();
  for (const antenne of antennes) {
    const tours = toursDuJour(lues.tours, antenne, jour);
    const cle = tours.map((t) => t._id).join(' ');
    const connu = groupes.get(cle);
    if (connu) connu.antennes.push(antenne);
    else groupes.set(cle, { antennes: [antenne], tours });
  }
  return [...groupes.values()];
};

const majuscule = (t: string): string => `${t.slice(0, 1).toUpperCase()}${t.slice(1)}`;
const direQui = (t: TourAstreinte): string =>
  `${t.rang}. ${t.nom}, ${telephone(t.mobile)}${t.courriel ? `, ${t.courriel}` : ''}`;

const enFrancais = ({ jour, garde, tours, trous, jours, sms }: Reponse): string[] => {
  if (tours.length === 0)
    return ['Aucun tour d’astreinte n’est donné : hors des heures d’ouverture, personne n’est prévenu.'];
  return [
    `D’astreinte le ${dateEntiere(jour)} :`,
    ...garde.flatMap((g) => [
      `  ${majuscule(direAntennes(g.antennes))}`,
      ...(g.tours.length === 0 ? ['    personne'] : g.tours.map((t) => `    ${direQui(t)} (${direHeures(t)})`)),
    ]),
    `Tours donnés : ${tours.length}`,
    ...tours.map(
      (t) =>
        `  ${direQui(t)} : ${t.antenne ? libelleAntenne(t.antenne) : 'toutes les antennes'}, ${direJours(t.jours)}, ${direHeures(t)}, ${direDates(t)}`,
    ),
    ...(trous.length === 0
      ? [`Quelqu’un est d’astreinte à chaque heure de veille, pendant ${pluriel(jours, 'jour')}.`]
      : [
          `Des heures sans personne, pendant ${pluriel(jours, 'jour')} :`,
          ...grouperTrous(trous).map((t) => `  ${plageEnMots(t.debut, t.fin)} : ${direAntennes(t.antennes)}`),
        ]),
    ...(sms ? [] : ['L’envoi de SMS n’est pas réglé (SMS_DE) : chacun n’est prévenu que par courriel.']),
  ];
};

export const executer = async (c: ContexteCli): Promise<number> => {
  const texte = option(c, 'jour');
  const jour = texte === undefined ? dateParis(horlogeSysteme()) : dateCivileSchema.safeParse(texte).data;
  if (jour === undefined) throw new ErreurUsage(`« ${texte} » n’est pas une date : écrivez AAAA-MM-JJ.`);
  const { SMS_DE, PLIVO_AUTH_ID, PLIVO_AUTH_TOKEN } = c.config;
  const sms = [SMS_DE, PLIVO_AUTH_ID, PLIVO_AUTH_TOKEN].every((x) => x !== undefined);
  const { antennes, ...lues } = await avecMagasin(c, async (magasin) => ({
    antennes: antennesVoulues(c),
    ...(await lireAstreintes({ magasin, horloge: horlogeSysteme }, sms)),
  }));
  const siens = {
    ...lues,
    tours: lues.tours
      .filter((t) => t.antenne === undefined || antennes.includes(t.antenne))
      .sort((a, b) => a.rang - b.rang || (a.du < b.du ? -1 : 1)),
    trous: lues.trous.filter((t) => antennes.includes(t.antenne)),
  };
  return rendre(c, { ok: true, valeur: { jour, garde: garder(siens, antennes, jour), ...siens } }, enFrancais);
};
