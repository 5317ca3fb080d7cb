import type { EtatFige } from '#shared/contrats/cloture/cloture';
import type { Antenne } from '#shared/contrats/commun';
import { codesAntennes } from '#shared/domain/antenne/registre';
import { antenneRetenue, type Tenue } from '#shared/domain/cloture/figer';
import { estFaite, type Faite } from '#shared/domain/intervention/faite';
import { identitesDe } from '#shared/domain/intervention/identites';
import type { Retenue } from '#shared/domain/types';
import { ajouterA } from '#shared/listes';
import { moisDe, moisParis } from '#shared/temps/paris';
import type { Mois } from '#shared/temps/types';
import { lireEtatsPartis } from '../../../store/lectures/clos';
import type { Cadre } from './cadre';

// [CL-1, CL-4] A visit passes to another antenna by a correction, by one that is withdrawn, by a number, or by a file that moves its
// usager. One told it, by a closing: until it has taken it back, no other tells it, or two persons would pay it, or one twice. What is
// withheld so leaves with the closing after, as a complementary line.

/** Where a visit stands told. */
type Dite = Tenue & { antenne: Antenne };
/** By id, as they were told, and the antenna from which they are withheld. */
export type Tenues = ReadonlyMap<string, Tenue & { a: Antenne }>;

/** Kept until the closing after: it looks at their months again. */
export const noterTenues = (c: Cadre, antenne: Antenne, mois: Mois, tenues: Tenues): void => {
  const siennes = c.tenues.get(antenne) ?? new Map<string, Mois>();
  for (const [id, { a }] of tenues) if (a === antenne) siennes.set(id, mois);
  c.tenues.set(antenne, siennes);
};

/**
 * The months of which it may have been told: as it was punched, and as each correction made it, withdrawn or not. One that was
 * refused told nothing, and may be anything.
 */
const moisPossibles = ({ intervention: i, corrections }: Retenue): Set<Mois> =>
  new Set([
    moisDe(i.date),
    ...[i.arrivee?.instant, i.depart?.instant].flatMap((x) => (x ? moisParis(x) : [])),
    ...corrections
      .filter((j) => j.etat !== 'REFUSEE')
      .flatMap(({ correction: c }) => [c.debut, c.fin].flatMap((x) => (x ? moisParis(x) : []))),
  ]);

export const estClos = (c: Cadre, antenne: Antenne, mois: Mois): boolean =>
  c.passe.clotures(antenne).some((k) => k.mois === mois);

/** States of the other months of which what was corrected may have been told, of all usagers: a number may have passed too. */
const lireAutres = async (c: Cadre, mois: Mois, faites: readonly Faite[]): Promise<EtatFige[]> => {
  const autres = new Set(faites.filter((r) => r.corrections.length > 0).flatMap((r) => [...moisPossibles(r)]));
  autres.delete(mois);
  const lus = [...autres].flatMap((m) =>
    codesAntennes()
      .filter((a) => estClos(c, a, m))
      .map((a) => lireEtatsPartis(c.m, c.passe, a, m)),
  );
  return (await Promise.all(lus)).flat();
};

/** Told, and taken back by a closing of a later month only: it stands in all messages until that one. */
const reprisesApres = async (c: Cadre, message: Mois): Promise<(readonly [string, Dite])[]> => {
  const dites: (readonly [string, Dite])[] = [];
  for (const antenne of codesAntennes())
    for (const k of c.passe.clotures(antenne).filter((x) => x.mois > message))
      for (const { ancien, moisOrigine } of (await c.passe.rectifies(antenne, k)).flatMap((x) => x.visites))
        if (ancien) dites.push([ancien.interventionId, { antenne, usagerId: ancien.usagerId, mois: moisOrigine }]);
  return dites;
};

/**
 * The month's visits that another antenna told, and that it has not taken back in the files of `message` or of a month before: by id,
 * as they were told. `etats`: of all the antennas that have closed the month, as they left.
 */
export const visitesTenues = async (
  c: Cadre,
  mois: Mois,
  message: Mois,
  retenues: readonly Retenue[],
  etats: readonly EtatFige[],
): Promise<Tenues> => {
  const faites = retenues.filter((r): r is Faite => estFaite(r) && moisParis(r.debut) === mois);
  const dites = new Map<string, Dite[]>();
  const noter = (id: string, d: Dite) => ajouterA(dites, id, d);
  for (const e of [...etats.filter((x) => estClos(c, x.antenne, mois)), ...(await lireAutres(c, mois, faites))])
    for (const v of e.visites)
      if (!c.reprend?.(e, message)) noter(v.interventionId, { antenne: e.antenne, usagerId: v.usagerId, mois: e.mois });
  for (const [id, d] of await reprisesApres(c, message)) noter(id, d);
  const tenues = new Map<string, Tenue & { a: Antenne }>();
  if (dites.size === 0) return tenues;
  for (const r of faites) {
    const sienne = antenneRetenue(r, c.usagers.get(r.usagerId));
    const siennes = [...identitesDe(r.intervention)].flatMap((id) => dites.get(id) ?? []);
    const [autre] = siennes.filter((d) => d.antenne !== sienne);
    if (!autre || siennes.some((d) => d.antenne === sienne)) continue;
    tenues.set(r.intervention.id, { usagerId: autre.usagerId, mois: autre.mois, a: sienne });
  }
  return tenues;
};
