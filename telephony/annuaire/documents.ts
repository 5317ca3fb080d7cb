import { z } from 'zod';
import { intervenantSchema, usagerSchema } from '#shared/contrats/dossiers/dossiers';
import { rattachementSchema } from '#shared/contrats/pointages/rattachement';
import { typesOu } from '#shared/documents/registre';
import { initialeDe } from '#shared/domain/pointage/noms-parles';
import { type DateCivile, dateCivileSchema } from '#shared/temps/types';
import type { PartAntenne } from './annuaire';

/** The types of document that the annuaire follows. */
export const TYPES_SUIVIS = typesOu((l) => l.annuaire === 'TELEPHONE_ET_APPARIEMENT');

/** By its id: all that a feed says of what is deleted. */
export const estSuivi = (id: string): boolean => TYPES_SUIVIS.some((type) => id.startsWith(`${type}:`));

const usagerLu = usagerSchema
  .pick({ id: true, nom: true, prenom: true, telephones: true, antennes: true, absentDepuis: true, vuLe: true })
  .extend({ codeUsager: usagerSchema.shape.codeUsager, changeLe: usagerSchema.shape.changeLe });
const intervenantLu = intervenantSchema.pick({
  id: true,
  antenne: true,
  codeSvi: true,
  dateDebut: true,
  dateFin: true,
  absentDepuis: true,
  vuLe: true,
  changeLe: true,
});
/** Also how the local file keeps it. */
export const rattachementLu = rattachementSchema
  .pick({ id: true, geste: true, numero: true, usagerId: true, instant: true })
  .extend({ depuis: dateCivileSchema.exactOptional(), retire: z.string().exactOptional() });
const enveloppe = z.object({ _id: z.string(), _deleted: z.boolean().optional(), type: z.string().optional() });

const retirer = (part: PartAntenne, _id: string): void => {
  delete part.usagers[_id];
  delete part.intervenants[_id];
  delete part.rattachements[_id];
};

/**
 * Takes one document of the change feed into an antenna's part; false where the document cannot be read, and then
 * what was known before stays: a malformed document must not take a code away from an aide.
 */
export const appliquer = (part: PartAntenne, document: unknown, aujourdhui: DateCivile): boolean => {
  const tete = enveloppe.safeParse(document);
  if (!tete.success) return false;
  const { _id, _deleted, type } = tete.data;
  if (_deleted) {
    retirer(part, _id);
    return true;
  }
  if (type === 'usager') {
    const lu = usagerLu.safeParse(document);
    if (!lu.success) return false;
    const { id, nom, prenom, telephones, antennes, absentDepuis, codeUsager, vuLe, changeLe } = lu.data;
    const dates = [...antennes].sort((a, b) => (a.depuis < b.depuis ? -1 : 1));
    const antenne = (dates.filter((a) => a.depuis <= aujourdhui).at(-1) ?? dates[0])?.antenne;
    if (!antenne) return false;
    part.usagers[_id] = {
      id,
      prenom,
      initiale: initialeDe(nom),
      antenne,
      telephones,
      vuLe: changeLe ?? vuLe,
      ...(absentDepuis === undefined ? {} : { absentDepuis }),
      ...(codeUsager === undefined ? {} : { codeUsager }),
    };
    return true;
  }
  if (type === 'intervenant') {
    const lu = intervenantLu.safeParse(document);
    if (!lu.success) return false;
    const { absentDepuis, dateFin, changeLe, ...reste } = lu.data;
    part.intervenants[_id] = {
      ...reste,
      vuLe: changeLe ?? reste.vuLe,
      ...(absentDepuis === undefined ? {} : { absentDepuis }),
      ...(dateFin === undefined ? {} : { dateFin }),
    };
    return true;
  }
  if (type === 'rattachement') {
    const lu = rattachementLu.safeParse(document);
    if (lu.success) part.rattachements[_id] = lu.data;
    return lu.success;
  }
  return true;
};
