import type { ARegler, BilanCloture } from '#shared/contrats/cloture/bilan-cloture';
import { A_REGLER } from '#shared/contrats/cloture/bilan-cloture';
import type { EtatFige, VisiteFigee } from '#shared/contrats/cloture/cloture';
import type { Antenne, Resultat } from '#shared/contrats/commun';
import { idVerdict } from '#shared/contrats/ids';
import { comparer } from '#shared/domain/appariement/ordre';
import { serviceFaitChange } from '#shared/domain/cloture/complement';
import { sansRemplacees } from '#shared/domain/pointage/attentes';
import { neSeRattachePas, numerosDesAides } from '#shared/domain/pointage/mobile-aide';
import { estRegle } from '#shared/domain/pointage/reglee';
import { eligibles } from '#shared/domain/ventilation/eligibles';
import { financeurDeLaPart } from '#shared/domain/ventilation/financeurs';
import { ajouterJours, dateParis, dernierJour, moisDe, moisParis, premierJour } from '#shared/temps/paris';
import { type Mois, minutes } from '#shared/temps/types';
import type { Horloge } from '../../../ports/horloge';
import { lireCorrections, lireIntervenants, lireVerdicts } from '../../../store/lectures/connus';
import { lireDepartDases } from '../../../store/lectures/depart-dases';
import { premierMoisDIntervention } from '../../../store/lectures/mois';
import { anterieursOuverts } from '../../../store/lectures/mois-a-clore';
import type { Magasin } from '../../../store/lire';
import { plageType } from '../../../store/types';
import { chiffresDe } from '../exporter/chiffres';
import { nommerDispensees } from '../retenir/dispensees';
import { type Calcul, calculer } from './calculer';

type Ports = { magasin: Magasin; horloge: Horloge; progres?: (texte: string) => void };
type Compte = BilanCloture['comptes'][number];

/** Named at most: beyond, the number says enough, and is said beside the names. */
export const NOMMES = 200;

type Comptees = { quoi: ARegler; nombre: number; parUsager: ReadonlyMap<string, number> };

/** The usagers of a count, the most minutes first. */
const nommer = ({ cadre }: Calcul, { quoi, nombre, parUsager }: Comptees): Compte => ({
  quoi,
  nombre,
  usagers: [...parUsager]
    .sort((a, b) => b[1] - a[1])
    .slice(0, NOMMES)
    .map(([id, n]) => {
      const u = cadre.usagers.get(id);
      return { id, nom: u ? `${u.nom} ${u.prenom}` : id, minutes: minutes(n) };
    }),
  ...(parUsager.size > NOMMES ? { usagersEnTout: parUsager.size } : {}),
});

const horsPlan = (v: VisiteFigee): number =>
  v.parts.filter((p) => p.numeroPec === undefined).reduce((t, p) => t + p.minutes, 0);

/** [FI-3] What no plan pays, told apart: no plan at all that day, or one that is used up. */
const sansFinanceur = (calcul: Calcul, etats: readonly EtatFige[]): Compte[] => {
  const groupes = { SANS_FINANCEUR: new Map<string, number>(), DEPASSEMENT: new Map<string, number>() };
  const nombres = { SANS_FINANCEUR: 0, DEPASSEMENT: 0 };
  for (const v of etats.flatMap((e) => e.visites)) {
    const n = horsPlan(v);
    if (n === 0) continue;
    const prises = calcul.cadre.usagers.get(v.usagerId)?.prisesEnCharge ?? [];
    const quoi = eligibles(prises, dateParis(v.debut), v.codePrestation).length > 0 ? 'DEPASSEMENT' : 'SANS_FINANCEUR';
    nombres[quoi] += 1;
    groupes[quoi].set(v.usagerId, (groupes[quoi].get(v.usagerId) ?? 0) + n);
  }
  return (['SANS_FINANCEUR', 'DEPASSEMENT'] as const).map((quoi) =>
    nommer(calcul, { quoi, nombre: nombres[quoi], parUsager: groupes[quoi] }),
  );
};

/** [FI-4] Paid by a funder whose first row begins later: no rate, no file has them, and nothing mends it once the month is closed [CL-2]. */
const sansTarif = (calcul: Calcul, etats: readonly EtatFige[]): Compte => {
  const parUsager = new Map<string, number>();
  let nombre = 0;
  for (const v of etats.flatMap((e) => e.visites)) {
    const n = v.parts
      .filter((p) => financeurDeLaPart(calcul.cadre.financeurs, p.codeFinanceur, v) === undefined)
      .reduce((t, p) => t + p.minutes, 0);
    if (n === 0) continue;
    nombre += 1;
    parUsager.set(v.usagerId, (parUsager.get(v.usagerId) ?? 0) + n);
  }
  return nommer(calcul, { quoi: 'SANS_TARIF', nombre, parUsager });
};

