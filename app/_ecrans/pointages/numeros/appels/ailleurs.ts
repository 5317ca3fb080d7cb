import type { Intervention, PointageRetenu } from '#shared/contrats/corrections/intervention';
import type { Usager } from '#shared/contrats/dossiers/dossiers';
import { estSansTelephone } from '#shared/contrats/pointages/pointage';
import { numerosDeLUsager } from '#shared/domain/pointage/numeros';
import type { NumerosDuPoste } from '../../../../_ui/personnes/connus';

/** A visit with a punch from a number that is not the usager's; the numbers used, by side. */
export type VisiteAilleurs = { intervention: Intervention; arrivee?: string | undefined; depart?: string | undefined };

/** [PT-8, PT-9] Punches of one aide: how many came from elsewhere, of how many by telephone; and how many without any. */
export type AideAilleurs = {
  intervenantId: string;
  ailleurs: number;
  appels: number;
  sansTelephone: number;
  visites: VisiteAilleurs[];
};

const parTelephone = (p: PointageRetenu | undefined): p is PointageRetenu =>
  p !== undefined && p.source !== 'FICHE' && !estSansTelephone(p);
const sansTelephone = (p: PointageRetenu | undefined): boolean => p !== undefined && estSansTelephone(p);

/**
 * The numbers that are not the usager's on that date. Should this PC not know why the server says so (a gesture older than
 * what it keeps), all the numbers of the visit are shown.
 */
const autresNumeros = (
  i: Intervention,
  usager: Usager | undefined,
  connus: NumerosDuPoste,
): Pick<VisiteAilleurs, 'arrivee' | 'depart'> => {
  const siens = new Set(usager ? numerosDeLUsager(usager, i.date, connus.rattachements) : []);
  const autre = (p: PointageRetenu | undefined): string | undefined =>
    !parTelephone(p) || p.numeroAppelant === undefined || siens.has(p.numeroAppelant) ? undefined : p.numeroAppelant;
  const [arrivee, depart] = [autre(i.arrivee), autre(i.depart)];
  const parLien = [i.arrivee, i.depart].some((p) => p?.source === 'LIEN');
  if (arrivee !== undefined || depart !== undefined || parLien || !i.anomalies.includes('NUMERO_AUTRE'))
    return { arrivee, depart };
  const tous = (p: PointageRetenu | undefined) => (parTelephone(p) ? p.numeroAppelant : undefined);
  return { arrivee: tous(i.arrivee), depart: tous(i.depart) };
};

/** [PT-8, PT-9] Aides by the punches that they made from elsewhere, or without a telephone; those who made none are left out. */
export const compterAilleurs = (
  interventions: readonly Intervention[],
  usagers: ReadonlyMap<string, Usager>,
  connus: NumerosDuPoste,
): AideAilleurs[] => {
  const aides = new Map<string, AideAilleurs>();
  for (const i of interventions) {
    const aide = aides.get(i.intervenantId) ?? {
      intervenantId: i.intervenantId,
      ailleurs: 0,
      appels: 0,
      sansTelephone: 0,
      visites: [],
    };
    aides.set(i.intervenantId, aide);
    aide.appels += [i.arrivee, i.depart].filter(parTelephone).length;
    const sans = [i.arrivee, i.depart].filter(sansTelephone).length;
    aide.sansTelephone += sans;
    if (sans === 0 && !i.anomalies.includes('NUMERO_AUTRE')) continue;
    const numeros = autresNumeros(i, usagers.get(i.usagerId), connus);
    aide.ailleurs += [numeros.arrivee, numeros.depart].filter((n) => n !== undefined).length;
    aide.visites.push({ intervention: i, ...numeros });
  }
  return [...aides.values()]
    .filter((a) => a.visites.length > 0)
    .map((a) => ({ ...a, visites: a.visites.sort((x, y) => (x.intervention._id < y.intervention._id ? 1 : -1)) }))
    .sort(
      (a, b) =>
        b.ailleurs + b.sansTelephone - a.ailleurs - a.sansTelephone || (a.intervenantId < b.intervenantId ? -1 : 1),
    );
};
