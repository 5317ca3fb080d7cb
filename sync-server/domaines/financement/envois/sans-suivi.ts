import type { Destination } from '#shared/contrats/financement/envoi';
import { ecrireDate } from '#shared/formats/champ-temps';
import type { DateCivile } from '#shared/temps/types';
import type { Magasin } from '../../../store/lire';
import { lireSur } from '../../../store/types';

const RESTITUTION = /^RESTITUTION_(\d{4})(\d{2})(\d{2})\.csv$/;
const PROVISOIRE = /^[A-Z0-9_]+_(\d{4})(\d{2})_PROVISOIRE\.csv$/;

/** A name that says a day and nothing of anybody. */
export const estRestitution = (nom: string): boolean => RESTITUTION.test(nom);

const deLaRestitution = async (m: Magasin, date: DateCivile): Promise<string | undefined> => {
  const faite = await lireSur(m, 'restitution', `restitution:${date}`, {});
  if (!faite) return undefined;
  return `la restitution du ${ecrireDate(date)} est refusée. Voyez pourquoi avec Millésime, puis faites-la déposer de nouveau par l’exploitant : « telegestion restituer ${date} --vers », et le dossier où Millésime la prend`;
};

/** We lay these at Millésime's by themselves, and follow them by no sending: what a refusal of one means and asks for; undefined: it is none of ours. */
export const direRefusSansSuivi = async (
  m: Magasin,
  destination: Destination,
  nom: string,
): Promise<string | undefined> => {
  if (destination !== 'MILLESIME') return undefined;
  const [, annee, mois, jour] = RESTITUTION.exec(nom) ?? [];
  if (annee !== undefined) return deLaRestitution(m, `${annee}-${mois}-${jour}` as DateCivile);
  return PROVISOIRE.test(nom)
    ? `le fichier provisoire ${nom} est refusé. Voyez pourquoi avec Millésime : celui de la clôture le remplacera, corrigez avant de clore`
    : undefined;
};
