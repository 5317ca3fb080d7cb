import { createHash } from 'node:crypto';
import { idUsager } from '#shared/contrats/ids';
import { basesAntennes } from '#shared/domain/antenne/bases';
import { moisDe } from '#shared/temps/paris';
import { lireMoisClosDe } from '../../../store/lectures/mois-clos';
import { lireBornes } from '../../../store/lire';
import { clesType } from '../../../store/types';
import { estDeLAnnuaire } from '../monde/annuaire';
import { type ChantierOuvert, joursEntre, ouvrirChantier } from '../monde/chantier';
import { type Changements, idsDe, type Monde, type Transition } from '../monde/monde';
import { PARAMETRES_APPARIEMENT } from '../monde/parametres-clos';
import { dateDeId } from '../monde/vue';
import { noterVus, proposer } from '../numeros/propositions';
import { numerosRevus, revoirVus } from '../numeros/revoir-numeros';
import { placer, relireSuspens } from '../numeros/suspens';
import { appareiller } from './appareiller';
import { estPointage, prendrePointages, prendreVerdicts, prendreVisites } from './prendre';

/** Changes with what pairing derives: days of open months that were paired by an earlier one are paired again, once [AP-10, AP-11, CO-7, CO-8]. */
const REGLE_APPARIEMENT = '6';

const estPointages = (base: string): boolean => base.startsWith('tg-pointages-');

const empreinte = (v: unknown): string =>
  createHash('sha256').update(JSON.stringify(v)).digest('base64url').slice(0, 12);

/**
 * Every day on which these usagers (or, without a list, all) have a visit: what pairing knows of them has changed. Closed
 * months stay as they are: nothing of theirs leaves any more.
 */
const rouvrir = async (
  monde: Monde,
  usagers: ReadonlySet<string> | undefined,
  chantier: ChantierOuvert,
): Promise<void> => {
  for (const base of basesAntennes()) {
    const bornes = await lireBornes(monde.magasin, base, 'intervention');
    if (!bornes) continue;
    const clos = await lireMoisClosDe(monde.magasin, base);
    const jours = joursEntre(dateDeId(bornes[0]), dateDeId(bornes[1])).filter((j) => !clos.has(moisDe(j)));
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

  /** A store that nothing was paired in yet has nothing to pair again. */
  const regleChangee = (): boolean => memoire.size > 0 && memoire.get('regle') !== REGLE_APPARIEMENT;

  let revision = 0;
  return {
    nom: 'apparier',
    memoire,
    revision: () => revision,
    aRefaire: regleChangee,
    suit: () => true,
    concerne: (base, id) =>
      estPointages(base)
        ? id.startsWith('pointage:') || id.startsWith('appel:')
        : estDeLAnnuaire(id) || id.startsWith('visite:') || id.startsWith('verdict:'),
    traiter: async (changements) => {
      const chantier = ouvrirChantier();
      const neuf = new Map<string, string>();
      const touches = await usagersTouches(changements, neuf);
      const parametres = parametresTouches(neuf);
      const tout = parametres || regleChangee();
      neuf.set('regle', REGLE_APPARIEMENT);
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
      for (const [k, v] of neuf) {
        if (memoire.get(k) === v) continue;
        memoire.set(k, v);
        revision += 1;
      }
      return new Set<string>();
    },
  };
};
