import type { Antenne } from '#shared/contrats/commun';
import { lecteurParametres } from '#shared/contrats/exploitation/parametre';
import { dispenseEnMots, estExcusable, statutDispense } from '#shared/domain/alerte/dispenses';
import { aideClose, statutClos, usagerClos, type VisiteClose } from '#shared/domain/chiffres/figee';
import { identitesDe } from '#shared/domain/intervention/identites';
import type { Retenue } from '#shared/domain/types';
import type { DemandeEtat } from '#shared/etats/contrat';
import type { PrevueSituee } from '#shared/etats/matiere';
import { rangerFige } from '#shared/pilotage/lignes';
import { dateParis, moisDe } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import { lireParametres } from '../../../store/lectures/connus';
import { lireDispensesAu, lireToutesDispenses } from '../../../store/lectures/dispenses';
import { lireDonneesMois } from '../../../store/lectures/mois';
import type { Magasin } from '../../../store/lire';
import { retenirDonnees } from '../../cloture';
import { type Dites, lireDites } from '../pilotage/piloter-ailleurs';
import { etatsDe } from './faits';
import type { Lecteur, TrancheLue } from './tranches';

/** A visit as it is retained now; and, of a closed month, without what came after its closing [CL-4]. */
type Suivie = { r: Retenue; alors: Retenue };

const suivre = async (l: Lecteur, t: TrancheLue, antennes: ReadonlySet<Antenne>): Promise<readonly Suivie[]> => {
  if (t.calculs) return t.calculs.retenues.map((r) => ({ r, alors: r }));
  const c = { maintenant: l.maintenant, parametresAu: lecteurParametres(await lireParametres(l.m)) };
  // Where they are planned, whoever they go to.
  const donnees = await lireDonneesMois(l.m, t.mois, { lieux: antennes, leurs: new Set<string>() });
  const corrections = donnees.corrections.filter((s) => s.verdict?.decision !== 'TARDIVE');
  const alors = retenirDonnees(c, { ...donnees, corrections });
  return retenirDonnees(c, donnees).map((r, n) => ({ r, alors: alors[n] ?? r }));
};

/** [CL-2] What a closing told of its month, by id of the intervention as it then was; undefined of an open one. */
type Clos = { closes: ReadonlyMap<string, VisiteClose>; dites: () => Promise<Dites> };

const lireClos = async (m: Magasin, t: TrancheLue, usager: string | undefined): Promise<Clos | undefined> => {
  if (!t.clos) return undefined;
  const { jours } = rangerFige(await etatsDe(m, t, usager === undefined ? undefined : [usager]));
  let lues: Promise<Dites> | undefined;
  return {
    closes: new Map([...jours.values()].flatMap((j) => [...j])),
    dites: () => {
      lues ??= lireDites({ magasin: m }, t.mois);
      return lues;
    },
  };
};

type Situation = Pick<PrevueSituee, 'interventionId' | 'intervenantId' | 'statut'> & {
  usagerId: string;
  debut?: Instant | undefined;
};

const actuelle = (r: Retenue): Situation => ({
  interventionId: r.intervention.id,
  intervenantId: r.intervenantId,
  statut: r.statut,
  usagerId: r.usagerId,
  debut: r.debut,
});

const close = (interventionId: string, c: VisiteClose): Situation => ({
  interventionId,
  intervenantId: aideClose(c),
  statut: statutClos(c),
  usagerId: usagerClos(c),
  debut: c.visite?.debut ?? c.brut?.devenir?.debut,
});

/** [CL-2] As it was when the month was closed. What that closing did not tell was not punched yet, unless another antenna told it. */
const situer = async ({ r, alors }: Suivie, clos: Clos | undefined): Promise<Situation> => {
  if (!clos) return actuelle(r);
  const i = r.intervention;
  const ids = [...identitesDe(i)];
  for (const id of ids) {
    const c = clos.closes.get(id);
    if (c) return close(id, c);
  }
  const porteuse = i.couverture && clos.closes.get(i.couverture.id);
  const couverte = i.couverture === undefined || porteuse?.brut?.statut === 'COMPLETE';
  if (!i.arrivee && !i.depart && couverte) return actuelle(alors);
  const dites = i.arrivee || i.depart ? await clos.dites() : undefined;
  if (ids.some((id) => dites?.has(id))) return actuelle(r);
  return {
    interventionId: i.id,
    intervenantId: i.visite?.intervenantId ?? i.intervenantId,
    statut: alors.supprimee ? 'ANNULEE' : 'NON_POINTEE',
    usagerId: i.usagerId,
  };
};

/** [CL-4] What came since a closing; by the clock alone nothing did. */
const depuisDe = (statut: Retenue['statut'], r: Retenue): Pick<PrevueSituee, 'depuis'> =>
  statut === r.statut || r.statut === 'PREVUE' || r.statut === 'EN_COURS' ? {} : { depuis: r.statut };

/** Planned visits of the period in these antennas, with where each stands: of a closed month, where it stood as it was closed. */
export const lirePrevues = async (
  l: Lecteur,
  tranches: readonly TrancheLue[],
  { du, au, usager, intervenant }: DemandeEtat,
): Promise<PrevueSituee[]> => {
  const prevues = new Map<string, PrevueSituee>();
  const lues = new Map<string, readonly Suivie[]>();
  const antennes = new Set(tranches.map((t) => t.antenne));
  for (const t of tranches) {
    const cle = `${t.mois} ${t.clos}`;
    const suivies = lues.get(cle) ?? (await suivre(l, t, antennes));
    lues.set(cle, suivies);
    const clos = await lireClos(l.m, t, usager);
    const dispenses = t.closLe
      ? await lireDispensesAu(l.m, t.antenne, t.closLe)
      : await lireToutesDispenses(l.m, t.antenne);
    for (const s of suivies) {
      const { r } = s;
      const { visite: v, antenne, id, date: jour, codePrestation, usagerId, couverture } = r.intervention;
      if (!v || antenne !== t.antenne) continue;
      const date = dateParis(v.debut);
      if (date < du || date > au || moisDe(date) !== t.mois) continue;
      if (usager !== undefined && usagerId !== usager) continue;
      const { usagerId: usagerRetenu, debut, ...ou } = await situer(s, clos);
      if (intervenant !== undefined && v.intervenantId !== intervenant && ou.intervenantId !== intervenant) continue;
      const dispense = r.conflit ? undefined : dispenses(usagerRetenu, jour);
      const statutDispensee = statutDispense(ou.statut, dispense, r.intervention);
      prevues.set(id, {
        ...ou,
        antenne,
        usagerId,
        intervenantPrevu: v.intervenantId,
        codePrestation,
        debut: v.debut,
        fin: v.fin,
        ...(clos ? depuisDe(ou.statut, r) : {}),
        ...(dispense && statutDispensee
          ? { dispensee: { statut: statutDispensee, dispense: dispenseEnMots(dispense) } }
          : {}),
        ...(v.absenteDepuis !== undefined && estExcusable(ou.statut) ? { absenteDepuis: v.absenteDepuis } : {}),
        ...(usagerRetenu === usagerId ? {} : { usagerRetenu }),
        ...(debut === undefined ? {} : { dateRetenue: dateParis(debut) }),
        ...(couverture ? { couvertePar: couverture.arrivee.instant } : {}),
      });
    }
  }
  return [...prevues.values()];
};
