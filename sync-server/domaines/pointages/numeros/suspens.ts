import { BASE_CENTRALE, baseAntenne, basePointages } from '#shared/contrats/ids';
import type { Attente, Orphelin } from '#shared/contrats/pointages/derives';
import type { Appel, Pointage } from '#shared/contrats/pointages/pointage';
import { basesAntennes } from '#shared/domain/antenne/bases';
import { ajouterA } from '#shared/listes';
import { ajouterJours, ajouterMois, dateParis, moisDe, premierJour } from '#shared/temps/paris';
import type { DateCivile, Mois } from '#shared/temps/types';
import { lireMoisClos } from '../../../store/lectures/mois-clos';
import { lireBornes, type Stocke } from '../../../store/lire';
import { clesType, plageType } from '../../../store/types';
import type { Situation } from '../appariement/situer';
import type { ChantierOuvert } from '../monde/chantier';
import { type Ecart, ecrireDerives } from '../monde/ecrire-derives';
import type { Monde } from '../monde/monde';
import { idOrphelin, situerTous } from '../monde/tenus';
import { dateDeId } from '../monde/vue';

type Appelant = Pointage | Appel;

const idAttente = (p: Pointage): string => `attente:${dateParis(p.instant)}:${p.id}`;

/** A punch that needs nothing but itself: it names a known usager and a known aide. Nothing is kept beside it. */
export const estComplet = (p: Appelant, s: Situation): p is Pointage & { usagerId: string } =>
  p.type === 'pointage' && p.usagerId !== undefined && s.raison === undefined;

const attenteDe = (p: Pointage, s: Situation, raison: Attente['raison']): Attente => ({
  _id: idAttente(p),
  type: 'attente',
  pointageId: p.id,
  date: dateParis(p.instant),
  raison,
  sens: p.sens,
  instant: p.instant,
  recuLe: p.recuLe,
  source: p.source,
  ...(s.antenne === undefined ? {} : { antenne: s.antenne }),
  ...(p.numeroAppelant === undefined ? {} : { numeroAppelant: p.numeroAppelant }),
  ...(s.usagerId === undefined ? (p.usagerId === undefined ? {} : { usagerId: p.usagerId }) : { usagerId: s.usagerId }),
  ...(p.intervenantId === undefined ? {} : { intervenantId: p.intervenantId }),
  ...(p.remplace === undefined ? {} : { remplace: p.remplace }),
});

/**
 * [PT-4, PT-5] What is seen: the waiting punch, or the copy of the failed call; by the antenna that one side tells, else by the
 * central service.
 */
const visibleDe = (p: Appelant, s: Situation): { base: string; doc: Attente | Appel } | undefined => {
  const base = s.antenne === undefined ? BASE_CENTRALE : baseAntenne(s.antenne);
  if (p.type === 'pointage') return s.raison && { base, doc: attenteDe(p, s, s.raison) };
  const { _rev, ...appel } = p as Stocke<Appel>;
  return { base, doc: appel };
};

/** Where a queue may be. */
const basesFiles = (): readonly string[] => [BASE_CENTRALE, ...basesAntennes()];

/** Looked for everywhere, not only where the index says: another process may have moved it meanwhile. */
const lireExistants = async (monde: Monde, ids: readonly string[]): Promise<Map<string, Stocke<object>>> => {
  const r = new Map<string, Stocke<object>>();
  await Promise.all(
    basesFiles().map(async (base) => {
      for (const doc of await clesType(monde.magasin, ['attente', 'appel'], ids, { base }))
        if (doc) r.set(`${base} ${doc._id}`, doc);
    }),
  );
  return r;
};

/** From which month on something may still leave: the first that some antenna has not closed, from that of the oldest. */
const premierMoisOuvert = async (monde: Monde, plusAncien: DateCivile): Promise<Mois> => {
  const clos = [...(await lireMoisClos(monde.magasin)).values()];
  let mois = moisDe(plusAncien);
  while (clos.every((siens) => siens.has(mois))) mois = ajouterMois(mois, 1);
  return mois;
};

/** Closed months of which a waiting punch may still find its usager: what it makes leaves with the next closing [CL-4]. */
const MOIS_CLOS_RELUS = 12;

