import type { ClotureEcrite, EtatFige } from '#shared/contrats/cloture';
import { type Resultat, refuser } from '#shared/contrats/commun';
import type { Complement, VisiteComplementaire } from '#shared/contrats/complement';
import type { PriseEnCharge } from '#shared/contrats/dossiers';
import { baseAntenne, idEtatFige } from '#shared/contrats/ids';
import { cumuler } from '#shared/domain/cloture/complement';
import type { VisiteRectifiee } from '#shared/domain/dases/complement';
import type { CadreDases } from '#shared/domain/dases/parts';
import { moisEnMots } from '#shared/domain/releve/mots';
import { ajouterJours, dernierJour, premierJour } from '#shared/temps/paris';
import type { Mois } from '#shared/temps/types';
import { type AccesMagasin, lireCles, lireUn } from '../../ports/documents';
import { lireComplements, ouvrirPasse } from '../cloturer-report';
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

/** All prises en charge as the closing of a month froze them, by usager. */
type Prises = (mois: Mois) => Promise<Readonly<Record<string, readonly PriseEnCharge[]>>>;

const ouvertesDe = (prises: readonly PriseEnCharge[] | undefined): PriseEnCharge[] =>
  (prises ?? []).filter((p) => p.salsaOuvert);

/** [FI-7] Whether it may have paid a visit of that month: one of the last day may have minutes on the first of the next. */
const toucheMois = (p: PriseEnCharge, mois: Mois): boolean =>
  p.dateDebut <= ajouterJours(dernierJour(mois), 1) && (p.dateFin === undefined || p.dateFin >= premierJour(mois));

/**
 * [CL-5] Past visits that the DASES has never been told of, whose prise en charge this closing is the first to find open. Of the
 * months closed before, those that it covers are read, and its usager's state alone.
 */
const visitesOuvertes = async (
  m: AccesMagasin,
  f: AntenneFigee,
  anterieures: readonly ClotureEcrite[],
  o: { prisesDe: Prises; complements: (mois: Mois) => Promise<readonly Complement[]> },
): Promise<Map<string, VisiteComplementaire[]>> => {
  const trouvees = new Map<string, VisiteComplementaire[]>();
  const derniere = anterieures.at(-1);
  if (!derniere) return trouvees;
  const ouverts = new Map<string, { numeros: ReadonlySet<string>; versions: readonly PriseEnCharge[] }>();
  const avant = await o.prisesDe(derniere.mois);
  for (const [usagerId, prises] of Object.entries(await o.prisesDe(f.cloture.mois))) {
    const deja = new Set(ouvertesDe(avant[usagerId]).map((p) => p.numero));
    const numeros = new Set(ouvertesDe(prises).flatMap((p) => (deja.has(p.numero) ? [] : p.numero)));
    // Its dates may have changed too: as they were, and as they are.
    const versions = [...(avant[usagerId] ?? []), ...prises].filter((p) => numeros.has(p.numero));
    if (numeros.size > 0) ouverts.set(usagerId, { numeros, versions });
  }
  for (const [rang, k] of anterieures.entries()) {
    const siensDuMois = [...ouverts].filter(([, { versions }]) => versions.some((p) => toucheMois(p, k.mois)));
    if (siensDuMois.length === 0) continue;
    const ids = siensDuMois.map(([usagerId]) => idEtatFige(k.mois, usagerId));
    const figes = await lireCles<EtatFige>(m, baseAntenne(f.antenne), ids);
    const suivants = await Promise.all(anterieures.slice(rang + 1).map((x) => o.complements(x.mois)));
    const siens = (usagerId: string, tous: readonly Complement[]): VisiteComplementaire[] =>
      tous.filter((c) => c.usagerId === usagerId).flatMap((c) => c.visites.filter((v) => v.moisOrigine === k.mois));
    for (const [rangUsager, [usagerId, { numeros }]] of siensDuMois.entries()) {
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
        .filter((v) => v.parts.some((p) => p.numeroPec !== undefined && numeros.has(p.numeroPec)))
        .map((v) => ({ moisOrigine: k.mois, ancien: v, nouveau: v }));
      trouvees.set(usagerId, [...(trouvees.get(usagerId) ?? []), ...concernees]);
    }
  }
  return trouvees;
};

/**
 * The visits that an antenna's closing rectifies, or that a right opened since in SALSA brings [CL-5], each with the frame by which it left: that of its month, or of the last closing
 * that rectified it before; and with the frame of this one.
 */
