import type { IdentiteFigee, Part, VisiteFigee } from '#shared/contrats/cloture/cloture';
import type { Complement, VisiteComplementaire } from '#shared/contrats/cloture/complement';
import { type Antenne, type Resultat, refuser } from '#shared/contrats/commun';
import type { PriseEnCharge } from '#shared/contrats/dossiers/dossiers';
import { idEtatFige } from '#shared/contrats/ids';
import { cumuler } from '#shared/domain/cloture/complement';
import type { DejaPartie, VisiteRectifiee } from '#shared/domain/dases/complement';
import { ouvertesDe, ouvertesDepuis, toucheMois } from '#shared/domain/dases/ouvertures';
import { type CadreDases, estOuverte, jourDeLaPart, partsDases } from '#shared/domain/dases/parts';
import { ajouterTous } from '#shared/listes';
import { moisEnMots } from '#shared/mots/dates';
import type { Mois } from '#shared/temps/types';
import type { Magasin } from '../../../store/lire';
import { clesSures } from '../../../store/types';
import { type Dits, departsAnterieurs } from './dits';
import type { AntenneFigee } from './mois-figes';

/** Numéros that may be open since this closing, all their versions, and what the last closing and this one froze of the usager. */
type Ouvertes = {
  numeros: ReadonlySet<string>;
  versions: readonly PriseEnCharge[];
  avant: readonly PriseEnCharge[];
  prises: readonly PriseEnCharge[];
};

const vientDOuvrir = (o: Ouvertes, v: VisiteFigee, part: Part): boolean => {
  const { numeroPec: numero } = part;
  if (numero === undefined || !o.numeros.has(numero)) return false;
  const ouverte = (prises: readonly PriseEnCharge[]) => estOuverte(prises, numero, jourDeLaPart(prises, v, part));
  return ouverte(o.prises) && !ouverte(o.avant);
};

/**
 * [CL-5] Past visits that the DASES has never been told of, whose prise en charge this closing is the first to find open. Of the
 * months closed before, those that it covers are read, and its usager's state alone.
 */
const visitesOuvertes = async (
  m: Magasin,
  f: AntenneFigee,
  { anterieures, prisesDe, complements }: Dits,
): Promise<Map<string, VisiteComplementaire[]>> => {
  const trouvees = new Map<string, VisiteComplementaire[]>();
  const derniere = anterieures.at(-1);
  if (!derniere) return trouvees;
  const ouverts = new Map<string, Ouvertes>();
  const avant = await prisesDe(derniere.mois);
  for (const [usagerId, prises] of Object.entries(await prisesDe(f.cloture.mois))) {
    const siennes = avant[usagerId] ?? [];
    const { numeros, versions } = ouvertesDepuis(siennes, prises);
    if (numeros.size > 0) ouverts.set(usagerId, { numeros, versions, avant: siennes, prises });
  }
  for (const [rang, k] of anterieures.entries()) {
    const siensDuMois = [...ouverts].filter(([, { versions }]) => versions.some((p) => toucheMois(p, k.mois)));
    if (siensDuMois.length === 0) continue;
    const ids = siensDuMois.map(([usagerId]) => idEtatFige(k.mois, usagerId));
    const figes = await clesSures(m, 'fige', ids, { antenne: f.antenne });
    const suivants = await Promise.all(anterieures.slice(rang + 1).map((x) => complements(x.mois)));
    const siens = (usagerId: string, tous: readonly Complement[]): VisiteComplementaire[] =>
      tous.filter((c) => c.usagerId === usagerId).flatMap((c) => c.visites.filter((v) => v.moisOrigine === k.mois));
    for (const [rangUsager, [usagerId, ouvertes]] of siensDuMois.entries()) {
      const visites = cumuler(
        figes[rangUsager]?.visites ?? [],
        suivants.flatMap((c) => siens(usagerId, c)),
      );
      // What this closing rectifies is told by that.
      const rectifiees = new Set(
        siens(usagerId, f.complements).flatMap((v) => [v.ancien?.interventionId, v.nouveau?.interventionId]),
      );
      const concernees = visites
        .filter((v) => !rectifiees.has(v.interventionId))
        .filter((v) => v.parts.some((p) => vientDOuvrir(ouvertes, v, p)))
        .map((v) => ({ moisOrigine: k.mois, ancien: v, nouveau: v }));
      ajouterTous(trouvees, usagerId, concernees);
    }
  }
  return trouvees;
};

