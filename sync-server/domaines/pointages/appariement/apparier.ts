import { createHash } from 'node:crypto';
import { idCloture, idCorrection, idUsager, idVisite } from '#shared/contrats/ids';
import type { Appel, Pointage } from '#shared/contrats/pointages/pointage';
import { dateParis, moisDe } from '#shared/temps/paris';
import { type LigneChangement, lireBornes, lireIds, plageDuType } from '../../../store/lire';
import { clesType } from '../../../store/types';
import { estDeLAnnuaire } from '../monde/annuaire';
import { type ChantierOuvert, joursEntre, ouvrirChantier } from '../monde/chantier';
import { BASES_ANTENNES, estPrise, usagerDeCreation } from '../monde/jour-usager';
import { type Changements, idsDe, type Monde, type Transition } from '../monde/monde';
import { PARAMETRES_APPARIEMENT } from '../monde/parametres-clos';
import { dateDeId } from '../monde/vue';
import { estDAilleurs, noterVus, proposer } from '../numeros/propositions';
import { numerosRevus, revoirVus } from '../numeros/revoir-numeros';
import { estComplet, placer, relireSuspens } from '../numeros/suspens';
import { lireAboutis } from './aboutis';
import { appareiller } from './appareiller';
import { situer } from './situer';

const estPointage = <T extends Pointage | Appel>(p: T): p is T & Pointage => p.type === 'pointage';
const estPointages = (base: string): boolean => base.startsWith('tg-pointages-');

const empreinte = (v: unknown): string =>
  createHash('sha256').update(JSON.stringify(v)).digest('base64url').slice(0, 12);

/** New punches and failed calls: those that stand by themselves go to pairing, the others are placed; the numbers seen. */
const prendrePointages = async (
  monde: Monde,
  base: string,
  lignes: readonly LigneChangement[],
  chantier: ChantierOuvert,
): Promise<Set<string>> => {
  const pointages = new Set(idsDe(lignes, 'pointage'));
  const jours = new Set([...pointages].map(dateDeId));
  const lus = (await monde.vue.lire(base, 'pointage', jours)).filter((p) => pointages.has(p._id));
  const appels = (await clesType(monde.magasin, 'appel', idsDe(lignes, 'appel'), { base })).flatMap((a) => a ?? []);
  const aboutis = await lireAboutis(monde, lus, appels);
  const complets: Pointage[] = [];
  const aPlacer = [...lus, ...appels, ...aboutis].filter((p) => {
    if (!estComplet(p, situer(monde.annuaire, p))) return true;
    chantier.ajouter(p.usagerId, dateParis(p.instant), 1);
    complets.push(p);
    return false;
  });
  await placer(monde, aPlacer, chantier, new Set(aboutis.map((a) => a._id)));
  // One that stands by itself and shows its usager's own number leaves no trace: there is none to look for.
  return noterVus(monde, [...aPlacer.filter(estPointage), ...complets.filter((p) => estDAilleurs(monde, p))]);
};

const prendreVisites = async (
  monde: Monde,
  base: string,
  ids: readonly string[],
  chantier: ChantierOuvert,
): Promise<void> => {
  const voulues = new Set(ids);
  for (const v of await monde.vue.lire(base, 'visite', new Set(ids.map(dateDeId)))) {
    if (!voulues.has(v._id)) continue;
    for (const version of v.versions) chantier.ajouter(version.usagerId, dateDeId(v._id));
  }
};

/** [CO-8] A CREATION once accepted makes, or joins, a visit. */
const prendreVerdicts = async (
  monde: Monde,
  base: string,
  ids: readonly string[],
  chantier: ChantierOuvert,
): Promise<void> => {
  const verdicts = (await clesType(monde.magasin, 'verdict', ids, { base })).flatMap((v) =>
    v && estPrise(v) ? v : [],
  );
  const corrections = await clesType(
    monde.magasin,
    'correction',
    verdicts.map((v) => idCorrection(v.date, v.correctionId)),
    { base },
  );
  const creations = corrections.flatMap((c) => (c?.nature === 'CREATION' ? c : []));
  const cibles = creations.flatMap((c) => (c.cible?.genre === 'VISITE' ? idVisite(c.date, c.cible.id) : []));
  const visites = new Map(
    (await clesType(monde.magasin, 'visite', cibles, { base })).flatMap((v) => (v ? [[v.id, v] as const] : [])),
  );
  for (const c of creations) {
    const usagerId = usagerDeCreation(c, visites);
    if (usagerId !== undefined) chantier.ajouter(usagerId, c.date, 1);
  }
};

