import { isDeepStrictEqual } from 'node:util';
import type { Verdict } from '#shared/contrats/corrections/correction';
import { lirePlage, lireUn, plageDuType, sansRev, TOUT } from '../../../store/lire';
import { derives, reconstruire } from '../../reconstruire';
import { BASE, type Journee } from './journee';

/**
 * `visites`: interventions that are not those that a rebuilding gives; `conflits`: documents of which two leaves live; `corriges`: the types of what
 * the second look had to put right.
 */
export type Bilan = { ecarts: string[]; visites: number; conflits: number; corriges: readonly string[]; recus: number };

type Derives = Map<string, unknown>;

const lireDerives = async ({ magasin }: Journee): Promise<Derives> => {
  const r: Derives = new Map();
  for (const { base, type } of derives())
    for (const d of await lirePlage<object>(magasin, base, plageDuType(type))) r.set(`${base} ${d._id}`, sansRev(d));
  return r;
};

const comparer = (obtenus: Derives, attendus: Derives): string[] =>
  [...new Set([...obtenus.keys(), ...attendus.keys()])].flatMap((cle) => {
    const [obtenu, attendu] = [obtenus.get(cle), attendus.get(cle)];
    if (isDeepStrictEqual(obtenu, attendu)) return [];
    return `${obtenu === undefined ? 'manque' : attendu === undefined ? 'en trop' : 'différent'} : ${cle}`;
  });

/** Two leaves that live, on any of the copies. */
const lireConflits = ({ grappe }: Journee): string[] => [
  ...new Set(
    grappe.copies.flatMap((c) =>
      [...c.bases].flatMap(([nom, base]) =>
        base
          .tous()
          .flatMap(({ id }) => (base.feuilles(id).filter((f) => !f.supprime).length > 1 ? `${nom} ${id}` : [])),
      ),
    ),
  ),
];

/** Nothing that the store took is missing of it. */
const lirePerdus = async ({ magasin, recus }: Journee): Promise<string[]> => {
  const perdus: string[] = [];
  for (const base of new Set(recus.map((r) => r.base))) {
    const presents = new Set((await magasin.plage(base, TOUT, 'sans')).map((l) => l.id));
    perdus.push(...recus.filter((r) => r.base === base && !presents.has(r.id)).map((r) => `perdu : ${base} ${r.id}`));
  }
  return perdus;
};

/** Each correction has been judged, and none refused because a copy that lagged did not have its visit yet. */
const lireMalJugees = async ({ magasin, recus, visees }: Journee): Promise<string[]> => {
  const ids = recus.flatMap((r) => (r.id.startsWith('correction:') ? r.id.replace('correction:', 'verdict:') : []));
  const lus = await Promise.all(ids.map((id) => lireUn<Verdict>(magasin, BASE, id)));
  return ids.flatMap((id, n) => {
    if (lus[n] === undefined) return `sans verdict : ${id}`;
    return visees.includes(id) && lus[n]?.refus?.code === 'INTROUVABLE' ? `refusée à tort : ${id}` : [];
  });
};

/** What is derived equals what is rebuilt from zero, no document has two leaves that live, nothing is lost. */
export const verifier = async (j: Journee): Promise<Bilan> => {
  const [conflits, perdus, malJugees] = [lireConflits(j), await lirePerdus(j), await lireMalJugees(j)];
  const obtenus = await lireDerives(j);
  await reconstruire(j.magasin, j.horloge);
  j.grappe.converger();
  const differents = comparer(obtenus, await lireDerives(j));
  return {
    ecarts: [...perdus, ...malJugees, ...conflits.map((c) => `conflit : ${c}`), ...differents],
    visites: differents.filter((d) => d.includes(' intervention:')).length,
    conflits: conflits.length,
    corriges: j.service.corriges(),
    recus: j.recus.length,
  };
};
