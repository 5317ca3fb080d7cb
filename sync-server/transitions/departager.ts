import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { lecteurParametres, parametreSchema } from '#shared/contrats/exploitation/parametre';
import { BASE_CENTRALE, idDivergence } from '#shared/contrats/ids';
import { type Conflit, conflitDe } from '#shared/documents/conflits';
import type { Corps } from '#shared/documents/fondre';
import { estTypeDocument, ligneDuType, typeDeId } from '#shared/documents/registre';
import { dateParis, epochMs, premierJour } from '#shared/temps/paris';
import { type DateCivile, dateCivileSchema, moisSchema } from '#shared/temps/types';
import { dateDeId, type Monde } from '../domaines/pointages';
import { ajouter, deposerLot, enConflit, sansReponse, supprimerLot } from '../store/ecrire';
import { estDuMagasin } from '../store/erreurs';
import { lireParametres } from '../store/lectures/connus';
import type { LigneChangement, Stocke } from '../store/lire';
import type { DocumentStocke } from '../store/magasin';
import { codesAbandonnes } from './codes-abandonnes';

// [FL-3] Both sides of a partition wrote: the store shows one leaf, and keeps the other until somebody settles it. What the register
// says of each type is done, and no loser stays.

const corpsDe = ({ _rev, ...corps }: DocumentStocke, sauf: readonly string[] = []): Corps =>
  Object.fromEntries(Object.entries(corps).filter(([cle]) => !sauf.includes(cle)));

/** What never leaves the store is not copied into what a person reads: what signs in, or opens something. */
const sansSecrets = (perdant: DocumentStocke): Corps => {
  const type = typeDeId(perdant._id);
  const sortie = type !== undefined && estTypeDocument(type) ? ligneDuType(type).sortie : 'ENTIER';
  if (sortie === 'ENTIER') return corpsDe(perdant);
  return 'sans' in sortie ? corpsDe(perdant, sortie.sans) : {};
};

type Mention = { contre?: string; consequence?: string | undefined };

/** Kept as a document of its own, for a person: under the same id however often it is done. `contre`: what it was set aside by. */
const garderAPart = async (
  monde: Monde,
  base: string,
  perdant: DocumentStocke,
  { contre = '', consequence }: Mention = {},
): Promise<void> => {
  const instant = monde.horloge();
  const quoi = `${base} ${perdant._id} ${perdant._rev}${contre}`;
  const cle = createHash('sha256').update(quoi).digest('hex').slice(0, 24);
  const doc = {
    _id: idDivergence(dateParis(instant), cle),
    type: 'divergence' as const,
    base,
    document: perdant._id,
    revision: perdant._rev,
    vueLe: instant,
    corps: sansSecrets(perdant),
    ...(consequence === undefined ? {} : { consequence }),
  };
  sansReponse(await ajouter(monde.magasin, BASE_CENTRALE, doc));
};

/** A leaf that is none of what is kept: for a person, then it goes. */
export const mettreAPart = async (monde: Monde, base: string, feuille: DocumentStocke): Promise<void> => {
  await garderAPart(monde, base, feuille);
  await supprimerLot(monde.magasin, base, [feuille]);
};

const generation = ({ _rev }: DocumentStocke): number => Number.parseInt(_rev, 10);

/** Beyond what any cut lasts: what was decided so long before was known to both sides. */
const COUPURE_MAX_MS = 31 * 24 * 3_600_000;

/**
 * What a dated parameter was changed from, where both sides first gave it that date in the cut: the value that was in force without
 * it, and without what was decided after the first of the two. Nothing where that is in doubt: of one that was there before, the store
 * no longer has what it was; of one that was decided shortly before, nothing tells whether both sides knew.
 */
const avantLaCoupure = async (
  monde: Monde,
  gagnant: DocumentStocke,
  perdants: readonly DocumentStocke[],
): Promise<Corps | undefined> => {
  const feuilles = [gagnant, ...perdants];
  const lus = feuilles.flatMap((d) => parametreSchema.safeParse(d).data ?? []);
  const [montre] = lus;
  if (!montre || lus.length < feuilles.length || feuilles.some((d) => generation(d) > 1)) return undefined;
  const premier = Math.min(...lus.map((p) => epochMs(p.instant)));
  const { _id, cle, depuis } = montre;
  const autres = (await lireParametres(monde.magasin)).filter((p) => p._id !== _id && p.cle === cle);
  const connus = autres.filter((p) => epochMs(p.instant) <= premier);
  const enVigueur = connus.filter((p) => p.depuis <= depuis).sort((a, b) => (a.depuis < b.depuis ? 1 : -1))[0];
  const recent = enVigueur && epochMs(enVigueur.instant) > premier - COUPURE_MAX_MS;
  // Changed since, it may be what was in force, of which the store no longer has what it said.
  const change = autres.some((p) => !connus.includes(p) && p.depuis <= depuis && generation(p) > 1);
  if (recent || change) return undefined;
  return { valeur: lecteurParametres(connus)(depuis)[cle] };
};

