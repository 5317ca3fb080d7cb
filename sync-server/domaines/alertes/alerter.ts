import type { Alerte } from '#shared/contrats/exploitation/alerte';
import { BASE_CENTRALE, baseAntenne, idUsager } from '#shared/contrats/ids';
import type { Attente } from '#shared/contrats/pointages/derives';
import { alertesNumeros, alertesService, alertesUsager } from '#shared/domain/alerte/alertes';
import { alertesChevauchements } from '#shared/domain/alerte/chevauchements';
import { basesAntennes, estBaseDuService } from '#shared/domain/antenne/bases';
import { antenneAu } from '#shared/domain/cloture/antenne';
import type { Contexte } from '#shared/domain/types';
import { dateParis } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import { instantsDesPrises } from '../../store/lectures/prises';
import { lireIds, plageDuType } from '../../store/lire';
import { clesType } from '../../store/types';
import { type Changements, idsDe, type Monde, type Transition } from '../pointages';
import { type ChangementsAlertes, ecrireAlertes, ecrireToutesLesAlertes, ouvrirChangements } from './alerter-ecrire';
import { direEnvois, prendreEnvois } from './alerter-envois';
import {
  ajouterCle,
  alertesDites,
  chargerEtat,
  cleDe,
  type EtatAlerter,
  plusRecent,
  prendreEcheances,
  relireDispenses,
  type Touchees,
  visitesDeLUsager,
} from './alerter-etat';
import { attentesAFaire, reglerAttentes, revoirAttentes } from './alerter-numeros';
import { ecouterSilence } from './alerter-silence';
import { suivreTouchees, suivreTout, visitesTouchees } from './alerter-visites';

/** Beyond so many visits touched at once (an import), the month is read again in order. */
const TOUCHEES_MAX = 2_000;
const DES_ANTENNES = [
  'intervention',
  'correction',
  'verdict',
  'usager',
  'rattachement',
  'intervenant',
  'attente',
  'absence',
  'sanstele',
  'alerte',
];
/** [AP-10] What says who shares a number: two visits of three that overlap may be those of a couple, and none of them change. */
const DES_NUMEROS = ['usager', 'rattachement'];
const DU_CENTRE = ['import', 'reception', 'financeur', 'parametre', 'envoi'];
/** What changes all: rounding and caps, delays. */
const GENERAUX = ['financeur', 'parametre'];

const estUn = (types: readonly string[], id: string): boolean => types.includes(id.slice(0, id.indexOf(':')));

export type Alerter = Transition & {
  /** What the clock alone makes: every minute. */
  minute: () => Promise<void>;
  /** [FL-2] All of it again, from the store; `si` others are stored than those that are said, or in any case. */
  revoir: (si: 'TOUJOURS' | 'AUTRES') => Promise<void>;
};

