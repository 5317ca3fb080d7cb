import { isDeepStrictEqual } from 'node:util';
import type { Antenne } from '#shared/contrats/commun';
import type { Intervenant } from '#shared/contrats/dossiers';
import { baseAntenne, idIntervenant } from '#shared/contrats/ids';
import type { FichierLu } from '#shared/formats/codec-lecture';
import type { LigneIntervenant } from '#shared/formats/intervenants/intervenants';
import type { DateCivile, Instant } from '#shared/temps/types';
import type { Partage } from '../../adapters/depot/connus';
import { type Plan, planVide, sansVides } from './plan';

/** A whole number from 0 to `bornes - 1`, by chance; passed in, so that a test knows it. */
export type Hasard = (bornes: number) => number;

const NOMBRE_DE_CODES = 90_000;

/** A code that nobody has or had, from 10000 to 99999: not in sequence, so that one code tells nothing of another. */
const donnerCode = (pris: Set<string>, hasard: Hasard): string => {
  if (pris.size >= NOMBRE_DE_CODES) throw new Error('plus aucun code SVI libre');
  let n = hasard(NOMBRE_DE_CODES);
  while (pris.has(String(10_000 + n))) n = (n + 1) % NOMBRE_DE_CODES;
  const code = String(10_000 + n);
  pris.add(code);
  return code;
};

const actif = (dateFin: DateCivile | undefined, date: DateCivile): boolean => dateFin === undefined || dateFin >= date;

export const planIntervenants = (
  connus: Map<string, Partage<Intervenant>>,
  lu: FichierLu<LigneIntervenant>,
  { date, instant, hasard }: { date: DateCivile; instant: Instant; hasard: Hasard },
): Plan => {
  const plan: Plan = { ...planVide(), refus: [...lu.refus], avertissements: [...lu.avertissements] };
  const vus = new Set([
    ...lu.lignes.map(({ valeur }) => valeur.id_intervenant),
    ...lu.refus.map((r) => r.cellules.id_intervenant ?? ''),
  ]);
  const dansLeFichier = new Set(lu.lignes.map(({ valeur }) => valeur.id_intervenant));
  const pris = new Set([...connus.values()].map((c) => c.doc.codeSvi));
  for (const { valeur } of lu.lignes) if (valeur.code_svi) pris.add(valeur.code_svi);
  // Codes of the active ones as they would stand after this file: an exchange between two rows is no duplicate.
  const titulaires = new Map<string, string>();
  for (const { doc } of connus.values())
    if (!dansLeFichier.has(doc.id) && actif(doc.dateFin, date)) titulaires.set(doc.codeSvi, doc.id);

  for (const { ligne, valeur } of lu.lignes) {
    const connu = connus.get(valeur.id_intervenant);
    const code = valeur.code_svi ?? connu?.doc.codeSvi ?? donnerCode(pris, hasard);
    if (actif(valeur.date_fin, date)) {
      const autre = titulaires.get(code);
      if (autre !== undefined) {
        plan.refus.push({
          ligne,
          colonne: 'code_svi',
          valeur: code,
          raison: `code SVI déjà donné à l'intervenant ${autre}, actif : donnez-en un autre, ou laissez la case vide`,
        });
        continue;
      }
      titulaires.set(code, valeur.id_intervenant);
    }
    const doc: Intervenant = sansVides({
      _id: idIntervenant(valeur.id_intervenant),
      type: 'intervenant' as const,
      id: valeur.id_intervenant,
      civilite: valeur.civilite,
      nom: valeur.nom,
      prenom: valeur.prenom,
      antenne: valeur.antenne,
      adresseAntenne: valeur.adresse_antenne,
      codeSvi: code,
      dateDebut: valeur.date_debut,
      dateFin: valeur.date_fin,
      vuLe: connu?.doc.vuLe ?? instant,
    });
    if (!connu) plan.crees += 1;
    else if (isDeepStrictEqual(connu.doc, doc)) {
      plan.inchanges += 1;
      continue;
    } else plan.modifies += 1;
    ecrireIntervenant(plan, doc, connu?.revs ?? new Map());
  }

  for (const { doc, revs } of connus.values()) {
    if (vus.has(doc.id) || doc.absentDepuis !== undefined) continue;
    plan.absents.push(doc.id);
    ecrireIntervenant(plan, { ...doc, absentDepuis: date }, revs);
  }
  return plan;
};

/** In the antenna of its own, and wherever a copy serves the visits that it makes. */
const ecrireIntervenant = (plan: Plan, doc: Intervenant, revs: Map<Antenne, string>): void => {
  for (const antenne of new Set<Antenne>([doc.antenne, ...revs.keys()])) {
    const _rev = revs.get(antenne);
    plan.ecritures.push({ base: baseAntenne(antenne), doc: _rev === undefined ? doc : { ...doc, _rev } });
  }
};
