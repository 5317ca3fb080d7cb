import { type Antenne, CODES_ANTENNES, type Refus } from '#shared/contrats/commun';
import type { Correction, Verdict } from '#shared/contrats/correction';
import { baseAntenne, idCloture, idVerdict } from '#shared/contrats/ids';
import type { Intervention } from '#shared/contrats/intervention';
import { interventionCreee } from '#shared/domain/appariement/creations';
import { antenneAu } from '#shared/domain/cloture/antenne';
import { jugerCorrection } from '#shared/domain/correction/juger';
import { cibleDe, ciblesDe, indexerCorrections } from '#shared/domain/intervention/cibles';
import { ordreCorrections, retenir } from '#shared/domain/intervention/retenir';
import type { CorrectionSuivie, Retenue } from '#shared/domain/types';
import { dateParis, moisDe, moisParis } from '#shared/temps/paris';
import type { DateCivile, Mois } from '#shared/temps/types';
import { ecrireLot, lireCles, lirePlage, plageDuType } from '../ports/documents';
import { autour } from './chantier';
import { suivre } from './jour-usager';
import type { Monde, Transition } from './monde';

/** A visit may be on a neighbouring day of the one that its correction bears: it was paired again since. */
const MARGE_J = 2;

const INTROUVABLE: Refus = {
  code: 'INTROUVABLE',
  message: 'La visite corrigée est introuvable : vérifiez le pointage ou la visite prévue, puis recommencez la saisie.',
};
const USAGER_INCONNU: Refus = {
  code: 'USAGER_INCONNU',
  message: "L'usager de la visite à créer est inconnu : vérifiez son identifiant, puis recommencez la saisie.",
};

const cle = (genre: string, id: string): string => `${genre}:${id}`;

const parCible = (interventions: readonly Intervention[]): Map<string, Intervention> =>
  new Map(interventions.flatMap((i) => ciblesDe(i).map((c) => [cle(c.genre, c.id), i] as const)));

const lireCibles = async (
  monde: Monde,
  base: string,
  jours: readonly DateCivile[],
): Promise<Map<string, Intervention>> => parCible(await monde.vue.lire(base, 'intervention', jours));

/** The visit that a correction is about, here or (to say so) in another antenna; or why there is none. */
const trouver = async (
  monde: Monde,
  ici: ReadonlyMap<string, Intervention>,
  c: Correction,
): Promise<{ i: Intervention } | { refus: Refus }> => {
  const cible = cibleDe(c);
  const trouvee = ici.get(cle(cible.genre, cible.id));
  if (trouvee) return { i: trouvee };
  if (!c.cible) {
    const usager = c.usagerId === undefined ? undefined : monde.annuaire.usager(c.usagerId);
    if (c.usagerId !== undefined && !usager) return { refus: USAGER_INCONNU };
    const { parametresAu } = monde.annuaire;
    const antenne = (d: DateCivile) => (usager ? antenneAu(usager, d) : c.antenne);
    return { i: interventionCreee(c, { usagerId: c.usagerId ?? '', antenneAu: antenne, parametresAu }) };
  }
  for (const autre of CODES_ANTENNES.filter((a) => a !== c.antenne)) {
    const i = (await lireCibles(monde, baseAntenne(autre), autour([c.date], MARGE_J))).get(cle(cible.genre, cible.id));
    if (i) return { i };
  }
  return { refus: INTROUVABLE };
};

/** A later correction of the same batch may name the creation already: pairing will make the same visit of it. */
const accueillir = (interventions: Map<string, Intervention>, i: Intervention, c: Correction): void => {
  const creee = { ...i, creations: [...new Set([...i.creations, c.id])] };
  for (const x of ciblesDe(creee)) interventions.set(cle(x.genre, x.id), creee);
};

type EstClos = (antenne: Antenne, mois: Mois) => boolean;

const lireClotures = async (monde: Monde): Promise<EstClos> => {
  const closes = new Set<string>();
  for (const a of CODES_ANTENNES) {
    for (const d of await lirePlage(monde.magasin, baseAntenne(a), plageDuType('cloture'))) closes.add(`${a} ${d._id}`);
  }
  return (antenne, mois) => closes.has(`${antenne} ${idCloture(mois)}`);
};