/**
 * Every day on which these usagers (or, without a list, all) have a visit: what pairing knows of them has changed. Closed
 * months stay as they are: nothing of theirs leaves any more.
 */
const rouvrir = async (
  monde: Monde,
  usagers: ReadonlySet<string> | undefined,
  chantier: ChantierOuvert,
): Promise<void> => {
  for (const base of BASES_ANTENNES) {
    const bornes = await lireBornes(monde.magasin, base, 'intervention');
    if (!bornes) continue;
    const clos = new Set(await lireIds(monde.magasin, base, plageDuType('cloture')));
    const jours = joursEntre(dateDeId(bornes[0]), dateDeId(bornes[1])).filter((j) => !clos.has(idCloture(moisDe(j))));
    for (let i = 0; i < jours.length; i += 31) {
      for (const x of await monde.vue.lire(base, 'intervention', jours.slice(i, i + 31))) {
        if (!usagers || usagers.has(x.usagerId)) chantier.ajouter(x.usagerId, x.date, 1);
      }
      monde.vue.alleger();
    }
  }
};

export const creerApparier = (monde: Monde, memoire: Map<string, string>): Transition => {
  /** Usagers whose numbers or antennas are no longer those with which their days were paired; `neuf`: what to remember. */
  const usagersTouches = async (changements: Changements, neuf: Map<string, string>): Promise<Set<string>> => {
    const touches = new Set<string>();
    for (const [base, lignes] of changements) {
      const rattachements = await clesType(monde.magasin, 'rattachement', idsDe(lignes, 'rattachement'), { base });
      const usagers = idsDe(lignes, 'usager').map((id) => id.slice(idUsager('').length));
      for (const id of new Set([...usagers, ...rattachements.flatMap((r) => r?.usagerId ?? [])])) {
        const usager = monde.annuaire.usager(id);
        if (!usager) continue;
        const gestes = monde.annuaire.gestes(id).filter((g) => g.geste !== 'ECARTER');
        const nouvelle = empreinte([
          [...new Set(usager.telephones)].sort(),
          usager.antennes,
          ...gestes.map((g) => [g.numero, g.geste, g.depuis, g.instant, g.id]),
        ]);
        const ancienne = memoire.get(idUsager(id));
        if (ancienne !== undefined && ancienne !== nouvelle) touches.add(id);
        neuf.set(idUsager(id), nouvelle);
      }
    }
    return touches;
  };

  const parametresTouches = (neuf: Map<string, string>): boolean => {
    const utiles = [...monde.annuaire.parametres()]
      .filter((p) => PARAMETRES_APPARIEMENT.includes(p.cle))
      .map((p) => [p._id, p.valeur])
      .sort();
    const nouvelle = empreinte(utiles);
    const ancienne = memoire.get('parametres');
    neuf.set('parametres', nouvelle);
    return ancienne !== undefined && ancienne !== nouvelle;
  };

  return {
    nom: 'apparier',
    memoire,
    concerne: (base, id) =>
      estPointages(base)
        ? id.startsWith('pointage:') || id.startsWith('appel:')
        : estDeLAnnuaire(id) || id.startsWith('visite:') || id.startsWith('verdict:'),
    traiter: async (changements) => {
      const chantier = ouvrirChantier();
      const neuf = new Map<string, string>();
      const touches = await usagersTouches(changements, neuf);
      const tout = parametresTouches(neuf);
      if (tout || touches.size > 0) await rouvrir(monde, tout ? undefined : touches, chantier);
      const vus = [await revoirVus(monde, touches, chantier.jours)];
      for (const [base, lignes] of changements) {
        if (estPointages(base)) vus.push(await prendrePointages(monde, base, lignes, chantier));
        else {
          await prendreVisites(monde, base, idsDe(lignes, 'visite'), chantier);
          await prendreVerdicts(monde, base, idsDe(lignes, 'verdict'), chantier);
        }
      }
      const annuaireChange = [...changements.values()].some((ls) => ls.some((l) => estDeLAnnuaire(l.id)));
      if (annuaireChange) {
        const suspens = await relireSuspens(monde);
        await placer(monde, suspens, chantier);
        vus.push(await noterVus(monde, suspens.filter(estPointage)));
      }
      await appareiller(monde, chantier.jours);
      const revus = await numerosRevus(monde, changements);
      await proposer(monde, revus && new Set([...revus, ...vus.flatMap((v) => [...v])]));
      // Only once the work is done: what fails midway is found changed again.
      for (const [k, v] of neuf) memoire.set(k, v);
      return new Set<string>();
    },
  };
};
