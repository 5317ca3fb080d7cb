import { z } from 'zod';
import { lecteurParametres, type Parametre, parametreSchema } from '#shared/contrats/exploitation/parametre';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import { minutesParJour } from '#shared/domain/disponibilite/fenetre';
import type { DateCivile } from '#shared/temps/types';
import { demanderCouchdb, type Magasin } from '../../couchdb';
import { avecDelai } from '../../horloge';
import type { Rythme } from './cout-essais';

const lignes = z.object({ rows: z.array(z.object({ doc: z.unknown() })) });
const DELAI_MS = 5_000;

const lireParametres = async (magasin: Magasin): Promise<Parametre[]> => {
  const qs = { startkey: 'parametre:', endkey: 'parametre;', include_docs: true };
  const { rows } = await avecDelai(new AbortController().signal, DELAI_MS, async (signal) =>
    demanderCouchdb(await magasin(), { base: BASE_CENTRALE, chemin: '_all_docs', qs, signal }, lignes),
  );
  return rows.flatMap(({ doc }) => parametreSchema.safeParse(doc).data ?? []);
};

/** [DI-1] How often checks are made on a day: as the parameters say, or their defaults where the store does not answer. */
export const lireRythme = async (magasin: Magasin, date: DateCivile): Promise<Rythme> => {
  const p = lecteurParametres(await lireParametres(magasin).catch(() => []))(date);
  const minutes = p.sondeExterieureMinutes;
  return { minutes, parJour: Math.ceil(minutesParJour(p.fenetreService) / minutes) };
};