/** [CO-5] Whether a correction reaches into a closed month: that of its visit, or that in which it puts it. */
const toucheUnMoisClos = (monde: Monde, i: Intervention, apres: Retenue, estClos: EstClos): boolean => {
  if (estClos(i.antenne, moisDe(i.date))) return true;
  if (!apres.debut) return false;
  const usager = monde.annuaire.usager(apres.usagerId);
  const antenne = usager ? antenneAu(usager, dateParis(apres.debut)) : i.antenne;
  return estClos(antenne, moisParis(apres.debut));
};

/**
 * [CO-3, CO-5] Stamps the corrections of one antenna that have no verdict yet, in their order (instant, then id): each is
 * judged against the raw visit and the earlier ones. Those of a closed month that would be accepted are TARDIVE.
 */
const statuer = async (monde: Monde, base: string, aJuger: readonly Correction[]): Promise<void> => {
  const jours = autour(new Set(aJuger.map((c) => c.date)), MARGE_J);
  const [interventions, corrections, verdicts] = [
    await lireCibles(monde, base, jours),
    await monde.vue.lire(base, 'correction', jours),
    await monde.vue.lire(base, 'verdict', jours),
  ];
  const suivies = new Map<string, CorrectionSuivie>(suivre(corrections, verdicts).map((s) => [s.correction._id, s]));
  const deLaVisite = indexerCorrections([...suivies.values()]);
  const estClos = await lireClotures(monde);
  const maintenant = monde.horloge();
  const contexte = { maintenant, parametresAu: monde.annuaire.parametresAu };

  const prononces: Verdict[] = [];
  for (const c of [...aJuger].sort(ordreCorrections)) {
    const lieu = await trouver(monde, interventions, c);
    const refus = 'refus' in lieu ? lieu.refus : jugerCorrection(lieu.i, deLaVisite(lieu.i), c, contexte);
    const tardive =
      'i' in lieu &&
      !refus &&
      toucheUnMoisClos(monde, lieu.i, retenir(lieu.i, [...deLaVisite(lieu.i), { correction: c }], contexte), estClos);
    const verdict: Verdict = {
      _id: idVerdict(c.date, c.id),
      type: 'verdict',
      correctionId: c.id,
      date: c.date,
      decision: refus ? 'REFUSEE' : tardive ? 'TARDIVE' : 'ACCEPTEE',
      recuLe: maintenant,
      ...(refus ? { refus } : {}),
    };
    prononces.push(verdict);
    const suivie = suivies.get(c._id);
    if (suivie) suivie.verdict = verdict;
    if (!refus && 'i' in lieu && c.nature === 'CREATION') accueillir(interventions, lieu.i, c);
  }
  for (let i = 0; i < prononces.length; i += 1_000) {
    const lignes = await ecrireLot(monde.magasin, base, prononces.slice(i, i + 1_000));
    const autre = lignes.find((l) => l.erreur !== undefined && l.erreur !== 'conflict');
    // A conflict: another process judged it first, and its verdict stands.
    if (autre) throw new Error(`_bulk_docs dans ${base} : ${autre.erreur}`);
  }
};

export const creerStatuer = (monde: Monde): Transition => ({
  nom: 'statuer-correction',
  memoire: new Map(),
  concerne: (base, id) => base.startsWith('tg-antenne-') && id.startsWith('correction:'),
  traiter: async (changements) => {
    for (const [base, lignes] of changements) {
      const ids = lignes.flatMap((l) => (l.supprime ? [] : l.id));
      const corrections = (await lireCles<Correction>(monde.magasin, base, ids)).flatMap((c) => c ?? []);
      const verdicts = await lireCles<Verdict>(
        monde.magasin,
        base,
        corrections.map((c) => idVerdict(c.date, c.id)),
      );
      const aJuger = corrections.filter((_, i) => !verdicts[i]);
      if (aJuger.length > 0) await statuer(monde, base, aJuger);
    }
  },
});
