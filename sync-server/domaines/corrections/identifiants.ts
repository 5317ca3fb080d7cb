import type { Correction } from '#shared/contrats/corrections/correction';
import { idVerdict } from '#shared/contrats/ids';
import { basesAntennes } from '#shared/domain/antenne/bases';
import { estPrise } from '#shared/domain/correction/prise';
import type { CorrectionSuivie } from '#shared/domain/types';
import { ajouterA } from '#shared/listes';
import { ajouterJours, ajouterMois, dernierJour, moisDe, premierJour } from '#shared/temps/paris';
import type { Mois } from '#shared/temps/types';
import { lireIds, lirePresents, type Magasin } from '../../store/lire';
import { clesType } from '../../store/types';
import { joursEntre } from '../pointages';

// The id of a correction is drawn by the PC that types it: one that another bears already was copied from it. A CREATION would then
// make a second visit under the name of the first, in whatever antenna: what is said of one would be said of the other.

/** A closing folds a month with the corrections of those beside it, and about February of one further: no two lie further apart. */
const MOIS_AUTOUR = 3;

type Periode = { de: Mois; a: Mois };

/** Months around these, those that touch in one. */
const periodesAutour = (mois: readonly Mois[]): Periode[] => {
  const periodes: Periode[] = [];
  for (const m of [...new Set(mois)].sort()) {
    const [de, a] = [ajouterMois(m, -MOIS_AUTOUR), ajouterMois(m, MOIS_AUTOUR)];
    const derniere = periodes.at(-1);
    if (derniere && de <= ajouterMois(derniere.a, 1)) derniere.a = a;
    else periodes.push({ de, a });
  }
  return periodes;
};

/** Fewer than there would be documents to list: asked for by their ids, whatever the service has grown to. */
const IDS_DEMANDES = 5_000;

/** The keys of a database's corrections, or slips, that bear one of these ids, in the months that a closing may fold with these. */
export const lireClesPorteuses = async (
  m: Magasin,
  base: string,
  type: 'correction' | 'fiche',
  mois: readonly Mois[],
  ids: ReadonlySet<string>,
): Promise<string[]> => {
  const periodes = periodesAutour(mois);
  const jours = periodes.flatMap(({ de, a }) => joursEntre(premierJour(de), dernierJour(a)));
  if (jours.length * ids.size <= IDS_DEMANDES) {
    const possibles = jours.flatMap((j) => [...ids].map((id) => `${type}:${j}:${id}`));
    return [...(await lirePresents(m, base, possibles))];
  }
  const sansCle = `${type}:0000-00-00:`.length;
  const cles: string[] = [];
  for (const { de, a } of periodes) {
    const plage = { debut: `${type}:${premierJour(de)}`, fin: `${type}:${ajouterJours(dernierJour(a), 1)}` };
    for (const cle of await lireIds(m, base, plage)) if (ids.has(cle.slice(sansCle))) cles.push(cle);
  }
  return cles;
};

/** Corrections taken in a database that bear one of these ids. */
const lirePorteuses = async (
  m: Magasin,
  base: string,
  mois: readonly Mois[],
  ids: ReadonlySet<string>,
): Promise<Correction[]> => {
  const cles = await lireClesPorteuses(m, base, 'correction', mois, ids);
  const corrections = (await clesType(m, 'correction', cles, { base })).flatMap((c) => c ?? []);
  const verdicts = await clesType(
    m,
    'verdict',
    corrections.map((c) => idVerdict(c.date, c.id)),
    { base },
  );
  return corrections.filter((_, n) => estPrise(verdicts[n]));
};

/** The same document, or a copy that followed its visit into another database. */
const estLaMeme = (a: Correction, b: Correction): boolean => a.antenne === b.antenne && a._id === b._id;

/**
 * Whether the id of a correction that a PC typed is that of another that was taken: `voisines`, those about its days; for a CREATION,
 * all those that a closing may fold with it. `voisines` are stamped as their batch is judged.
 */
export const lireDejaPris = async (
  m: Magasin,
  aJuger: readonly Correction[],
  voisines: Iterable<CorrectionSuivie>,
): Promise<(c: Correction) => boolean> => {
  const desPostes = aJuger.filter((c) => c.source === 'POSTE');
  const ids = new Set(desPostes.map((c) => c.id));
  const parId = new Map<string, CorrectionSuivie[]>();
  for (const s of voisines) if (ids.has(s.correction.id)) ajouterA(parId, s.correction.id, s);
  const creations = desPostes.filter((c) => c.nature === 'CREATION');
  const creees = new Set(creations.map((c) => c.id));
  const mois = creations.map((c) => moisDe(c.date));
  const lues = await Promise.all(
    mois.length === 0 ? [] : basesAntennes().map((base) => lirePorteuses(m, base, mois, creees)),
  );
  const ailleurs = lues.flat();
  return (c) =>
    c.source === 'POSTE' &&
    ((parId.get(c.id) ?? []).some((s) => estPrise(s.verdict) && !estLaMeme(s.correction, c)) ||
      (c.nature === 'CREATION' && ailleurs.some((x) => x.id === c.id && !estLaMeme(x, c))));
};
