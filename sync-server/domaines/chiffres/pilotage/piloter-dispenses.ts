import type { Absence } from '#shared/contrats/dossiers/absence';
import type { SansTelegestion } from '#shared/contrats/dossiers/sans-telegestion';
import { idCloture } from '#shared/contrats/ids';
import { idJourPilotage, type JourPilotage } from '#shared/pilotage/agregats';
import type { Exclusions } from '#shared/pilotage/lignes';
import { ajouterJours, moisDe } from '#shared/temps/paris';
import type { DateCivile, Mois } from '#shared/temps/types';
import { lireIds, plageDuType } from '../../../store/lire';
import { clesType, lireType } from '../../../store/types';
import type { Monde } from '../../pointages';
import { lireExclusions } from './piloter-figes';

/** Days in memory at once: a departure said years later reaches far. */
const JOURS_PAR_LECTURE = 31;

/** Dates of which a statement speaks; no end: from then on. */
type PeriodeDite = { usagerId: string; du: DateCivile; au?: DateCivile | undefined };

/** With an absence, those that it states again and those that state it again. */
const chaine = (dites: readonly Absence[], toutes: readonly Absence[]): Absence[] => {
  const liees = new Map(dites.map((a) => [a.id, a]));
  for (let avant = -1; avant !== liees.size; ) {
    avant = liees.size;
    const remplacees = new Set([...liees.values()].map((a) => a.remplace));
    for (const a of toutes)
      if (remplacees.has(a.id) || (a.remplace !== undefined && liees.has(a.remplace))) liees.set(a.id, a);
  }
  return [...liees.values()];
};

type Faits = { absences: readonly Absence[]; marques: readonly SansTelegestion[] };

const periodesDe = (dits: readonly (Absence | SansTelegestion)[], { absences, marques }: Faits): PeriodeDite[] => {
  const debuts = new Set(dits.flatMap((d) => (d.type === 'sanstele' ? `${d.usagerId} ${d.depuis}` : [])));
  return [
    ...chaine(
      dits.flatMap((d) => (d.type === 'absence' ? d : [])),
      absences,
    ).map(({ usagerId, du, au }) => ({ usagerId, du, au })),
    ...marques
      .filter((m) => debuts.has(`${m.usagerId} ${m.depuis}`))
      .map(({ usagerId, depuis, jusqua }) => ({ usagerId, du: depuis, au: jusqua })),
  ];
};

const concerne =
  (periodes: readonly PeriodeDite[]) =>
  (usagerId: string, date: DateCivile): boolean =>
    periodes.some((p) => p.usagerId === usagerId && p.du <= date && (p.au === undefined || date <= p.au));

/**
 * The days kept by the dashboards in which a visit is followed otherwise since these absences and marks were said: those are to be
 * counted again, and no other. Told by what is kept, so that it holds in whatever order, and however often, they are heard.
 */
export const joursAutrementSuivis = async (
  { magasin }: Pick<Monde, 'magasin'>,
  base: string,
  ids: readonly string[],
): Promise<DateCivile[]> => {
  const dits = (await clesType(magasin, ['absence', 'sanstele'], ids, { base })).flatMap((d) => d ?? []);
  const { dispenses, ...faits } = await lireExclusions({ magasin }, base);
  const periodes = periodesDe(dits, faits);
  const [du] = periodes.map((p) => p.du).sort();
  if (du === undefined) return [];
  const fins = periodes.flatMap((p) => p.au ?? []).sort();
  const fin = fins.length < periodes.length ? undefined : fins.at(-1);
  const touche = concerne(periodes);

  const figees = new Map<Mois, Promise<Exclusions>>();
  /** [CL-2] Of a closed month, what had been said up to its closing. */
  const alors = (j: JourPilotage): Promise<Exclusions> => {
    const mois = moisDe(j.date);
    const lues =
      figees.get(mois) ??
      lireType(magasin, 'cloture', idCloture(mois), { antenne: j.antenne })
        .then((c) => lireExclusions({ magasin }, base, c?.instant))
        .then((d) => d.dispenses);
    figees.set(mois, lues);
    return lues;
  };

  const gardes = await lireIds(magasin, base, {
    debut: idJourPilotage(du),
    fin: fin === undefined ? plageDuType('pilotage-jour').fin : idJourPilotage(ajouterJours(fin, 1)),
  });
  const changes: DateCivile[] = [];
  for (let i = 0; i < gardes.length; i += JOURS_PAR_LECTURE)
    for (const j of await clesType(magasin, 'pilotage-jour', gardes.slice(i, i + JOURS_PAR_LECTURE), { base })) {
      const siennes = j?.lignes.filter((l) => touche(l.usagerId, j.date)) ?? [];
      if (!j || siennes.length === 0) continue;
      const attendues = j.clos === undefined ? dispenses : await alors(j);
      if (siennes.some((l) => l.dispense !== attendues(l.usagerId, j.date))) changes.push(j.date);
    }
  return changes;
};
