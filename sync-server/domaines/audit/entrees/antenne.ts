import type { Antenne } from '#shared/contrats/commun';
import { antenneConnue } from '#shared/domain/antenne/registre';
import { dateEntiere } from '#shared/mots/dates';
import type { DateCivile } from '#shared/temps/types';
import { nommerAntenne, phrase } from '../mots';
import { type Dire, entreeDe } from './famille';

const entree = entreeDe('ANTENNE');

const VERBES = {
  creer: 'A créé',
  renommer: 'A changé le nom, les arrondissements ou l’adresse de',
  fermer: 'A fermé',
  'redater-fermeture': 'A changé le jour de fermeture de',
  'annuler-fermeture': 'A annulé la fermeture de',
} as const;
const sur = (verbe: keyof typeof VERBES, code: Antenne, le?: DateCivile) => entree(verbe, code, le);

const dire: Dire = ({ mots: [verbe = '', code = '', le], noms }) => {
  const antenne = antenneConnue(code);
  return phrase(
    `${VERBES[verbe as keyof typeof VERBES] ?? 'A agi sur'} l’antenne ${antenne ? nommerAntenne(noms, antenne) : code}`,
    le === undefined ? undefined : `à partir du ${dateEntiere(le as DateCivile)}`,
  );
};

type Visee = { code: Antenne };

/** `fermer EST 2026-12-31`. */
export const ANTENNE = {
  ecrire: {
    creee: ({ code }: Visee) => sur('creer', code),
    changee: ({ code }: Visee) => sur('renommer', code),
    fermee: ({ code, le }: Visee & { le: DateCivile }) => sur('fermer', code, le),
    fermetureRedatee: ({ code, le }: Visee & { le: DateCivile }) => sur('redater-fermeture', code, le),
    fermetureAnnulee: ({ code }: Visee) => sur('annuler-fermeture', code),
  },
  dire,
};