const rectifieesDe = async (
  m: Magasin,
  f: AntenneFigee,
  dits: ReadonlyMap<Antenne, Dits>,
  d: Dits,
): Promise<Resultat<VisiteRectifiee[]>> => {
  /**
   * Who the usager is: as their month froze them; else, where their visits came by a complement alone, as that complement did, or as
   * another month did (a complement did not always say it). The message is refused without.
   */
  const identite = async (usagerId: string, moisOrigine: Mois, depart: Mois): Promise<IdentiteFigee | undefined> => {
    const deSonMois = (await d.etatFige(usagerId, moisOrigine))?.usager;
    if (deSonMois) return deSonMois;
    const venue = depart === moisOrigine ? f.complements : await d.complements(depart);
    const duComplement = venue.find((c) => c.usagerId === usagerId)?.usager;
    if (duComplement) return duComplement;
    const autres = [f.cloture, ...d.anterieures.toReversed()];
    for (const k of autres) {
      const { usager } = (await d.etatFige(usagerId, k.mois)) ?? {};
      if (usager) return usager;
    }
    return undefined;
  };

  const { mois, numero } = f.cloture;
  // What the DASES is told nothing of has no notice.
  const anterieurs = async (
    { nouveau, moisOrigine }: VisiteComplementaire,
    apres: CadreDases,
  ): Promise<DejaPartie[]> =>
    nouveau && partsDases(nouveau, apres).length > 0 ? departsAnterieurs(dits, nouveau, moisOrigine) : [];
  const rectifiees: VisiteRectifiee[] = [];
  const ajouter = async (usagerId: string, visites: readonly VisiteComplementaire[], ouvertes: boolean) => {
    for (const visite of visites) {
      const cible = { usagerId, interventionId: visite.ancien?.interventionId, moisOrigine: visite.moisOrigine };
      const [{ depart, cadre: avant }, maintenant] = [await d.cadreDit(cible, numero), await d.cadreDe(usagerId, mois)];
      if (!avant || !maintenant) return depart;
      // A right closed since was open when the visit left: it takes nothing back of it, and pays what is corrected of it. Of a visit
      // that had not left, nothing was told; but what the split takes from another that was is told of the one to which it passes.
      const siennes = visite.ancien ? ouvertesDe(avant.prises) : [];
      const dites = ouvertes ? avant.prises : [...siennes, ...(await d.prisesCedees(usagerId, visites, numero))];
      const apres = { ...maintenant, prises: [...maintenant.prises, ...dites] };
      const usager = await identite(usagerId, visite.moisOrigine, depart);
      rectifiees.push({
        visite,
        avant,
        anterieurs: await anterieurs(visite, apres),
        apres,
        etat: usager ? { usager } : {},
        ...(ouvertes && { ouverte: true }),
      });
    }
    return undefined;
  };
  const ouvertes = await visitesOuvertes(m, f, d);
  for (const [usagerId, visites, nouvelles] of [
    ...f.complements.map((c) => [c.usagerId, c.visites, false] as const),
    ...[...ouvertes].map(([id, v]) => [id, v, true] as const),
  ]) {
    const manque = await ajouter(usagerId, visites, nouvelles);
    if (manque !== undefined)
      return refuser(
        'ETAT_ALTERE',
        `La clôture de ${moisEnMots(manque)} manque, alors que celle de ${moisEnMots(mois)} la rectifie : rien n’est préparé. Comparez avec une sauvegarde.`,
      );
  }
  return { ok: true, valeur: rectifiees };
};

/**
 * The visits that a month's closings rectify, or that a right opened since in SALSA brings [CL-5], each with the frame by which it
 * left: that of its month, or of the last closing that rectified it before; and with the frame of this one.
 */
export const visitesRectifiees = async (
  m: Magasin,
  figees: readonly AntenneFigee[],
  dits: ReadonlyMap<Antenne, Dits>,
): Promise<Resultat<VisiteRectifiee[]>> => {
  const rectifiees: VisiteRectifiee[] = [];
  for (const f of figees) {
    const d = dits.get(f.antenne);
    const siennes = d && (await rectifieesDe(m, f, dits, d));
    if (siennes && !siennes.ok) return siennes;
    rectifiees.push(...(siennes?.valeur ?? []));
  }
  return { ok: true, valeur: rectifiees };
};
