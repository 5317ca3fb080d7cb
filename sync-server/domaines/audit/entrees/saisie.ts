import { estTypeSaisie } from '#shared/contrats/saisie';
import { DES_POSTES } from '#shared/documents/postes';
import { dateEntiere } from '#shared/mots/dates';
import type { DateCivile } from '#shared/temps/types';
import { phrase } from '../mots';
import { direSaisieConnue } from '../phrase-saisie';
import { type Dire, entreeDe } from './famille';

const entree = entreeDe('SAISIE');
const REFUSEE = 'refusée';
const FIN_REFUSEE = new RegExp(` ${REFUSEE} [A-Z_]+$`);

/**
 * `absence:2026-11-01:01KAB`, and whether it was refused. What was taken is asked for first, by the whole of it: the id of a former row
 * was its sender's choice, and may itself say that it was refused.
 */
export const lireObjetSaisie = (objet: string): { id: string; refusee: boolean } => {
  const id = objet.replace(FIN_REFUSEE, '');
  return { id, refusee: id !== objet };
};

/** A gesture of a manager: what was done, on what, whose. */
const dire: Dire = ({ objet, noms, faits }) => {
  const connue = faits.saisies.get(objet);
  if (connue) return direSaisieConnue({ noms, faits }, connue);
  const { id, refusee } = lireObjetSaisie(objet);
  const [, type = '', jour = ''] = /^([a-z]+):(\d{4}-\d{2}-\d{2}):/.exec(id) ?? [];
  // Kept no more, or never taken: what it was is all that is left.
  const quoi = `${estTypeSaisie(type) ? DES_POSTES[type].un : 'une saisie'}${jour === '' ? '' : ` du ${dateEntiere(jour as DateCivile)}`}`;
  if (!refusee) return phrase(`A enregistré ${quoi}`, 'saisie qui n’est plus gardée');
  const raison = faits.refus.get(id);
  return phrase(
    `A envoyé ${quoi}`,
    `saisie refusée${raison === undefined ? '' : ` : « ${raison.replace(/\.$/, '')} »`}`,
  );
};

/** `absence:2026-11-01:01KAB`, `absence:2026-11-01:01KAB refusée MOIS_CLOS`. */
export const SAISIE = {
  ecrire: {
    recue: ({ _id }: { _id: string }) => entree(_id),
    refusee: ({ _id, code }: { _id: string; code: string }) => entree(_id, REFUSEE, code),
  },
  dire,
};