const regler = async (
  monde: Monde,
  base: string,
  { regle, sauf, fondre }: Conflit,
  gagnant: DocumentStocke,
  perdants: readonly DocumentStocke[],
): Promise<void> => {
  if (regle === 'FONDRE' && fondre) {
    const avant =
      (await avantLaCoupure(monde, gagnant, perdants)) ??
      (await codesAbandonnes(
        monde.magasin,
        [gagnant, ...perdants].map((d) => corpsDe(d)),
      ));
    let fondu = corpsDe(gagnant);
    for (const p of perdants) {
      const sien = corpsDe(p);
      const { corps, aPart, consequence } = fondre(fondu, sien, avant);
      fondu = corps;
      if (aPart === sien) await garderAPart(monde, base, p, { consequence });
      // The version that was shown gives way, with what it had of those before: once for each that it gives way to.
      else if (aPart) {
        const efface = { ...aPart, _id: gagnant._id, _rev: gagnant._rev };
        await garderAPart(monde, base, efface, { contre: ` ${p._rev}`, consequence });
      }
    }
    if (!isDeepStrictEqual(fondu, corpsDe(gagnant))) {
      const [ecrit] = await deposerLot(monde.magasin, base, [{ ...fondu, _rev: gagnant._rev }]);
      // Written meanwhile by another: its change names the leaves again, and until then nothing of the loser is taken away.
      if (enConflit(ecrit)) return;
    }
  }
  if (regle === 'GARDER')
    for (const p of perdants)
      if (!isDeepStrictEqual(corpsDe(p, sauf), corpsDe(gagnant, sauf))) await garderAPart(monde, base, p);
  await supprimerLot(monde.magasin, base, perdants as readonly Stocke<object>[]);
};

/** The day that a derived document is of, where it has one. */
const jourDe = (id: string): DateCivile | undefined => {
  const date = dateCivileSchema.safeParse(dateDeId(id));
  if (date.success) return date.data;
  const mois = moisSchema.safeParse(id.slice(id.indexOf(':') + 1, id.indexOf(':') + 8));
  return mois.success ? premierJour(mois.data) : undefined;
};

const estDerive = (id: string): boolean => {
  const type = typeDeId(id);
  return type !== undefined && estTypeDocument(type) && ligneDuType(type).nature === 'DERIVE';
};

/** Those that could not be settled, as `cleDe` says; links of the audit log, settled all together; whom a failure is told, without what the document says. */
export type Echecs = { restent: Set<string>; journal: Set<string>; dire: (e: unknown, type: string) => void };

export const cleDe = (base: string, id: string): string => `${base} ${id}`;

/** The day to be derived again, of a document of which two leaves are left. */
const departagerUn = async (
  monde: Monde,
  base: string,
  { id, rev, autres = [] }: LigneChangement,
): Promise<DateCivile | undefined> => {
  const [gagnant, ...perdants] = await monde.magasin.feuilles(base, id);
  if (perdants.length < autres.length) {
    // A leaf that was named and is neither alive nor deleted is on another copy than those that answered [FL-1].
    const effacees = (await monde.magasin.revisions(base, id)).flatMap((f) => (f.supprime ? f.rev : []));
    const vues = new Set([...effacees, ...[gagnant, ...perdants].flatMap((d) => d?._rev ?? [])]);
    if ([rev, ...autres].some((r) => !vues.has(r))) monde.magasin.manquer(base, id);
  }
  const jour = estDerive(id) ? jourDe(id) : undefined;
  if (!gagnant || perdants.length === 0) {
    // Deleted by one side and not by the other: what lives may be what should not.
    if (jour !== undefined) monde.derives.add(jour);
    return undefined;
  }
  await regler(monde, base, conflitDe(typeDeId(id)), gagnant, perdants);
  return jour;
};

/**
 * Settles the documents of which the feed names other leaves; the days to be derived again. One that cannot be settled is told and
 * passed over, for the next night: what is behind it does not wait.
 */
export const departager = async (
  monde: Monde,
  base: string,
  lignes: readonly LigneChangement[],
  echecs: Echecs,
): Promise<DateCivile[]> => {
  const jours = new Set<DateCivile>();
  for (const ligne of lignes) {
    if (ligne.autres === undefined) continue;
    if (conflitDe(typeDeId(ligne.id)).regle === 'SCELLER') {
      echecs.journal.add(ligne.id);
      echecs.restent.add(cleDe(base, ligne.id));
      continue;
    }
    try {
      const jour = await departagerUn(monde, base, ligne);
      if (jour !== undefined) jours.add(jour);
      echecs.restent.delete(cleDe(base, ligne.id));
    } catch (e) {
      if (estDuMagasin(e)) throw e;
      echecs.restent.add(cleDe(base, ligne.id));
      echecs.dire(e, typeDeId(ligne.id) ?? 'inconnu');
    }
  }
  return [...jours];
};
