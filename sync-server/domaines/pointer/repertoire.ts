import type { Antenne } from '#shared/contrats/commun';
import type { Intervenant, Usager } from '#shared/contrats/dossiers/dossiers';
import { idIntervenant, idUsager } from '#shared/contrats/ids';
import { codesAntennes } from '#shared/domain/antenne/registre';
import { joursDuCode } from '#shared/domain/pointage/en-service';
import { estSorti } from '#shared/domain/pointage/sorti';
import { valableLe } from '#shared/domain/ventilation/versions';
import { ajouterA } from '#shared/listes';
import { dateParis, instantDe } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import { racineDe } from '../../store/identite';
import { lireIntervenants, lireUsagers } from '../../store/lectures/connus';
import type { Magasin } from '../../store/lire';
import { clesType } from '../../store/types';

// Who a code is of, as the telephone says it. The whole directory is read once a minute at most, to know where to look; whoever is
// found is then read again, as she stands now.

const VIE_MS = 60_000;
/** A code that is not found may have just been given: looked for again, no more often. */
const RELU_MS = 5_000;

type Index = { luLe: number; ids: Promise<ReadonlyMap<string, readonly string[]>> };
type Genre = 'aides' | 'usagers';
const connus = new WeakMap<object, Partial<Record<Genre, Index>>>();

const lireCodes = async (m: Magasin, genre: Genre): Promise<ReadonlyMap<string, readonly string[]>> => {
  const codes: [string | undefined, string][] =
    genre === 'aides'
      ? [...(await lireIntervenants(m)).values()].map(({ doc }) => [doc.codeSvi, doc.id])
      : [...(await lireUsagers(m)).values()].map(({ doc }) => [doc.codeUsager, doc.id]);
  const parCode = new Map<string, string[]>();
  for (const [code, id] of codes) if (code !== undefined) ajouterA(parCode, code, id);
  return parCode;
};

const idsDuCode = async (m: Magasin, genre: Genre, code: string, maintenant: number): Promise<readonly string[]> => {
  const tenus = connus.get(racineDe(m)) ?? {};
  connus.set(racineDe(m), tenus);
  const lire = (): Index => {
    const ids = lireCodes(m, genre);
    // A reading that failed is not kept.
    ids.catch(() => delete tenus[genre]);
    return { luLe: maintenant, ids };
  };
  const age = maintenant - (tenus[genre]?.luLe ?? Number.NEGATIVE_INFINITY);
  let index = tenus[genre];
  if (!index || age > VIE_MS || age < 0) tenus[genre] = index = lire();
  const trouves = (await index.ids).get(code);
  if (trouves || maintenant - index.luLe <= RELU_MS) return trouves ?? [];
  tenus[genre] = index = lire();
  return (await index.ids).get(code) ?? [];
};

const dernier = <T extends { vuLe: string; changeLe?: string | undefined }>(
  copies: readonly (T | undefined)[],
): T | undefined =>
  copies.flatMap((c) => c ?? []).sort((a, b) => ((a.changeLe ?? a.vuLe) < (b.changeLe ?? b.vuLe) ? 1 : -1))[0];

/** The file of somebody, the last word of all antennas. */
const lirePartout = async <T extends Intervenant | Usager>(
  lire: (antenne: Antenne) => Promise<readonly (T | undefined)[]>,
): Promise<T | undefined> => dernier((await Promise.all(codesAntennes().map(lire))).flat());

export const lireAide = (m: Magasin, id: string): Promise<Intervenant | undefined> =>
  lirePartout((antenne) => clesType(m, 'intervenant', [idIntervenant(id)], { antenne }));
export const lireUsager = (m: Magasin, id: string): Promise<Usager | undefined> =>
  lirePartout((antenne) => clesType(m, 'usager', [idUsager(id)], { antenne }));

/** [PT-4, PT-9] The aide of that code at an instant: one who works then, and of two, the one that the files still have. */
export const aideDuCode = async (
  m: Magasin,
  code: string,
  instant: Instant,
  maintenant: number,
): Promise<Intervenant | undefined> => {
  const lues = await Promise.all((await idsDuCode(m, 'aides', code, maintenant)).map((id) => lireAide(m, id)));
  for (const jour of joursDuCode(instant)) {
    const siennes = lues.flatMap((a) => (a?.codeSvi === code && valableLe(a, jour) ? a : []));
    const aide = siennes.find((a) => a.absentDepuis === undefined) ?? siennes[0];
    if (aide) return aide;
  }
  return undefined;
};

/** [PT-4] The usager of that code: of those whom the files have, else of those whom they have lost of late; none who is gone for good. */
export const usagerDuCode = async (m: Magasin, code: string, maintenant: number): Promise<Usager | undefined> => {
  const lus = await Promise.all((await idsDuCode(m, 'usagers', code, maintenant)).map((id) => lireUsager(m, id)));
  const siens = lus.flatMap((u) => (u?.codeUsager === code ? [u] : []));
  const jour = dateParis(instantDe(maintenant));
  return siens.find((u) => u.absentDepuis === undefined) ?? siens.find((u) => !estSorti(u, jour));
};
