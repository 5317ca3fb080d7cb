import { type Antenne, type Resultat, refuser } from '../contrats/commun';
import { grouperPar } from '../listes';
import type { Selection } from './cle';
import type { DemandeEtat, TableauEtat } from './contrat';
import { parNom } from './definitions/activite';
import type { Etat, Matiere } from './matiere';
import { tabler, verifierDemande } from './moteur';
import { type Planning, planningDe } from './planning-de';
import { restreindre } from './selection';

// The plannings of a whole antenna: of each usager, or of each aide, the table that the state of that person alone gives.

export type PlanningDUn = { id: string; nom: string; titre: string; tableau: TableauEtat };

/** Asked of one antenna, and of nobody in particular. */
export type DemandeLot = { planning: Planning; demande: DemandeEtat & { antenne: Antenne } };

/** Whether all of them may be asked so. */
export const verifierLot = (e: Etat, d: DemandeEtat): Resultat<DemandeLot> => {
  const planning = planningDe(e.id);
  if (!planning)
    return refuser('LOT', 'Seuls les plannings se prennent pour toute une antenne : choisissez l’un des deux.');
  const { antenne, usager: _, intervenant: __, ...reste } = d;
  if (antenne === 'TOUTES')
    return refuser('LOT', 'Les plannings se prennent une antenne à la fois : choisissez-en une, puis recommencez.');
  const libre = { ...e, parametres: e.parametres.map((p) => ({ ...p, obligatoire: false })) };
  const demande = { ...reste, antenne };
  const vu = verifierDemande(libre, demande);
  return vu.ok ? { ok: true, valeur: { planning, demande } } : vu;
};

/** By name; who has nothing planned nor done has no page. */
export const plannings = (e: Etat, m: Matiere, planning: Planning, plus: readonly string[] = []): PlanningDUn[] => {
  const { cle, titre } = planning;
  const deLAide = cle === 'intervenant';
  const visites = grouperPar(m.visites, (v) => (deLAide ? v.intervenantId : v.usagerId));
  const prevues = grouperPar(m.prevues, (p) => (deLAide ? p.intervenantId : p.usagerId));
  // Planned for one and made by another: it is in both plannings.
  const cedees = grouperPar(
    deLAide ? m.prevues.filter((p) => p.intervenantPrevu !== p.intervenantId) : [],
    (p) => p.intervenantPrevu,
  );
  const ids = new Set([...visites.keys(), ...prevues.keys(), ...cedees.keys()]);
  return [...ids]
    .map((id): PlanningDUn => {
      const choix: Pick<Selection, 'usager' | 'intervenant'> = deLAide ? { intervenant: id } : { usager: id };
      const sienne: Matiere = {
        ...m,
        demande: { ...m.demande, ...choix },
        tranches: m.tranches.flatMap((t) => restreindre(t, choix) ?? []),
        visites: visites.get(id) ?? [],
        prevues: [...(prevues.get(id) ?? []), ...(cedees.get(id) ?? [])],
      };
      const nom = deLAide ? m.nomIntervenant(id) : m.nomUsager(id);
      return { id, nom, titre, tableau: tabler(e, sienne, plus) };
    })
    .sort((x, y) => parNom([x.nom, x.id], [y.nom, y.id]));
};
