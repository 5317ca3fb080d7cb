import type { Antenne } from '#shared/contrats/commun';
import type { RefusDoc } from '#shared/contrats/corrections/correction';
import { baseAntenne, basePointages, idAccuse, idRefus } from '#shared/contrats/ids';
import type { Fiche } from '#shared/contrats/pointages/fiche';
import type { Pointage } from '#shared/contrats/pointages/pointage';
import { estTypeSaisie, SAISIES } from '#shared/contrats/saisie';
import { POSTE_REPRISE } from '#shared/contrats/saisie-commune';
import type { Accuse } from '#shared/contrats/store/accuse';
import { estBaseAntenne } from '#shared/domain/antenne/bases';
import { MOIS_CLOS } from '#shared/domain/fiche/juger';
import { pointagesDeFiche } from '#shared/domain/fiche/pointages';
import { ajouterA } from '#shared/listes';
import { dateParis, moisDe } from '#shared/temps/paris';
import type { Instant, Mois } from '#shared/temps/types';
import { assurerBases } from '../../../store/bases';
import { assurerDocuments, sansReponse } from '../../../store/ecrire';
import { sontFermes } from '../../../store/grappe/quorum';
import { deposerEtNoter, noterActes } from '../../../store/inventaire/actes';
import { lireEtatsDesMois } from '../../../store/lectures/mois-clos';
import { lireIds, lirePresents, type Magasin, sansRev } from '../../../store/lire';
import { clesSures, clesType } from '../../../store/types';
import { idsDe, type Monde, type Transition } from '../monde/monde';

type Recue = { fiche: Fiche; recuLe: Instant; pointages: Pointage[] };

/** Slips that the server has acknowledged, with the punches that they make. */
const lireRecues = async (
  m: Magasin,
  base: string,
  idsAccuses: readonly string[],
  lire: typeof clesSures = clesType,
): Promise<Recue[]> => {
  const accuses = (await lire(m, 'accuse', idsAccuses, { base })).flatMap((a) =>
    a?.documentId.startsWith('fiche:') ? a : [],
  );
  const docs = await lire(
    m,
    'fiche',
    accuses.map((a) => a.documentId),
    { base },
  );
  return accuses.flatMap(({ recuLe }, i) => {
    const lue = docs[i];
    if (!lue) return [];
    const fiche = sansRev<Fiche>(lue);
    return [{ fiche, recuLe, pointages: pointagesDeFiche(fiche, recuLe) }];
  });
};

/** The ids of these punches, each with its database. */
const parBase = (pointages: readonly Pointage[]): Map<string, string[]> => {
  const ids = new Map<string, string[]>();
  for (const p of pointages) {
    const base = basePointages(p.instant);
    ajouterA(ids, base, p._id);
  }
  return ids;
};

/** Those of which a punch is not there yet; `surPresents` is told of those that are there. */
const sansPointages = async (
  m: Magasin,
  recues: readonly Recue[],
  surPresents: (base: string, ids: readonly string[]) => Promise<void> = async () => undefined,
): Promise<Recue[]> => {
  const connus = new Set<string>();
  for (const [base, ids] of parBase(recues.flatMap((r) => r.pointages))) {
    const la = await lirePresents(m, base, ids);
    await surPresents(base, [...la]);
    for (const id of la) connus.add(id);
  }
  return recues.filter((r) => r.pointages.some((p) => !connus.has(p._id)));
};

const ecrirePointages = async (m: Magasin, pointages: readonly Pointage[]): Promise<void> => {
  for (const base of new Set(pointages.map((p) => basePointages(p.instant)))) {
    await assurerBases(m, [base]);
    const siens = pointages.filter((p) => basePointages(p.instant) === base);
    // There already: another process wrote the same punch.
    sansReponse(await deposerEtNoter(m, base, siens));
  }
};

const refuser = async (m: Magasin, base: string, tardives: readonly Recue[]): Promise<void> => {
  await assurerDocuments(
    m,
    base,
    tardives.map(
      ({ fiche, recuLe }): RefusDoc => ({
        _id: idRefus(dateParis(recuLe), fiche._id),
        type: 'refus',
        documentId: fiche._id,
        auteur: fiche.auteur,
        recuLe,
        ...MOIS_CLOS,
      }),
    ),
  );
};

/** What a PC's push acknowledges: all that it sends but corrections, that have a verdict. */
const ACCUSEES = Object.keys(SAISIES)
  .filter(estTypeSaisie)
  .filter((t) => t !== 'correction');
