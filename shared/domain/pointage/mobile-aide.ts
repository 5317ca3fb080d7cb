import type { Refus } from '../../contrats/commun';
import type { Intervenant, Usager } from '../../contrats/dossiers/dossiers';
import type { Attente } from '../../contrats/pointages/derives';
import { dateEntiere } from '../../mots/dates';
import type { DateCivile } from '../../temps/types';
import { estSorti, sortiLe } from './sorti';

// [PT-8] An aide's own number is in the files to call her. Given to an usager, her calls from any home would be that usager's without a word.

type Aide = Pick<Intervenant, 'telephone' | 'absentDepuis'>;

/** Of those who left the files, a number may be anybody's by now. */
export const numerosDesAides = (aides: Iterable<Aide>): ReadonlySet<string> =>
  new Set([...aides].flatMap((a) => (a.absentDepuis === undefined ? (a.telephone ?? []) : [])));

const NUMERO_D_AIDE: Refus = {
  code: 'NUMERO_D_AIDE',
  message:
    'Ce numéro est celui d’une aide : il ne se rattache à personne, ses appels de tous les domiciles iraient à cet usager. Saisissez la fiche de la visite. S’il n’est plus le sien, faites corriger le dossier de l’aide dans Millésime, puis recommencez.',
};

/** She is in no file that could be put right: there is a day to wait for. */
const aideQuiManque = (absentDepuis: DateCivile): Refus => ({
  code: NUMERO_D_AIDE.code,
  message: `Ce numéro est celui d’une aide qui manque aux fichiers depuis le ${dateEntiere(absentDepuis)} : si elle n’y revient pas, il pourra se rattacher à partir du ${dateEntiere(sortiLe(absentDepuis))}. D’ici là, saisissez la fiche de la visite.`,
});

/** Why a number is not attached to this usager, where what is done lasts: an aide whom one short file forgets keeps hers; one that the file gives to this usager too (an aide who lives there) is theirs. */
export const refusDuMobile = (
  numero: string,
  usager: Pick<Usager, 'telephones'> | undefined,
  { aides, jour }: { aides: Iterable<Aide>; jour: DateCivile },
): Refus | undefined => {
  if (usager?.telephones.includes(numero) === true) return undefined;
  const siennes = [...aides].filter((a) => a.telephone === numero && !estSorti(a, jour));
  if (siennes.length === 0) return undefined;
  // Of two who had it, the last day.
  const depuis = siennes.flatMap((a) => a.absentDepuis ?? []).sort();
  const derniere = depuis.length === siennes.length ? depuis.at(-1) : undefined;
  return derniere === undefined ? NUMERO_D_AIDE : aideQuiManque(derniere);
};

/** Waiting punches that no number can give to an usager: it is withheld, or an aide's own. */
export const neSeRattachePas = (
  a: Pick<Attente, 'raison' | 'numeroAppelant'>,
  estDUneAide: (numero: string) => boolean,
): boolean => a.raison !== 'INTERVENANT_INCONNU' && (a.numeroAppelant === undefined || estDUneAide(a.numeroAppelant));
