import type { Antenne } from '#shared/contrats/commun';
import type { Usager } from '#shared/contrats/dossiers/dossiers';
import type { LignePurge } from '#shared/contrats/exploitation/conservation';
import { BASE_CENTRALE, baseAntenne, idCloture, idEtatFige } from '#shared/contrats/ids';
import type { Base } from '#shared/documents/ligne';
import { type TypeDocument, typesOu } from '#shared/documents/registre';
import { codesAntennes } from '#shared/domain/antenne/registre';
import { ajouterMois, dateParis, dernierJour, moisDe, moisParis } from '#shared/temps/paris';
import type { DateCivile, Instant } from '#shared/temps/types';
import { ecrireTout } from '../../../store/ecrire';
import { lireUsagers } from '../../../store/lectures/connus';
import { lirePlage, lirePresents, type Magasin, plageDuType } from '../../../store/lire';
import { plageSure } from '../../../store/types';
import { effacerPlage, estTenu, type Gomme, ligneDe } from './effacer';

/** What belongs to the file of a usager, whatever its date. */
const duDossier = (base: Base): TypeDocument[] => typesOu((l) => l.conservation.dossier?.bases.includes(base) === true);

/** What a person does for a usager is a contact; what the product derives is none. */
const CONTACTS = typesOu((l) => l.conservation.dossier?.contact === true);

type Nomme = { _id: string; _rev: string; usagerId?: string | undefined; date?: DateCivile | undefined };

const plusTard = (a: DateCivile | undefined, b: DateCivile | undefined): DateCivile | undefined =>
  a === undefined || (b !== undefined && b > a) ? b : a;

/**
 * The last day on which anything is known of a usager who is no longer in Millésime's files. The end of an aid is no contact: of one who
 * died, it may be years ahead.
 */
const dernierContact = (u: Usager): DateCivile | undefined =>
  [u.absentDepuis, u.changeLe && dateParis(u.changeLe), dateParis(u.vuLe)].reduce<DateCivile | undefined>(
    (a, b) => plusTard(a, b),
    undefined,
  );

// One that cannot be read stops the purge: taken for absent, it would let the file of someone who is still known be erased.
const lireGestes = (m: Magasin, base: string, type: TypeDocument): Promise<Nomme[]> => plageSure(m, type, { base });

/** [RE] Usagers gone from the files, and of whom nothing was heard since the limit: neither visit nor gesture. */
const usagersOublies = async (m: Magasin, limite: DateCivile, maintenant: Instant): Promise<Map<string, Antenne[]>> => {
  const candidats = new Map<string, Antenne[]>();
  for (const [id, { doc, revs }] of await lireUsagers(m)) {
    const contact = dernierContact(doc);
    if (doc.absentDepuis !== undefined && contact !== undefined && contact < limite)
      candidats.set(id, [...revs.keys()]);
  }
  if (candidats.size === 0) return candidats;
  const garder = (id: string | undefined): void => {
    if (id !== undefined) candidats.delete(id);
  };
  for (const antenne of codesAntennes()) {
    const base = baseAntenne(antenne);
    for (const type of CONTACTS)
      for (const d of await lireGestes(m, base, type)) if ((d.date ?? limite) >= limite) garder(d.usagerId);
    for (let mois = moisDe(limite); mois <= moisParis(maintenant); mois = ajouterMois(mois, 1)) {
      const ids = [...candidats.keys()];
      const figes = await lirePresents(
        m,
        base,
        ids.map((id) => idEtatFige(mois, id)),
      );
      for (const id of ids) if (figes.has(idEtatFige(mois, id))) garder(id);
      // A month that is not closed has no frozen state: what was paired, or planned, says it.
      if ((await lirePresents(m, base, [idCloture(mois)])).size === 0)
        for (const i of await plageSure(m, 'intervention', { antenne }, { de: mois, avant: `${dernierJour(mois)};` }))
          garder(i.usagerId);
    }
  }
  return candidats;
};