const SUIVIS: ReadonlySet<string> = new Set(['accuse', ...ACCUSEES]);

/**
 * [CO-6] A push may die between a row and its acknowledgement, and the PC read its row back before it sends it again: it then sends
 * it no more, would call it « en attente » for ever, and a slip would never make its punches. What is stored is received, once the
 * quorum has it: nothing until then, and it is looked at again.
 */
const accuserOrphelines = async (
  monde: Monde,
  base: string,
  ids: readonly string[],
): Promise<string[] | 'sans quorum'> => {
  const { magasin } = monde;
  const accuseDe = (id: string): string => `accuse:${id.slice(id.indexOf(':') + 1)}`;
  const accuses = await lirePresents(magasin, base, ids.map(accuseDe));
  const seules = ids.filter((id) => !accuses.has(accuseDe(id)));
  const docs = (await clesType(magasin, ACCUSEES, seules, { base })).flatMap((s): Accuse[] =>
    // Written by an import: no PC waits for an answer.
    !s || s.poste === POSTE_REPRISE || idAccuse(s.date, s.id) !== accuseDe(s._id)
      ? []
      : [{ _id: accuseDe(s._id), type: 'accuse', documentId: s._id, date: s.date, recuLe: monde.horloge() }],
  );
  const lignes = docs.map((a) => a.documentId);
  if (!(await sontFermes(magasin, base, lignes))) return 'sans quorum';
  // Noted before it is acknowledged, as the push does.
  await noterActes(magasin, base, lignes);
  // A conflict: the push has done it meanwhile.
  await assurerDocuments(magasin, base, docs);
  return docs.map((d) => d._id);
};

/**
 * [CO-5] For the closing of a month, once its mark is set and before it reads the visits: the punches of all the slips received
 * until now. Someone else may be about to write the same ones, having looked before the mark was there; whatever is received
 * after this is looked at after the mark, and waits. So that each slip is in the files, or refused.
 */
export const pointerFichesDuMois = async (m: Magasin, antenne: Antenne, mois: Mois): Promise<void> => {
  const base = baseAntenne(antenne);
  const accuses = await lireIds(m, base, { debut: `accuse:${mois}-`, fin: `accuse:${mois}.` });
  const aFaire = await sansPointages(m, await lireRecues(m, base, accuses, clesSures));
  await ecrirePointages(
    m,
    aFaire.flatMap((r) => r.pointages),
  );
};

/**
 * [PT-1] Makes the punches of the slips that were received: the same each time, so that told again it changes nothing. Those of
 * a month that is being closed wait for the end of it; those of a month that was closed meanwhile are refused, as at the door:
 * their author is told to make a correction, which is not lost [CO-5].
 */
export const creerPointerFiche = (monde: Monde): Transition => ({
  nom: 'pointer-fiche',
  memoire: new Map(),
  suit: estBaseAntenne,
  concerne: (_base, id) => SUIVIS.has(id.slice(0, id.indexOf(':'))),
  traiter: async (changements) => {
    const { magasin } = monde;
    const enAttente = new Set<string>();
    for (const [base, lignes] of changements) {
      const saisies = ACCUSEES.flatMap((t) => idsDe(lignes, t));
      const orphelines = await accuserOrphelines(monde, base, saisies);
      if (orphelines === 'sans quorum') enAttente.add(base);
      const accuses = new Set([...idsDe(lignes, 'accuse'), ...(orphelines === 'sans quorum' ? [] : orphelines)]);
      // Who wrote them may have died before it noted them.
      const noterPresents = (b: string, ids: readonly string[]) => noterActes(magasin, b, ids);
      const aFaire = await sansPointages(magasin, await lireRecues(magasin, base, [...accuses]), noterPresents);
      if (aFaire.length === 0) continue;
      const { estClos, seClot } = await lireEtatsDesMois(magasin, monde.horloge());
      const bons: Pointage[] = [];
      const tardives: Recue[] = [];
      for (const r of aFaire) {
        // The visit's month: a departure alone may be of the next.
        const mois = moisDe(r.fiche.date);
        if (seClot(r.fiche.antenne, mois)) enAttente.add(base);
        else if (estClos(r.fiche.antenne, mois)) tardives.push(r);
        else bons.push(...r.pointages);
      }
      await ecrirePointages(magasin, bons);
      // Looked at again: the closing that has ended meanwhile may have made the punches itself.
      await refuser(magasin, base, await sansPointages(magasin, tardives));
    }
    return enAttente;
  },
});
