import { createHash } from 'node:crypto';
import type { Antenne } from '#shared/contrats/commun';
import type { Financeur } from '#shared/contrats/dossiers/dossiers';
import type { Restitues as DocRestitues } from '#shared/contrats/dossiers/imports';
import { BASE_CENTRALE, baseAntenne, idUsager } from '#shared/contrats/ids';
import { codesAntennes } from '#shared/domain/antenne/registre';
import { comparer } from '#shared/domain/appariement/ordre';
import { MARGE_CORRECTION_J } from '#shared/domain/correction/marge';
import { ecrireFichier } from '#shared/formats/codec-ecriture';
import { type LigneRestitution, RESTITUTION } from '#shared/formats/restitution/restitution';
import { ajouterJours, moisDe } from '#shared/temps/paris';
import { type DateCivile, dateCivileSchema } from '#shared/temps/types';
import { lireMoisClosDe } from '../../../store/lectures/mois-clos';
import { lireChangements, type Magasin, type Stocke, sequenceDe } from '../../../store/lire';
import type { Ecriture } from '../../../store/lots';
import { clesSures } from '../../../store/types';

export type { DocRestitues };

export const idRestitues = (antenne: Antenne, date: DateCivile): string => `restitues:${antenne}:${date}`;

/** Two equal rows say the same thing. */
export const empreinteLigne = (l: LigneRestitution): string =>
  createHash('sha256')
    .update(ecrireFichier(RESTITUTION, [l]))
    .digest('base64url')
    .slice(0, 22);

export const lireRestitues = async (
  m: Magasin,
  jours: readonly { antenne: Antenne; date: DateCivile }[],
): Promise<Map<string, Stocke<DocRestitues>>> => {
  const ids = jours.map((j) => idRestitues(j.antenne, j.date));
  const docs = await clesSures(m, 'restitues', ids, {});
  return new Map(docs.flatMap((d) => (d ? [[d._id, d] as const] : [])));
};

/** Rewrites what a day was told, only where it changed. */
export const ecritureRestitues = (
  _id: string,
  avant: Stocke<DocRestitues> | undefined,
  visites: DocRestitues['visites'],
): Ecriture[] => {
  if (JSON.stringify(avant?.visites ?? {}) === JSON.stringify(visites)) return [];
  return [{ base: BASE_CENTRALE, doc: { _id, type: 'restitues', visites, ...(avant ? { _rev: avant._rev } : {}) } }];
};

const USAGER = idUsager('');
const PAR_PAGE = 5_000;
const CHANGEMENT = /^(intervention|correction|verdict):(\d{4}-\d{2}-\d{2}):(.+)$/;

export type Touches = {
  /** Days to look at again, by antenna. */
  jours: Map<Antenne, Set<DateCivile>>;
  /** Ids of the interventions, and of the corrections, that changed. */
  interventions: Set<string>;
  corrections: Set<string>;
  /** Ids of the usagers whose file changed, by antenna: another plan may round their visits otherwise. */
  usagers: Map<Antenne, Set<string>>;
  /** Where each antenna's change feed now is. */
  sequences: Partial<Record<Antenne, string>>;
};

/** What has changed in each antenna since it was last read; before the first time, nothing is looked for. */
export const lireTouches = async (
  m: Magasin,
  depuis: Partial<Record<Antenne, string>> | undefined,
): Promise<Touches> => {
  const t: Touches = {
    jours: new Map(),
    interventions: new Set(),
    corrections: new Set(),
    usagers: new Map(),
    sequences: {},
  };
  for (const antenne of codesAntennes()) {
    const base = baseAntenne(antenne);
    const jours = new Set<DateCivile>();
    const usagers = new Set<string>();
    t.jours.set(antenne, jours);
    t.usagers.set(antenne, usagers);
    let seq = depuis?.[antenne];
    if (seq === undefined) {
      seq = await sequenceDe(m, base);
    } else {
      for (let restants = 1; restants > 0; ) {
        const page = await lireChangements(m, base, seq, PAR_PAGE);
        seq = page.seq;
        restants = page.lignes.length === 0 ? 0 : page.restants;
        for (const { id } of page.lignes) {
          noter(id, t, jours);
          if (id.startsWith(USAGER)) usagers.add(id.slice(USAGER.length));
        }
      }
    }
    if (seq !== undefined) t.sequences[antenne] = seq;
  }
  return t;
};

const noter = (id: string, t: Touches, jours: Set<DateCivile>): void => {
  const [, type, jour, reste] = CHANGEMENT.exec(id) ?? [];
  const date = dateCivileSchema.safeParse(jour).data;
  if (date === undefined || reste === undefined) return;
  if (type === 'intervention') {
    jours.add(date);
    t.interventions.add(reste);
    return;
  }
  t.corrections.add(reste);
  for (let d = -MARGE_CORRECTION_J; d <= MARGE_CORRECTION_J; d += 1) jours.add(ajouterJours(date, d));
};

/** Two equal tables of funders round and cap in the same way, in whatever order they were received. */
export const empreinteFinanceurs = (financeurs: readonly Financeur[]): string =>
  createHash('sha256')
    .update(
      JSON.stringify(
        financeurs
          .map((f) => [f.code, f.dateDebut, f.dispositif, f.tolerance, f.plafondPrevu, f.pas, f.mode])
          .sort((a, b) => comparer(String(a), String(b))),
      ),
    )
    .digest('base64url')
    .slice(0, 22);

/**
 * [DU-2] The days of open months, between these, on which a usager whose file has changed was told a visit: its retained minutes may
 * no longer be those. `tous`: so it may be of anybody, the funders' table itself having changed. What a closed month becomes is told by
 * the next closing [FI-9].
 */
export const joursDesDossiers = async (
  m: Magasin,
  { usagers: parAntenne }: Touches,
  { de, a, tous }: { de: DateCivile; a: DateCivile; tous: boolean },
): Promise<{ antenne: Antenne; date: DateCivile }[]> => {
  const trouves: { antenne: Antenne; date: DateCivile }[] = [];
  for (const [antenne, usagers] of parAntenne) {
    if (usagers.size === 0 && !tous) continue;
    const clos = await lireMoisClosDe(m, baseAntenne(antenne));
    const jours: { antenne: Antenne; date: DateCivile }[] = [];
    for (let date = de; date <= a; date = ajouterJours(date, 1))
      if (!clos.has(moisDe(date))) jours.push({ antenne, date });
    const dits = await lireRestitues(m, jours);
    for (const j of jours) {
      const visites = Object.values(dits.get(idRestitues(antenne, j.date))?.visites ?? {});
      if (visites.some((v) => tous || usagers.has(v.id_millesime))) trouves.push(j);
    }
  }
  return trouves;
};
