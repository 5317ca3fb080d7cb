import { GESTES_INCIDENT, type NomGeste } from '#shared/contrats/exploitation/incident';
import { plageEnMots } from '#shared/mots/dates';
import { minuscule } from '#shared/mots/textes';
import type { Instant } from '#shared/temps/types';
import { direSuite, phrase } from '../mots';
import { type Dire, entreeDe, entreGuillemets } from './famille';

const entree = entreeDe('INCIDENT');
const SIGNALE = 'signalé';

const dire: Dire = ({ mots, noms }) => {
  const [cle = '', geste = ''] = mots;
  const [antenne = '', jour = ''] = cle.split(':');
  const fait = GESTES_INCIDENT[geste as NomGeste];
  return phrase(
    geste === SIGNALE
      ? 'A signalé un incident'
      : `Sur un incident, geste ${entreGuillemets(fait?.libelle ?? 'inconnu')}`,
    ...direSuite(antenne === 'SERVICE' ? jour : `${antenne} ${jour}`, noms),
  );
};

/** `EST:2026-11-25:01K REPONDRE`; of no antenna, `SERVICE`. */
export const INCIDENT = {
  ecrire: {
    signale: ({ cle }: { cle: string }) => entree(cle, SIGNALE),
    geste: ({ cle, geste }: { cle: string; geste: NomGeste }) => entree(cle, geste),
  },
  dire,
};

type Plage = { debut: Instant; fin: Instant };
const maintenance = entreeDe('MAINTENANCE');

/** `2026-12-08T21:00:00Z 2026-12-08T22:00:00Z`, and whether it was taken back. */
export const MAINTENANCE = {
  ecrire: {
    annoncee: ({ debut, fin }: Plage) => maintenance(debut, fin),
    retiree: ({ debut, fin }: Plage) => maintenance(debut, fin, 'retirée'),
  },
  dire: (({ mots }) =>
    phrase(
      mots[2] === undefined ? 'A annoncé une maintenance' : 'A retiré l’annonce d’une maintenance',
      minuscule(plageEnMots(mots[0] as Instant, mots[1] as Instant)),
    )) satisfies Dire,
};
