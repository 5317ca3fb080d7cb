import type { EtatFige, Part, VisiteFigee } from '../../contrats/cloture/cloture';
import { dateEntiere, duree } from '../../mots/dates';
import type { DateCivile, Mois } from '../../temps/types';
import { minutes } from '../../temps/types';
import { comparer } from '../appariement/ordre';
import { ordrePrises } from '../ventilation/eligibles';
import { atteintMois, versionDuMois } from '../ventilation/versions';
import type { DonneesReleve } from './donnees';
import type { LigneRepartition, PartReleve } from './modele';

const cle = (p: { codeFinanceur: string; numeroPec?: string | undefined }): string =>
  JSON.stringify([p.codeFinanceur, p.numeroPec ?? null]);

/** A, B, … Z, AA, AB, … */
export const lettreDe = (rang: number): string =>
  (rang >= 26 ? lettreDe(Math.floor(rang / 26) - 1) : '') + String.fromCharCode(65 + (rang % 26));

const validite = (debut: DateCivile, fin: DateCivile | undefined): string =>
  fin ? `du ${dateEntiere(debut)} au ${dateEntiere(fin)}` : `depuis le ${dateEntiere(debut)}`;

type Prise = EtatFige['prisesEnCharge'][number];

/** [FI-10] Each version that holds in the month, with its cap, oldest first; one that is alone says its dates. */
const validiteDes = (d: DonneesReleve, versions: readonly Prise[], derniere: Prise): string => {
  const siennes = versions
    .filter((p) => atteintMois(p, d.etat.mois))
    .sort((a, b) => comparer(a.dateDebut, b.dateDebut));
  if (d.version === 1 || siennes.length < 2) return validite(derniere.dateDebut, derniere.dateFin);
  return siennes
    .map((p) => {
      const plafond = p.plafondPropre === undefined ? 'sans plafond' : `plafond ${duree(p.plafondPropre)}`;
      return `${validite(p.dateDebut, p.dateFin)}, ${plafond}`;
    })
    .join(' ; puis ');
};

/** The funder's label in force on the last day of the month that the closing knows: of a part that no prise en charge of it covers. */
export const libelleFinanceur = (d: DonneesReleve, code: string, mois: Mois = d.etat.mois): string => {
  const versions = d.cloture.financeurs
    .filter((f) => f.code === code && String(f.dateDebut ?? '') <= `${mois}-31`)
    .sort((a, b) => comparer(String(a.dateDebut ?? ''), String(b.dateDebut ?? '')));
  return String(versions.at(-1)?.libelle ?? code);
};

/** The letter of the line that a visit's part belongs to. */
export type Lettre = (p: Pick<Part, 'codeFinanceur' | 'numeroPec'>) => string;

/** A visit's minutes, one figure a letter. */
export const partsParLettre = (v: Pick<VisiteFigee, 'parts'>, lettre: Lettre): PartReleve[] => {
  const parLettre = new Map<string, number>();
  for (const p of v.parts) parLettre.set(lettre(p), (parLettre.get(lettre(p)) ?? 0) + p.minutes);
  return [...parLettre].map(([l, n]) => ({ lettre: l, minutes: minutes(n) }));
};

/** Those that the rectified visits alone have: covered ones first, as in the month's own. */
const clesRectifiees = (d: DonneesReleve): string[] => {
  const parts = (d.complement?.visites ?? []).flatMap((v) => [...(v.ancien?.parts ?? []), ...(v.nouveau?.parts ?? [])]);
  return [...parts.filter((p) => p.numeroPec !== undefined), ...parts].filter((p) => p.minutes > 0).map(cle);
};

/**
 * [FI-4] The month's minutes by prise en charge, those not covered last; a prise en charge that took nothing is left out.
 * A prise en charge that rectified visits alone have takes a letter after theirs.
 */
export const repartir = (d: DonneesReleve): { lignes: LigneRepartition[]; lettre: Lettre } => {
  const parts = d.etat.visites.flatMap((v) => v.parts);
  const ordre = [
    ...[...d.etat.prisesEnCharge]
      .sort(ordrePrises(d.etat.prisesEnCharge))
      .map((p) => cle({ codeFinanceur: p.codeFinanceur, numeroPec: p.numero })),
    ...parts.map(cle),
  ];
  /** [FI-10] Of the versions that its funder pays, the one that the month ends with. */
  const versionsDe = (c: string): Prise[] =>
    d.etat.prisesEnCharge.filter((p) => cle({ codeFinanceur: p.codeFinanceur, numeroPec: p.numero }) === c);
  const priseDe = (c: string): Prise | undefined => {
    const versions = versionsDe(c);
    return versions[0] && versionDuMois(versions, versions[0].numero, d.etat.mois);
  };
  const utilisees = [...new Set(ordre)].filter((c) => parts.some((p) => cle(p) === c));
  const lignes = utilisees.map((c, rang): LigneRepartition => {
    const siennes = parts.filter((p) => cle(p) === c);
    const prise = priseDe(c);
    const reports = new Map<(typeof siennes)[number]['moisPlafond'], number>();
    for (const p of siennes)
      if (p.moisPlafond && p.moisPlafond !== d.etat.mois)
        reports.set(p.moisPlafond, (reports.get(p.moisPlafond) ?? 0) + p.minutes);
    const [premiere] = siennes;
    return {
      lettre: lettreDe(rang),
      financeur: prise?.financeur ?? libelleFinanceur(d, premiere?.codeFinanceur ?? ''),
      numeroPec: premiere?.numeroPec,
      validite: prise ? validiteDes(d, versionsDe(c), prise) : '',
      plafond: prise?.plafondPropre,
      minutes: minutes(siennes.reduce((s, p) => s + p.minutes, 0)),
      reports: [...reports]
        .flatMap(([mois, n]) => (mois ? [{ mois, minutes: minutes(n) }] : []))
        .sort((a, b) => comparer(a.mois, b.mois)),
    };
  });
  const lettres = new Map([...new Set([...utilisees, ...clesRectifiees(d)])].map((c, rang) => [c, lettreDe(rang)]));
  return { lignes, lettre: (p) => lettres.get(cle(p)) ?? '' };
};
