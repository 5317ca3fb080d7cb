import { DISPOSITIFS_EN_MOTS } from '#shared/etats/mots';
import { arrondissementEnMots } from '#shared/libelles/facture';
import { deMois } from '#shared/mots/dates';
import type { Mois } from '#shared/temps/types';
import { phrase } from '../mots';
import { type Dire, entreeDe } from './famille';

const entree = entreeDe('FACTURE');

const dire: Dire = ({ mots }) => {
  const [, mois, nature, arrondissement] = (mots[1] ?? '').split(':');
  return phrase(
    `A ${mots[0] === 'ouverte' ? 'ouvert' : 'déposé'} la facture ${deMois(mois as Mois)}`,
    DISPOSITIFS_EN_MOTS[nature as keyof typeof DISPOSITIFS_EN_MOTS],
    `${arrondissementEnMots(Number(arrondissement))} arrondissement`,
  );
};

/** `reçue facture:2026-10:APA:01`: its document's id says which it is. */
export const FACTURE = {
  ecrire: {
    recue: ({ _id }: { _id: string }) => entree('reçue', _id),
    ouverte: ({ _id }: { _id: string }) => entree('ouverte', _id),
  },
  dire,
};
