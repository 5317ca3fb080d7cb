import { BASE_CENTRALE } from '#shared/contrats/ids';
import { ID_OUVERTURE, type Inventaire, idDeSaNote, idImports, noter, periodeDe } from '#shared/contrats/inventaire';
import { ligneDuType, type TypeDocument } from '#shared/documents/registre';
import { ajouterMois, moisParis } from '#shared/temps/paris';
import type { Instant, Mois } from '#shared/temps/types';
import type { Horloge } from '../../ports/horloge';
import { assurerBases } from '../bases';
import { poser, remplacer, sansReponse } from '../ecrire';
import { constaterGrappe } from '../grappe/grappe';
import { lireIds, lirePlage, type Magasin, type Stocke } from '../lire';
import { lireType, plageSure } from '../types';
import { avecVerrou } from '../verrou';
import { basesComptees } from './bases';
import { type Cumul, cumulDe, cumuler, enSomme, estImporte, TYPES_COMPTES } from './sommes';

/** Months before the present one of which what is there is counted. */
const MOIS_REPRIS = 3;
const PAGE = 2_000;
/** Nothing is older than what was counted. */
const DEBUT = '2000-01' as Mois;

/** `avant`: there are older ones, which are not counted. */
type Compte = { imports: Map<string, Map<string, Cumul>>; notes: Map<string, string[]>; avant: boolean };

const compter = async (m: Magasin, base: string, type: TypeDocument, depuis: string, c: Compte): Promise<void> => {
  // What has no date is counted whole; after the last month, whatever is planned.
  const date = /^<(?:date|instant)>/.test(ligneDuType(type).id);
  c.avant ||= date && (await lireIds(m, base, { debut: `${type}:`, fin: `${type}:${depuis}`, limite: 1 })).length > 0;
  for (let debut = date ? `${type}:${depuis}` : `${type}:`; ; ) {
    const page = await lirePlage<object>(m, base, {
      debut,
      fin: `${type};`,
      limite: PAGE,
    });
    for (const doc of page) {
      const periode = periodeDe(doc._id);
      if (!estImporte(type, doc)) {
        const note = idDeSaNote(doc._id);
        c.notes.set(note, [...(c.notes.get(note) ?? []), doc._id]);
        continue;
      }
      const parType = c.imports.get(periode) ?? new Map<string, Cumul>();
      c.imports.set(periode, parType);
      const cumul = parType.get(type) ?? cumulDe();
      parType.set(type, cumul);
      cumuler(cumul, doc._id);
    }
    const derniere = page.at(-1);
    if (!derniere || page.length < PAGE) return;
    debut = `${derniere._id}\u0000`;
  }
};

/** Of an inventory that someone has closed, to open it on what is there: what it still asked for, and is gone, is asked for no more. */
const oublierPerdus = async (m: Magasin, base: string, c: Compte): Promise<void> => {
  for (const { _id, ids, sommes } of await plageSure(m, 'inventaire', { base })) {
    if (sommes && ![...c.imports.keys()].some((p) => idImports(p) === _id))
      await remplacer(m, base, { _id, type: 'inventaire', sommes: {} } as Inventaire);
    if (!ids) continue;
    const la = new Set((await m.parCles(base, ids, 'sans')).flatMap((l) => (l.rev && !l.supprime ? l.id : [])));
    if (la.size === ids.length) continue;
    const garder = (id: string): boolean => la.has(id) || !ids.includes(id);
    sansReponse(
      await poser<Inventaire>(m, base, _id, (connu) => connu && { ...connu, ids: (connu.ids ?? []).filter(garder) }),
    );
  }
};

/** True where older documents are left uncounted. */
const ouvrirBase = async (m: Magasin, base: string, depuis: string): Promise<boolean> => {
  const c: Compte = { imports: new Map(), notes: new Map(), avant: false };
  for (const type of TYPES_COMPTES) await compter(m, base, type, depuis, c);
  for (const [periode, parType] of c.imports) {
    const sommes = Object.fromEntries([...parType].map(([t, cumul]) => [t, enSomme(cumul)]));
    await remplacer(m, base, { _id: idImports(periode), type: 'inventaire', sommes } as Inventaire);
  }
  await oublierPerdus(m, base, c);
  // Added to what has been noted meanwhile.
  for (const [note, ids] of c.notes)
    sansReponse(await poser<Inventaire>(m, base, note, (connu) => noter(connu, note, ids)));
  return c.avant;
};

/**
 * The inventory of a store, which is opened once: of one that has served, on what is there then. By who holds the right to write, for
 * an import would change it meanwhile. Nothing on a cluster that is not whole and calm: it is for the next time.
 */
export const ouvrirInventaire = async (m: Magasin, maintenant: Instant): Promise<Stocke<Inventaire> | undefined> => {
  const connu = await lireType(m, 'inventaire', ID_OUVERTURE, { base: BASE_CENTRALE });
  if (connu) return connu;
  if ((await constaterGrappe(m)).etat !== 'CALME') return undefined;
  const depuis = ajouterMois(moisParis(maintenant), -MOIS_REPRIS);
  await assurerBases(m, [BASE_CENTRALE]);
  let avant = false;
  for (const base of basesComptees(await m.bases())) avant = (await ouvrirBase(m, base, depuis)) || avant;
  if ((await constaterGrappe(m)).etat !== 'CALME') return undefined;
  const ouverture: Inventaire = {
    _id: ID_OUVERTURE,
    type: 'inventaire',
    ouvertLe: maintenant,
    depuis: avant ? depuis : DEBUT,
  };
  await remplacer(m, BASE_CENTRALE, ouverture);
  return lireType(m, 'inventaire', ID_OUVERTURE, { base: BASE_CENTRALE });
};

/** The same by who does not hold that right: 1 where it was opened now; while another writes, it is for the next time. */
export const assurerInventaire = async (m: Magasin, horloge: Horloge): Promise<number> => {
  if (await lireType(m, 'inventaire', ID_OUVERTURE, { base: BASE_CENTRALE })) return 0;
  return Number((await avecVerrou(m, horloge, () => ouvrirInventaire(m, horloge()))) !== undefined);
};