/**
 * What was left in suspense, read again: the directory has changed [PT-5]. Of the closed months, the punches alone: an aide is to
 * be paid for them, a failed call has nothing more to give.
 */
export const relireSuspens = async (monde: Monde): Promise<Appelant[]> => {
  const bornes = await lireBornes(monde.magasin, BASE_CENTRALE, 'orphelin');
  if (!bornes) return [];
  const mois = await premierMoisOuvert(monde, dateDeId(bornes[0]));
  // A visit of the first night of an open month may have begun in the closed one.
  const ouvert = ajouterJours(premierJour(mois), -2);
  const de = premierJour(ajouterMois(mois, -MOIS_CLOS_RELUS));
  const orphelins = (await plageType(monde.magasin, 'orphelin', {}, { de })).filter(
    (o) => dateParis(o.instant) >= ouvert || o.origine.startsWith('pointage:'),
  );
  const parBase = new Map<string, string[]>();
  for (const o of orphelins) {
    const base = basePointages(o.instant);
    ajouterA(parBase, base, o.origine);
  }
  const lus = await Promise.all(
    [...parBase].map(([base, ids]) => clesType(monde.magasin, ['pointage', 'appel'], ids, { base })),
  );
  return lus.flat().flatMap((p) => p ?? []);
};

/**
 * [PT-4, PT-5] Puts each punch or failed call that does not stand by itself where it belongs: attached to its usager (whose
 * day is then paired again), or in a queue. `aboutis`: failed calls, by `_id`, that gave a punch after all, and leave. Told
 * again, changes nothing.
 */
export const placer = async (
  monde: Monde,
  appelants: readonly Appelant[],
  chantier: ChantierOuvert,
  aboutis: ReadonlySet<string> = new Set(),
): Promise<void> => {
  const uniques = [...new Map(appelants.map((p) => [p._id, p])).values()];
  for (const p of uniques) monde.derives.add(dateParis(p.instant));
  const orphelins = await clesType(monde.magasin, 'orphelin', uniques.map(idOrphelin), {});
  const plans = (await situerTous(monde, uniques, orphelins)).map((place) => {
    const { p, situation } = place;
    const abouti = aboutis.has(p._id);
    const visible = abouti ? undefined : visibleDe(p, situation);
    return { ...place, visible, complet: abouti || estComplet(p, situation) };
  });
  const idVisible = (p: Appelant): string => (p.type === 'pointage' ? idAttente(p) : p._id);
  const existants = await lireExistants(
    monde,
    plans.map(({ p }) => idVisible(p)),
  );
  const ecarts = plans.flatMap(({ p, visible }) =>
    basesFiles().map((base): Ecart => {
      const id = idVisible(p);
      return {
        base,
        id,
        existant: existants.get(`${base} ${id}`),
        voulu: visible?.base === base ? visible.doc : undefined,
      };
    }),
  );
  const index = plans.map(({ p, situation: s, avant, visible, complet }): Ecart => {
    const voulu: Orphelin = {
      _id: idOrphelin(p),
      type: 'orphelin',
      origine: p._id,
      instant: p.instant,
      ...(s.usagerId === undefined ? {} : { usagerId: s.usagerId }),
      ...(visible === undefined ? {} : { base: visible.base }),
    };
    return { base: BASE_CENTRALE, id: voulu._id, existant: avant, voulu: complet ? undefined : voulu };
  });
  // The queues first: should we stop between, the index still tells that they are to be looked at again.
  const conflits = [...(await ecrireDerives(monde, ecarts)), ...(await ecrireDerives(monde, index))];
  for (const { p, situation, tenue, avant } of plans) {
    if (p.type !== 'pointage' || tenue) continue;
    const jour = dateParis(p.instant);
    if (situation.usagerId !== undefined && situation.raison === undefined)
      chantier.ajouter(situation.usagerId, jour, 1);
    if (avant?.usagerId !== undefined && avant.usagerId !== situation.usagerId)
      chantier.ajouter(avant.usagerId, jour, 1);
  }
  if (conflits.length > 0) {
    const touches = new Set(conflits.map((c) => c.id));
    const encore = plans.filter(({ p }) => touches.has(idOrphelin(p)) || touches.has(idVisible(p)));
    await placer(
      monde,
      encore.map((x) => x.p),
      chantier,
      aboutis,
    );
  }
};
