import type { Alerte } from '#shared/contrats/exploitation/alerte';
import { alerteSilence } from '#shared/domain/alerte/alertes';
import {
  apprendreHabitudes,
  attendre,
  type Ecoute,
  estSilencieux,
  type Habitudes,
} from '#shared/domain/alerte/silence';
import type { Contexte } from '#shared/domain/types';
import { ajouterJours, dateParis, debutDuJour, epochMs, instantDe } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import { plageType } from '../../store/types';
import type { Monde } from '../pointages';
import type { EtatAlerter } from './alerter-etat';

/** A second: the range of instants to read ends before its end. */
const apres = (i: Instant): Instant => instantDe(epochMs(i) + 1_000);

/** The calls that the telephone took, those that failed too: a line that refuses is not silent. */
const compterAppels = async ({ magasin }: Monde, depuis: Instant, maintenant: Instant): Promise<number> => {
  const etendue = { de: depuis, avant: apres(maintenant) };
  const [pointages, appels] = [
    await plageType(magasin, 'pointage', { annee: maintenant }, etendue),
    await plageType(magasin, 'appel', { annee: maintenant }, etendue),
  ];
  // Key 9 makes a second punch of the same call.
  const siens = [...pointages.filter((p) => p.remplace === undefined), ...appels];
  return siens.filter((x) => x.source === 'SVI').length;
};

const apprendre = (e: EtatAlerter): Habitudes | undefined => {
  const debut = debutDuJour(e.jour);
  return apprendreHabitudes(
    [...e.visites.values()].flatMap(({ ecoute }) => (ecoute && ecoute.fin < debut ? ecoute : [])),
  );
};

/** Planned yesterday evening, today, or tonight: read again at each minute, for the planning may change. */
const prevuesAutour = (e: EtatAlerter): Ecoute[] => {
  const [de, a] = [-1, 2].map((n) => debutDuJour(ajouterJours(e.jour, n)));
  return [...e.visites.values()].flatMap(({ ecoute }) =>
    ecoute && de !== undefined && a !== undefined && ecoute.fin >= de && ecoute.debut < a ? ecoute : [],
  );
};

/** The silence that is found now. */
const trouver = async (monde: Monde, e: EtatAlerter, { maintenant, parametresAu }: Contexte): Promise<Alerte[]> => {
  // Once for each day: all is taken up anew at midnight.
  e.habitudes ??= { valeur: apprendre(e) };
  const habitudes = e.habitudes.valeur;
  if (!habitudes) return [];
  const { silenceFenetre, silenceHasard } = parametresAu(dateParis(maintenant));
  const attente = attendre(prevuesAutour(e), habitudes, { maintenant, fenetre: silenceFenetre });
  if (!attente) return [];
  const recus = await compterAppels(monde, attente.depuis, maintenant);
  return estSilencieux(attente, recus, silenceHasard)
    ? [alerteSilence(attente.depuis, { recus, attendus: Math.round(attente.attendus) })]
    : [];
};

/** Whether calls have come since the silence was found. */
const estRappele = async (monde: Monde, { instant, appels }: Alerte, maintenant: Instant): Promise<boolean> =>
  instant === undefined || (await compterAppels(monde, instant, maintenant)) > (appels?.recus ?? 0);

/**
 * [AL-8] Once a minute: whether the telephone is silent, told to every antenna. Said as it was found, it stays until calls come again
 * and are no fewer than usual: in a quiet hour, or at night, that none comes says nothing.
 */
export const ecouterSilence = async (monde: Monde, e: EtatAlerter, contexte: Contexte): Promise<void> => {
  const trouvee = await trouver(monde, e, contexte);
  const [dite] = e.silence;
  if (!dite && trouvee.length > 0) e.silence = trouvee;
  if (dite && trouvee.length === 0 && (await estRappele(monde, dite, contexte.maintenant))) e.silence = [];
};
