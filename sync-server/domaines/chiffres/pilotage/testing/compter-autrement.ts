import type { Antenne } from '#shared/contrats/commun';
import type { Correction, Verdict } from '#shared/contrats/corrections/correction';
import type { Absence } from '#shared/contrats/dossiers/absence';
import type { SansTelegestion } from '#shared/contrats/dossiers/sans-telegestion';
import { baseAntenne, idCloture } from '#shared/contrats/ids';
import { indexerCorrections, suivreCorrections } from '#shared/domain/intervention/cibles';
import { retenir } from '#shared/domain/intervention/retenir';
import { estSansTelegestion } from '#shared/domain/pointage/sans-telegestion';
import { dateParis, ecartMinutes } from '#shared/temps/paris';
import type { Instant, Mois } from '#shared/temps/types';
import { parametresAu } from '#shared/testing/constructeurs';
import { lireFiges } from '../../../../store/lectures/clos';
import { lirePlage, lireUn, plageDuType } from '../../../../store/lire';
import type { BancTransitions } from '../../../../transitions/testing/banc';

/** The same figures, counted another way: straight from the visits, or from what was frozen. */
export const compterAutrement = async (banc: BancTransitions, antenne: Antenne, mois: Mois, maintenant: Instant) => {
  const base = baseAntenne(antenne);
  const corrections = await lirePlage<Correction>(banc.magasin, base, plageDuType('correction'));
  const verdicts = await lirePlage<Verdict>(banc.magasin, base, plageDuType('verdict'));
  const marques = await lirePlage<SansTelegestion>(banc.magasin, base, plageDuType('sanstele'));
  const absences = await lirePlage<Absence>(banc.magasin, base, plageDuType('absence'));
  const correctionsDe = indexerCorrections(suivreCorrections(corrections, verdicts).filter((s) => s.verdict));
  const retenues = (await banc.interventions(antenne)).map((i) =>
    retenir(i, correctionsDe(i), { maintenant, parametresAu }),
  );
  const prevues = retenues.flatMap((r) => r.intervention.visite ?? []);
  const n = { prevues: 0, faites: 0, minutes: 0, minutesApart: 0, incompletes: 0, corrigees: 0, nonPointees: 0 };
  for (const v of prevues) n.prevues += ecartMinutes(v.debut, v.fin);
  const cloture = await lireUn<{ instant: Instant }>(banc.magasin, base, idCloture(mois));
  if (cloture) {
    const dites = marques.filter((x) => (x.partageLe ?? x.instant) <= cloture.instant);
    for (const e of await lireFiges(banc.magasin, antenne, mois)) {
      n.faites += e.visites.length;
      for (const v of e.visites) {
        const minutes = v.duree;
        n.minutes += minutes;
        const brut = e.bruts.find((b) => b.interventionId === v.interventionId);
        if (estSansTelegestion(dites, v.usagerId, dateParis(brut?.arrivee ?? brut?.depart ?? v.debut)))
          n.minutesApart += minutes;
      }
      for (const b of e.bruts) {
        const i = b.arrivee ?? b.depart;
        if (b.statut === 'COMPLETE' || !i) continue;
        const visite = e.visites.find((v) => v.interventionId === b.interventionId);
        if (estSansTelegestion(dites, visite?.usagerId ?? b.usagerId, dateParis(i))) continue;
        n.incompletes += 1;
        if (!(visite?.statut ?? b.devenir?.statut ?? 'SANS').startsWith('SANS')) n.corrigees += 1;
      }
    }
    return { ...n, nonPointees: -1 };
  }
  for (const r of retenues) {
    const { intervention: i } = r;
    const apart = marques.some((x) => x.usagerId === r.usagerId && x.depuis <= i.date);
    if (r.debut && r.fin && !r.supprimee) {
      // [DU-2] Nobody's plan is rounded on the bench.
      const minutes = ecartMinutes(r.debut, r.fin);
      n.faites += 1;
      n.minutes += minutes;
      if (apart) n.minutesApart += minutes;
    }
    if (apart) continue;
    if (r.statutBrut === 'SANS_ARRIVEE' || r.statutBrut === 'SANS_DEPART') {
      n.incompletes += 1;
      if (!r.statut.startsWith('SANS')) n.corrigees += 1;
    }
    const absent = absences.some((x) => x.usagerId === r.usagerId && x.du <= i.date);
    if (r.statut === 'NON_POINTEE' && !absent) n.nonPointees += 1;
  }
  return n;
};
