import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { antenneSchema } from '#shared/contrats/commun';
import { DEPUIS_TOUJOURS } from '#shared/domain/cloture/antenne';
import { type DateCivile, dateCivileSchema, instantSchema } from '#shared/temps/types';
import { ecrireAtomique } from '../fichiers';
import { type DonneesAnnuaire, donneesVides, type PartAntenne } from './annuaire';
import { rattachementLu } from './documents';
import { type TelephonesDates, telephonesDates } from './telephones';

/** What an earlier version wrote says only that someone is gone, not since when: held to be gone for good. */
const dater = <T extends { absent?: boolean | undefined; absentDepuis?: DateCivile | undefined }>({
  absent,
  ...reste
}: T): Omit<T, 'absent'> =>
  absent && reste.absentDepuis === undefined ? { ...reste, absentDepuis: DEPUIS_TOUJOURS } : reste;

const part = z.object({
  luLe: instantSchema.optional(),
  usagers: z.record(
    z.string(),
    z
      .object({
        id: z.string(),
        prenom: z.string(),
        initiale: z.string(),
        antenne: antenneSchema,
        telephones: z.array(z.string()),
        codeUsager: z.string().optional(),
        absent: z.boolean().optional(),
        absentDepuis: dateCivileSchema.optional(),
        vuLe: z.string(),
      })
      .transform(dater),
  ),
  intervenants: z.record(
    z.string(),
    z
      .object({
        id: z.string(),
        antenne: antenneSchema,
        codeSvi: z.string(),
        dateDebut: dateCivileSchema,
        dateFin: dateCivileSchema.optional(),
        absent: z.boolean().optional(),
        absentDepuis: dateCivileSchema.optional(),
        vuLe: z.string(),
      })
      .transform(dater),
  ),
  // Written by an earlier version: read again from CouchDB; codes and numbers of the files must not go with them.
  rattachements: z.record(z.string(), rattachementLu).catch({}),
});

const fichier = z.object({
  version: z.literal(1),
  antennes: z.partialRecord(antenneSchema, part),
  // Nothing of an earlier version, and no reason to lose the codes.
  telephones: z.array(telephonesDates).catch([]),
});

/** The annuaire as this worker last knew it; empty where there is no file, or none that can be read (it is only a copy). */
export const lireAnnuaire = async (
  chemin: string,
): Promise<{ donnees: DonneesAnnuaire; telephones: TelephonesDates[]; erreur?: string }> => {
  const donnees = donneesVides();
  let contenu: string;
  try {
    contenu = await readFile(chemin, 'utf8');
  } catch {
    return { donnees, telephones: [] };
  }
  try {
    const lu = fichier.parse(JSON.parse(contenu));
    // Absent optional fields are absent in JSON too, so the parsed value is exactly a part.
    for (const [code, p] of Object.entries(lu.antennes))
      if (p) donnees.set(antenneSchema.parse(code), { ...p, luLe: p.luLe } as PartAntenne);
    return { donnees, telephones: lu.telephones };
  } catch (e) {
    return { donnees: donneesVides(), telephones: [], erreur: e instanceof Error ? e.message : String(e) };
  }
};

export const ecrireAnnuaire = (
  chemin: string,
  donnees: DonneesAnnuaire,
  telephones: readonly TelephonesDates[] = [],
): Promise<void> =>
  ecrireAtomique(chemin, JSON.stringify({ version: 1, antennes: Object.fromEntries(donnees), telephones }));