/** [AL-1 to AL-5] Keeps each antenna's alerts: written when a fact begins or changes, deleted when it is over. */
export const creerAlerter = (monde: Monde): Alerter => {
  let etat: EtatAlerter | undefined;

  const contexteAu = (maintenant: Instant): Contexte => ({ maintenant, parametresAu: monde.annuaire.parametresAu });

  const direUsager = (e: EtatAlerter, desAlertes: ChangementsAlertes, id: string, contexte: Contexte): void => {
    const usager = monde.annuaire.usager(id);
    const avant = e.usagers.get(id);
    const base = usager && baseAntenne(antenneAu(usager, e.jour));
    if (avant && avant.base !== base) desAlertes.remplacer(avant.base, avant.alertes, []);
    if (!usager || base === undefined) return;
    const visites = visitesDeLUsager(e, id);
    const alertes = alertesUsager(usager, visites, e.financeurs, contexte, e.dispenses);
    desAlertes.remplacer(base, avant?.base === base ? avant.alertes : [], alertes);
    e.usagers.set(id, { base, alertes });
  };

  const direAide = (e: EtatAlerter, desAlertes: ChangementsAlertes, id: string): void => {
    const siennes = [...(e.chevauchantes.get(id) ?? [])].flatMap((cle) => e.visites.get(cle)?.chevauche ?? []);
    const alertes = alertesChevauchements(siennes, monde.annuaire.parametresAu, monde.annuaire.telephones);
    const dites = basesAntennes().map((base) => ({
      base,
      alertes: alertes.flatMap((x) => (baseAntenne(x.antenne) === base ? [x.alerte] : [])),
    }));
    for (const { base, alertes: apres } of dites)
      desAlertes.remplacer(base, e.aides.get(id)?.find((d) => d.base === base)?.alertes ?? [], apres);
    if (alertes.length > 0) e.aides.set(id, dites);
    else e.aides.delete(id);
  };

  const direNumeros = (e: EtatAlerter, desAlertes: ChangementsAlertes, base: string, maintenant: Instant): void => {
    const alertes = alertesNumeros(attentesAFaire(monde, e, base, maintenant), monde.annuaire.estDUneAide);
    desAlertes.remplacer(base, e.numeros.get(base) ?? [], alertes);
    e.numeros.set(base, alertes);
  };

  const direService = (e: EtatAlerter, desAlertes: ChangementsAlertes, contexte: Contexte): void => {
    const alertes = alertesService(e.dernierImport, contexte);
    for (const base of basesAntennes()) desAlertes.remplacer(base, e.service, alertes);
    e.service = alertes;
  };

  const direSilence = (desAlertes: ChangementsAlertes, avant: readonly Alerte[], apres: readonly Alerte[]): void => {
    for (const base of basesAntennes()) desAlertes.remplacer(base, avant, apres);
  };

  /** All of it, from the store. */
  const recommencer = async (maintenant: Instant): Promise<void> => {
    etat = undefined;
    const e = await chargerEtat(monde);
    e.jour = dateParis(maintenant);
    const desAlertes = ouvrirChangements();
    const contexte = contexteAu(maintenant);
    const { aides } = await suivreTout(monde, e, desAlertes, maintenant);
    for (const id of aides) direAide(e, desAlertes, id);
    const usagers = await Promise.all(basesAntennes().map((b) => lireIds(monde.magasin, b, plageDuType('usager'))));
    for (const id of new Set(usagers.flat())) direUsager(e, desAlertes, id.slice(idUsager('').length), contexte);
    for (const base of basesAntennes()) {
      await reglerAttentes(monde, e, base, contexte);
      direNumeros(e, desAlertes, base, maintenant);
    }
    direService(e, desAlertes, contexte);
    direSilence(desAlertes, [], e.silence);
    direEnvois(e, desAlertes);
    await ecrireToutesLesAlertes(monde, desAlertes);
    etat = e;
  };

  /** Another process may have said something that is over, and that we never knew. */
  const autresStockees = async (e: EtatAlerter): Promise<boolean> => {
    const dites = alertesDites(e);
    const stockees = await Promise.all(
      basesAntennes().map(async (b) =>
        (await lireIds(monde.magasin, b, plageDuType('alerte'))).map((id) => cleDe(b, id)),
      ),
    );
    const ids = stockees.flat();
    return ids.length !== dites.size || ids.some((id) => !dites.has(id));
  };

  /** Absences and marks that came: the visits of their usagers are looked at again; gives those usagers, whose plans may say no more. */
  const prendreDispenses = async (
    e: EtatAlerter,
    changements: Changements,
    touchees: Touchees,
  ): Promise<ReadonlySet<string>> => {
    const usagers = new Set<string>();
    for (const [base, lignes] of changements) {
      const absences = await clesType(monde.magasin, 'absence', idsDe(lignes, 'absence'), { base });
      const marques = await clesType(monde.magasin, 'sanstele', idsDe(lignes, 'sanstele'), { base });
      for (const a of absences) if (a) e.absences.set(cleDe(base, a._id), a);
      for (const s of marques) if (s) e.marques.set(cleDe(base, s._id), s);
      for (const d of [...absences, ...marques]) if (d) usagers.add(d.usagerId);
    }
    if (usagers.size > 0) e.dispenses = relireDispenses(e);
    for (const id of usagers) for (const cle of e.visitesDe.get(id) ?? []) ajouterCle(touchees, cle);
    return usagers;
  };

  const prendreAttentes = async (
    e: EtatAlerter,
    desAlertes: ChangementsAlertes,
    changements: Changements,
    contexte: Contexte,
  ): Promise<void> => {
    const changees = new Set<string>();
    for (const [base, lignes] of changements) {
      const siennes = lignes.filter((l) => l.id.startsWith('attente:'));
      if (base === BASE_CENTRALE || siennes.length === 0) continue;
      const connues = e.attentes.get(base) ?? new Map<string, Attente>();
      e.attentes.set(base, connues);
      const ids = siennes.map((l) => l.id);
      const lues = await clesType(monde.magasin, 'attente', ids, { base });
      for (const [n, id] of ids.entries()) {
        const doc = lues[n];
        if (doc) connues.set(id, doc);
        else connues.delete(id);
      }
      changees.add(base);
    }
    const revues = await revoirAttentes(monde, e, changements, contexte);
    for (const base of new Set([...changees, ...revues])) direNumeros(e, desAlertes, base, contexte.maintenant);
  };

  /**
   * Alerts that were written or deleted: by us, and they are what we say; or by another process, which may have said a fact that began
   * and ended between two of our rounds, and that we never knew. What is not a fact goes, what is one comes back.
   */
  const reprendreAlertes = (e: EtatAlerter, desAlertes: ChangementsAlertes, changements: Changements): void => {
    let dites: ReadonlyMap<string, Alerte> | undefined;
    for (const [base, lignes] of changements)
      for (const { id } of lignes) {
        const cle = cleDe(base, id);
        if (!id.startsWith('alerte:') || desAlertes.voulues.has(cle)) continue;
        dites ??= alertesDites(e);
        desAlertes.voulues.set(cle, { base, id, voulu: dites.get(cle) });
      }
  };

  /** What changed, and what the clock has made since. */
  const avancer = async (changements: Changements): Promise<void> => {
    const maintenant = monde.horloge();
    const general = [...changements.values()].some((ls) => ls.some((l) => estUn(GENERAUX, l.id)));
    const e = etat;
    if (!e || general || e.jour !== dateParis(maintenant)) return recommencer(maintenant);
    const touchees = await visitesTouchees(monde, changements, maintenant);
    const dispenses = await prendreDispenses(e, changements, touchees);
    prendreEcheances(e, touchees, maintenant);
    if ([...touchees.values()].reduce((n, ids) => n + ids.size, 0) > TOUCHEES_MAX) return recommencer(maintenant);

    // Kept in memory as it goes: should a write fail, what is in memory is dropped with it.
    etat = undefined;
    const desAlertes = ouvrirChangements();
    const contexte = contexteAu(maintenant);
    const { usagers, aides } = await suivreTouchees(monde, e, desAlertes, touchees, maintenant);
    for (const id of dispenses) usagers.add(id);
    for (const lignes of changements.values())
      for (const id of idsDe(lignes, 'usager')) usagers.add(id.slice(idUsager('').length));
    for (const id of usagers) direUsager(e, desAlertes, id, contexte);
    if ([...changements.values()].some((ls) => ls.some((l) => estUn(DES_NUMEROS, l.id))))
      for (const [id, siennes] of e.chevauchantes) if (siennes.size > 0) aides.add(id);
    for (const id of aides) direAide(e, desAlertes, id);
    await prendreAttentes(e, desAlertes, changements, contexte);
    await prendreEnvois(monde, e, desAlertes, changements);
    const recus = changements.get(BASE_CENTRALE) ?? [];
    const prises = await instantsDesPrises(monde.magasin, idsDe(recus, 'reception'));
    e.dernierImport = plusRecent(idsDe(recus, 'import'), prises, e.dernierImport);
    direService(e, desAlertes, contexte);
    reprendreAlertes(e, desAlertes, changements);
    await ecrireAlertes(monde, [...desAlertes.voulues.values()]);
    etat = e;
  };

  return {
    nom: 'alerter',
    memoire: new Map(),
    suit: estBaseDuService,
    concerne: (base, id) => estUn(base === BASE_CENTRALE ? DU_CENTRE : DES_ANTENNES, id),
    traiter: async (changements) => {
      await avancer(changements);
      return new Set<string>();
    },
    minute: async () => {
      await avancer(new Map());
      const e = etat;
      if (!e) return;
      const avant = e.silence;
      await ecouterSilence(monde, e, contexteAu(monde.horloge()));
      if (e.silence === avant) return;
      etat = undefined;
      const desAlertes = ouvrirChangements();
      direSilence(desAlertes, avant, e.silence);
      await ecrireAlertes(monde, [...desAlertes.voulues.values()]);
      etat = e;
    },
    revoir: async (si) => {
      if (si === 'TOUJOURS' || !etat || (await autresStockees(etat))) await recommencer(monde.horloge());
    },
  };
};
