import { type Resultat, refuser } from '#shared/contrats/commun';
import type { Complement } from '#shared/contrats/complement';
import type { VisiteRectifiee } from '#shared/domain/dases/complement';
import type { CadreDases } from '#shared/domain/dases/parts';
import type { Mois } from '#shared/temps/types';
import type { AccesMagasin } from '../../ports/documents';
import { lireComplements, lireFiges, ouvrirPasse } from '../cloturer-report';
import { type AntenneFigee, financeursFiges } from './mois-figes';

/** Reads each month once. */
const memoriser = <T>(lire: (mois: Mois) => Promise<T>) => {
  const connus = new Map<Mois, Promise<T>>();
  return (mois: Mois): Promise<T> => {
    const lu = connus.get(mois) ?? lire(mois);
    connus.set(mois, lu);
    return lu;
  };
};

/**
 * The visits that an antenna's closing rectifies, each with the frame by which it left: that of its month, or of the last closing
 * that rectified it before; and with the frame of this one.
 */
export const visitesRectifiees = async (m: AccesMagasin, f: AntenneFigee): Promise<Resultat<VisiteRectifiee[]>> => {
  if (f.complements.length === 0) return { ok: true, valeur: [] };
  const passe = await ouvrirPasse(m);
  const clotures = passe.clotures(f.antenne);
  const complements = memoriser((mois) => lireComplements(m, f.antenne, mois));
  const figes = memoriser(
    async (mois) => new Map((await lireFiges(m, f.antenne, mois)).map((e) => [e.usagerId, e.prisesEnCharge] as const)),
  );
  const cadres = memoriser(async (mois) => {
    const cloture = await passe.cloture(f.antenne, mois);
    const financeurs = cloture && financeursFiges(cloture);
    return financeurs?.ok && cloture ? { prises: cloture.prises ?? {}, financeurs: financeurs.valeur } : undefined;
  });

  /** The closing, before this one, by which that visit last left. */
  const dernierDepart = async (c: Complement, interventionId: string, moisOrigine: Mois): Promise<Mois> => {
    const avant = clotures.filter((k) => k.numero < f.cloture.numero).toReversed();
    for (const k of avant) {
      if (k.mois === moisOrigine) break;
      const siens = (await complements(k.mois)).find((x) => x.usagerId === c.usagerId)?.visites ?? [];
      if (siens.some((v) => v.moisOrigine === moisOrigine && v.nouveau?.interventionId === interventionId))
        return k.mois;
    }
    return moisOrigine;
  };

  const cadreDe = async (usagerId: string, mois: Mois): Promise<CadreDases | undefined> => {
    const cadre = await cadres(mois);
    if (!cadre) return undefined;
    const prises = (await figes(mois)).get(usagerId) ?? cadre.prises[usagerId] ?? [];
    return { prises, financeurs: cadre.financeurs };
  };

  const rectifiees: VisiteRectifiee[] = [];
  for (const c of f.complements)
    for (const visite of c.visites) {
      const depart = visite.ancien
        ? await dernierDepart(c, visite.ancien.interventionId, visite.moisOrigine)
        : visite.moisOrigine;
      const [avant, apres] = [await cadreDe(c.usagerId, depart), await cadreDe(c.usagerId, f.cloture.mois)];
      if (!avant || !apres)
        return refuser(
          'ETAT_ALTERE',
          `La clôture de ${depart} manque, alors que celle de ${f.cloture.mois} la rectifie : rien n’est préparé. Comparez avec une sauvegarde.`,
        );
      rectifiees.push({ visite, avant, apres });
    }
  return { ok: true, valeur: rectifiees };
};
