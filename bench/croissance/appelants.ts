import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Intervenant, Usager } from '#shared/contrats/dossiers/dossiers';
import { codesAntennes } from '#shared/domain/antenne/registre';
import { ecrireFichier } from '#shared/formats/codec-ecriture';
import { type LignePlanning, PLANNING } from '#shared/formats/planning/planning';
import { aLaMinute, instantDe, moisParis } from '#shared/temps/paris';
import { creerAlea } from '#shared/testing/alea';
import { plus } from '#shared/testing/generateur/planning';
import { lireIntervenants, lireUsagers } from '../../sync-server/store/lectures/connus';
import type { Magasin } from '../../sync-server/store/lire';

// Who calls at 8:00, and from where: each aide at the home of her first visit, so that no two calls are of the same people.

const GRAINE = 8;
const MINUTE_S = 60;
const DUREE_S = 60 * MINUTE_S;
/** Her first visit, and the next one at another home: the day of an antenna has the visits of a real one. */
const DEPARTS_S = [5 * MINUTE_S, 3 * 60 * MINUTE_S] as const;

export type Appelant = { de: string; codeAide: string };
type Visite = { aide: Intervenant; usager: Usager };

/** Each aide with as many homes of her antenna as she has visits, each of which has a number that is nobody else's. */
const repartir = (aides: readonly Intervenant[], usagers: readonly Usager[]): Visite[][] => {
  const alea = creerAlea(GRAINE);
  const foyers = new Map<string, number>();
  for (const n of usagers.flatMap((u) => u.telephones)) foyers.set(n, (foyers.get(n) ?? 0) + 1);
  const restants = new Map(
    codesAntennes().map((antenne) => {
      const siens = usagers.filter(
        (u) => u.antennes.at(-1)?.antenne === antenne && foyers.get(u.telephones[0] ?? '') === 1,
      );
      return [antenne, alea.melanger(siens)];
    }),
  );
  return alea.melanger(aides).flatMap((aide): Visite[][] => {
    const siennes = restants.get(aide.antenne)?.splice(0, DEPARTS_S.length) ?? [];
    return siennes.length < DEPARTS_S.length ? [] : [siennes.map((usager) => ({ aide, usager }))];
  });
};

/**
 * The callers, in an order that is drawn, and below `vers` the planning that gives them their visits: from five minutes after now on,
 * so that they are early rather than awaited.
 */
export const preparerAppelants = async (m: Magasin, vers: string): Promise<Appelant[]> => {
  const aides = [...(await lireIntervenants(m)).values()].map((p) => p.doc);
  const usagers = [...(await lireUsagers(m)).values()].map((p) => p.doc);
  const journees = repartir(aides, usagers);
  const maintenant = aLaMinute(instantDe(Date.now()));
  const lignes = journees.flatMap((journee, n) =>
    journee.map(({ aide, usager }, rang): LignePlanning => {
      const debut = plus(maintenant, DEPARTS_S[rang] ?? 0);
      return {
        id_planning: `MATIN${n}-${rang}`,
        id_millesime: usager.id,
        id_intervenant: aide.id,
        debut,
        fin: plus(debut, DUREE_S),
        code_prestation: 'AD',
      };
    }),
  );
  mkdirSync(vers);
  const nom = `PLANNING_${moisParis(maintenant).replace('-', '')}.csv`;
  writeFileSync(join(vers, nom), ecrireFichier(PLANNING, lignes));
  return journees.flatMap(([premiere]): Appelant[] => {
    const de = premiere?.usager.telephones[0];
    return premiere && de !== undefined ? [{ de, codeAide: premiere.aide.codeSvi }] : [];
  });
};
