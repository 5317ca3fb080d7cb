import type { Antenne } from '#shared/contrats/commun';
import { codesAntennes } from '#shared/domain/antenne/registre';
import { type Mois, moisSchema } from '#shared/temps/types';
import { direSuite, phrase, TEXTE_TU } from '../mots';
import { type Dire, entreeDe, entreGuillemets, suivi } from './famille';

const entree = entreeDe('CLOTURE');

/** The closing that an object names. */
export const clotureNommee = (objet: string): { antenne: Antenne; mois: Mois } | undefined => {
  const [code, mois] = objet.split(' ');
  const antenne = codesAntennes().find((a) => a === code);
  const lu = moisSchema.safeParse(mois);
  return antenne !== undefined && lu.success ? { antenne, mois: lu.data } : undefined;
};

/** To who may not read names, that there is one. */
export const direMotif = (motif: string): string =>
  motif === TEXTE_TU ? 'avec un motif écrit' : `motif ${entreGuillemets(motif.replace(/\.$/, ''))}`;

/** Which of its antenna's closings it was, and why it was made before its time or over what was incomplete. */
const dire: Dire = ({ objet, noms, faits }) => {
  const cloture = faits.clotures.get(objet);
  return phrase(
    'A clos un mois',
    ...direSuite(objet, noms),
    cloture && `clôture n°\u00a0${cloture.numero}`,
    cloture?.motif === undefined ? undefined : direMotif(cloture.motif),
  );
};

/** `EST 2026-10`. */
export const CLOTURE = {
  ecrire: { close: ({ antenne, mois }: { antenne: Antenne; mois: Mois }) => entree(antenne, mois) },
  dire,
};

const archive = entreeDe('ARCHIVE');

/** `2026-10 EST SUD`. */
export const ARCHIVE = {
  ecrire: {
    archives: ({ mois, antennes }: { mois: Mois; antennes: readonly Antenne[] }) => archive(mois, antennes.join(' ')),
  },
  dire: suivi('A archivé les relevés d’un mois'),
};