type ImportGarde = { _id: string; _rev: string; instant: Instant; rapport?: Record<string, unknown> };

/** A quoted row is text as the file had it, where a code stands between other fields. */
const citeUnTenu = ({ retenue }: Gomme, d: ImportGarde): boolean => {
  const mots = retenue.usagers.length === 0 ? [] : JSON.stringify(d.rapport).split(/[^\p{L}\p{N}_.-]+/u);
  return retenue.usagers.some((id) => mots.includes(id));
};

/** Reports of imports quote rows that were refused: their figures stay, the rows go, save where one is of somebody who is held. */
const viderRapports = async (g: Gomme, limite: DateCivile): Promise<{ lignes: LignePurge[]; retenus: number }> => {
  const listes = ['refuses', 'avertissements', 'listeAbsents', 'versions'];
  // As they are written: one that cannot be read quotes rows all the same.
  const lus = await lirePlage<ImportGarde>(g.m, BASE_CENTRALE, plageDuType('import'));
  const vises = lus.filter(
    (d) =>
      dateParis(d.instant) < limite &&
      listes.some((l) => Array.isArray(d.rapport?.[l]) && (d.rapport[l] as unknown[]).length > 0),
  );
  const pleins = vises.filter((d) => !estTenu(g, d) && !citeUnTenu(g, d));
  if (!g.aBlanc)
    await ecrireTout(
      g.m,
      BASE_CENTRALE,
      pleins.map((d) => ({ ...d, rapport: { ...d.rapport, ...Object.fromEntries(listes.map((l) => [l, []])) } })),
    );
  const lignes = ligneDe(
    'DOSSIERS',
    BASE_CENTRALE,
    'lignes des comptes rendus d’import',
    pleins.map((d) => d._id),
  );
  return { lignes, retenus: vises.length - pleins.length };
};

export const purgerDossiers = async (
  g: Gomme,
  limite: DateCivile,
  maintenant: Instant,
): Promise<{ lignes: LignePurge[]; retenus: number }> => {
  const lignes: LignePurge[] = [];
  let retenus = 0;
  const oublies = await usagersOublies(g.m, limite, maintenant);
  for (const id of g.retenue.usagers) if (oublies.delete(id)) retenus += 1;
  const noter = (base: string, genre: string, bilan: { ids: string[]; retenus: number }): void => {
    lignes.push(...ligneDe('DOSSIERS', base, genre, bilan.ids));
    retenus += bilan.retenus;
  };
  const sien = (d: object): boolean => oublies.has((d as Nomme).usagerId ?? '');
  if (oublies.size > 0) {
    for (const antenne of codesAntennes()) {
      const base = baseAntenne(antenne);
      for (const genre of duDossier('ANTENNE'))
        noter(base, genre, await effacerPlage(g, base, plageDuType(genre), sien));
      const fiche = (d: { _id: string }): boolean => oublies.has(d._id.slice('usager:'.length));
      noter(base, 'usager', await effacerPlage(g, base, plageDuType('usager'), fiche));
    }
    // A `vu` says its usager in its id alone.
    const codes = new Set([...oublies.keys()].map(encodeURIComponent));
    const vu = (d: { _id: string }): boolean => d._id.split(':').some((x) => codes.has(x));
    for (const genre of duDossier('CENTRALE'))
      noter(BASE_CENTRALE, genre, await effacerPlage(g, BASE_CENTRALE, plageDuType(genre), genre === 'vu' ? vu : sien));
  }
  const rapports = await viderRapports(g, limite);
  for (const x of rapports.lignes) lignes.push(x);
  retenus += rapports.retenus;
  const recues = { debut: 'reception:', fin: `reception:${limite}` };
  noter(BASE_CENTRALE, 'reception', await effacerPlage(g, BASE_CENTRALE, recues));
  return { lignes, retenus };
};
