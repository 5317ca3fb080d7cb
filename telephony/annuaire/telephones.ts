import { z } from 'zod';
import type { Antenne } from '#shared/contrats/commun';
import { PARAMETRES, versionLe } from '#shared/contrats/exploitation/parametre';
import { type DateCivile, dateCivileSchema } from '#shared/temps/types';

/** A version of the parameter « Téléphones des antennes », as the local file keeps it too. */
export const telephonesDates = z.object({
  depuis: dateCivileSchema,
  valeur: PARAMETRES.telephonesAntennes.schema,
});
export type TelephonesDates = z.infer<typeof telephonesDates>;

export const PREFIXE_TELEPHONES = 'parametre:telephonesAntennes:';

/** What an aide whose call fails is told to call, on a civil date; an antenna that the screens give none has none here. */
export const telephonesLe = (
  versions: readonly TelephonesDates[],
  date: DateCivile,
): Partial<Record<Antenne, string>> => versionLe(versions, date)?.valeur ?? {};