export const visitesRectifiees = async (m: AccesMagasin, f: AntenneFigee): Promise<Resultat<VisiteRectifiee[]>> => {
  const passe = await ouvrirPasse(m);
  const anterieures = passe.clotures(f.antenne).filter((k) => k.numero < f.cloture.numero);
  const complements = memoriser((mois) => lireComplements(m, f.antenne, mois));
  const figes = new Map<string, Promise<EtatFige | undefined>>();
  const etatFige = (usagerId: string, mois: Mois): Promise<EtatFige | undefined> => {
    const id = idEtatFige(mois, usagerId);
    const lu = figes.get(id) ?? lireUn<EtatFige>(m, baseAntenne(f.antenne), id);
    figes.set(id, lu);
    return lu;
  };
  const prisesDe: Prises = async (mois) => (await passe.cloture(f.antenne, mois))?.prises ?? {};
  const cadres = memoriser(async (mois) => {
    const cloture = await passe.cloture(f.antenne, mois);
    const financeurs = cloture && financeursFiges(cloture);
    return financeurs?.ok && cloture ? { prises: cloture.prises ?? {}, financeurs: financeurs.valeur } : undefined;
  });

  /** The closing, before this one, by which that visit last left. */
  const dernierDepart = async (usagerId: string, interventionId: string, moisOrigine: Mois): Promise<Mois> => {
    for (const k of anterieures.toReversed()) {
      if (k.mois === moisOrigine) break;
      const siens = (await complements(k.mois)).find((x) => x.usagerId === usagerId)?.visites ?? [];
      if (siens.some((v) => v.moisOrigine === moisOrigine && v.nouveau?.interventionId === interventionId))
        return k.mois;
    }
    return moisOrigine;
  };

  const cadreDe = async (usagerId: string, mois: Mois): Promise<CadreDases | undefined> => {
    const cadre = await cadres(mois);
    if (!cadre) return undefined;
    const prises = (await etatFige(usagerId, mois))?.prisesEnCharge ?? cadre.prises[usagerId] ?? [];
    return { prises, financeurs: cadre.financeurs };
  };

  /** [CL-5] What the DASES was told: open when the visit left, or found open by a closing since. */
  const cadreDit = async (usagerId: string, depart: Mois): Promise<CadreDases | undefined> => {
    const cadre = await cadreDe(usagerId, depart);
    const rang = anterieures.find((k) => k.mois === depart)?.numero;
    if (!cadre || rang === undefined) return cadre;
    const dites = new Map(cadre.prises.map((p) => [p.numero, p]));
    for (const k of anterieures.filter((x) => x.numero > rang))
      for (const p of ouvertesDe((await prisesDe(k.mois))[usagerId])) dites.set(p.numero, p);
    return { prises: [...dites.values()], financeurs: cadre.financeurs };
  };

  const rectifiees: VisiteRectifiee[] = [];
  const ajouter = async (usagerId: string, visites: readonly VisiteComplementaire[], ouvertes: boolean) => {
    for (const visite of visites) {
      const depart = visite.ancien
        ? await dernierDepart(usagerId, visite.ancien.interventionId, visite.moisOrigine)
        : visite.moisOrigine;
      const [avant, apres] = [await cadreDit(usagerId, depart), await cadreDe(usagerId, f.cloture.mois)];
      if (!avant || !apres) return depart;
      // Of a visit that did not change, nothing is taken back: a right closed since was open when it left.
      const jamaisRepris = { ...apres, prises: [...apres.prises, ...avant.prises] };
      // One that came by a complement alone has no state in its month.
      const etat = (await etatFige(usagerId, visite.moisOrigine)) ?? f.etats.find((e) => e.usagerId === usagerId);
      rectifiees.push({
        visite,
        avant,
        apres: ouvertes ? jamaisRepris : apres,
        etat,
        ...(ouvertes && { ouverte: true }),
      });
    }
    return undefined;
  };
  const ouvertes = await visitesOuvertes(m, f, anterieures, { prisesDe, complements });
  for (const [usagerId, visites, nouvelles] of [
    ...f.complements.map((c) => [c.usagerId, c.visites, false] as const),
    ...[...ouvertes].map(([id, v]) => [id, v, true] as const),
  ]) {
    const manque = await ajouter(usagerId, visites, nouvelles);
    if (manque !== undefined)
      return refuser(
        'ETAT_ALTERE',
        `La clôture de ${moisEnMots(manque)} manque, alors que celle de ${moisEnMots(f.cloture.mois)} la rectifie : rien n’est préparé. Comparez avec une sauvegarde.`,
      );
  }
  return { ok: true, valeur: rectifiees };
};