/** What « Numéros inconnus » still lists: a call that no number can give to anybody is settled by the hour of its visit. */
const enAttente = async (m: Magasin, antenne: Antenne, mois: Mois, calcul: Calcul): Promise<Compte[]> => {
  const [de, a] = [premierJour(mois), dernierJour(mois)];
  const toutes = sansRemplacees(await plageType(m, 'attente', { antenne }, { de: de, avant: ajouterJours(a, 1) }));
  const aides = toutes.length === 0 ? [] : [...(await lireIntervenants(m)).values()].map(({ doc }) => doc);
  const mobiles = numerosDesAides(aides);
  const attentes = toutes.filter(
    (x) => !neSeRattachePas(x, (numero) => mobiles.has(numero)) || !estRegle(x, calcul.retenues),
  );
  const jugees = new Set((await lireVerdicts(m, antenne, de, a)).map((v) => v._id));
  const corrections = (await lireCorrections(m, antenne, de, a)).filter((c) => !jugees.has(idVerdict(c.date, c.id)));
  return [
    { quoi: 'APPEL_INCONNU', nombre: attentes.filter((x) => x.raison !== 'INTERVENANT_INCONNU').length },
    { quoi: 'APPEL_SANS_AIDE', nombre: attentes.filter((x) => x.raison === 'INTERVENANT_INCONNU').length },
    { quoi: 'CORRECTION_ATTENTE', nombre: corrections.length },
  ];
};

/** [CL-4] By date; at most so many are named, as elsewhere. */
const aVoirDe = ({ cadre, aVoir }: Calcul, antenne: Antenne): Pick<BilanCloture, 'aVoir' | 'aVoirEnTout'> => {
  const siennes = (aVoir.get(antenne) ?? []).map(({ quoi, retenue: { intervention: i, usagerId } }) => {
    const u = cadre.usagers.get(usagerId);
    const usager = { id: usagerId, nom: u ? `${u.nom} ${u.prenom}` : usagerId };
    return { id: i._id, date: i.date, quoi, usager };
  });
  if (siennes.length === 0) return {};
  return {
    aVoir: siennes.sort((a, b) => comparer(a.date, b.date) || comparer(a.id, b.id)).slice(0, NOMMES),
    ...(siennes.length > NOMMES ? { aVoirEnTout: siennes.length } : {}),
  };
};

/** What does not depend on who asks. */
export type BilanCalcule = Omit<BilanCloture, 'postes'>;

/** [CL-1, CL-2] What closing that month now would freeze, and what stands in the way; nothing is written. */
export const dresserBilan = async (
  p: Ports,
  { antenne, mois }: { antenne: Antenne; mois: Mois },
): Promise<Resultat<BilanCalcule>> => {
  const r = await calculer(p, mois, [antenne], { aLire: true });
  if (!r.ok) return r;
  const calcul = r.valeur;
  const { etats, complements } = calcul.aFiger.get(antenne) ?? { etats: [], complements: [] };
  const siennes = calcul.retenues.filter(({ intervention: i }) => i.antenne === antenne && moisDe(i.date) === mois);
  const incompletes = await nommerDispensees(p.magasin, antenne, siennes, calcul.incompletes.get(antenne) ?? new Map());
  const comptes: Compte[] = [
    ...[...incompletes].map(([quoi, nombre]) => ({ quoi, nombre })),
    { quoi: 'CONFLIT' as const, nombre: siennes.filter((x) => x.conflit).length },
    ...sansFinanceur(calcul, etats),
    sansTarif(calcul, etats),
    ...(await enAttente(p.magasin, antenne, mois, calcul)),
  ];
  const rang = Object.keys(A_REGLER) as ARegler[];
  const chiffres = chiffresDe(etats, calcul.cadre.financeurs, mois);
  const partisLe = chiffres.visites + complements.length > 0 ? await lireDepartDases(p.magasin, mois) : undefined;
  return {
    ok: true,
    valeur: {
      antenne,
      mois,
      calculeLe: calcul.cadre.maintenant,
      fini: mois < moisParis(calcul.cadre.maintenant),
      comptes: comptes.filter((c) => c.nombre > 0).sort((a, b) => rang.indexOf(a.quoi) - rang.indexOf(b.quoi)),
      ...chiffres,
      complements: {
        visites: complements.flatMap((c) => c.visites.filter(serviceFaitChange)).length,
        lignes: complements.flatMap((c) => c.ventilation).length,
      },
      ...aVoirDe(calcul, antenne),
      tenues: calcul.cadre.tenues.get(antenne)?.size ?? 0,
      anterieurs: await anterieursOuverts(p.magasin, antenne, mois, await premierMoisDIntervention(p.magasin)),
      ...(partisLe === undefined ? {} : { partisLe }),
    },
  };
};
