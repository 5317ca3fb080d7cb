import { setImmediate as pause } from 'node:timers/promises';
import type { Antenne, Refus } from '#shared/contrats/commun';
import type { Correction, Verdict } from '#shared/contrats/corrections/correction';
import type { Intervention } from '#shared/contrats/corrections/intervention';
import { baseAntenne, idVerdict } from '#shared/contrats/ids';
import { estBaseDuService } from '#shared/domain/antenne/bases';
import { codesAntennes } from '#shared/domain/antenne/registre';
import { interventionCreee } from '#shared/domain/appariement/creations';
import { parInstant } from '#shared/domain/appariement/ordre';
import { antenneAu } from '#shared/domain/cloture/antenne';
import { dureeMaxJugee, jugerCorrection } from '#shared/domain/correction/juger';
import { MARGE_CORRECTION_J } from '#shared/domain/correction/marge';
import { cibleDe, ciblesDe, indexerCorrections, suivreCorrections } from '#shared/domain/intervention/cibles';
import { plierVisite } from '#shared/domain/intervention/retenir';
import type { Contexte, CorrectionSuivie, Retenue } from '#shared/domain/types';
import { dateParis, epochMs, moisDe, moisParis } from '#shared/temps/paris';
import type { DateCivile, Instant, Mois } from '#shared/temps/types';
import { assurerDocuments } from '../../store/ecrire';
import { estErreurMagasin } from '../../store/erreurs';
import { seRattrape } from '../../store/grappe/calme';
import { lireNoeuds } from '../../store/grappe/revenus';
import { illisibleDe } from '../../store/illisible';
import { noterActes } from '../../store/inventaire/actes';
import { estImporte } from '../../store/inventaire/sommes';
import { lireEtatsDesMois } from '../../store/lectures/mois-clos';
import { lireCles } from '../../store/lire';
import { autour, type Monde, type Transition } from '../pointages';
import { lireDejaPris } from './identifiants';
import { AUTRE_JOUR, DEJA_PRIS, estLisible, ILLISIBLE, refusDuServeur, USAGER_INCONNU } from './refus-serveur';

const INTROUVABLE: Refus = {
  code: 'INTROUVABLE',
  message: 'La visite corrigée est introuvable : vérifiez le pointage ou la visite prévue, puis recommencez la saisie.',
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
  for (const autre of codesAntennes().filter((a) => a !== c.antenne)) {
    const i = (await lireCibles(monde, baseAntenne(autre), autour([c.date], MARGE_CORRECTION_J))).get(
      cle(cible.genre, cible.id),
    );
    if (i) return { i };
  }
  return { refus: INTROUVABLE };
};

/** A later correction of the same batch may name the creation already: pairing will make the same visit of it. */
const accueillir = (interventions: Map<string, Intervention>, i: Intervention, c: Correction): void => {
  const creee = { ...i, creations: [...new Set([...i.creations, c.id])] };
  for (const x of ciblesDe(creee)) interventions.set(cle(x.genre, x.id), creee);
};

/** An antenna's month that a correction reaches into. */
type Touche = { antenne: Antenne; mois: Mois };

/** [CO-5] The months of the visit, of where it is retained, and of where the correction puts it. */
const moisTouches = (
  monde: Monde,
  i: Intervention,
  retenues: readonly Pick<Retenue, 'debut' | 'usagerId'>[],
): Touche[] => [
  { antenne: i.antenne, mois: moisDe(i.date) },
  ...retenues.flatMap(({ debut, usagerId }) => {
    if (!debut) return [];
    const usager = monde.annuaire.usager(usagerId);
    return { antenne: usager ? antenneAu(usager, dateParis(debut)) : i.antenne, mois: moisParis(debut) };
  }),
];

type Jugee = {
  c: Correction;
  refus?: Refus | undefined;
  i?: Intervention;
  touches: Touche[];
  dureeMax?: number | undefined;
};

const jugerUne = async (
  monde: Monde,
  interventions: Map<string, Intervention>,
  deLaVisite: (i: Intervention) => CorrectionSuivie[],
  c: Correction,
  contexte: Contexte,
): Promise<Jugee> => {
  if (!estLisible(c)) return { c, refus: ILLISIBLE, touches: [] };
  const lieu = await trouver(monde, interventions, c);
  if ('refus' in lieu) return { c, refus: lieu.refus, touches: [] };
  const { i } = lieu;
  const siennes = deLaVisite(i);
  if (c.cible?.genre === 'VISITE' && !siennes.some((s) => s.correction._id === c._id))
    return { c, refus: AUTRE_JOUR(i.date), i, touches: [] };
  const stampees = siennes.filter((s) => s.verdict && s.correction._id !== c._id);
  const avant = plierVisite(i, stampees, contexte);
  const refus = jugerCorrection(i, siennes, c, contexte) ?? refusDuServeur(monde.annuaire, c, i, avant);
  if (refus) return { c, refus, i, touches: [] };
  if (c.nature === 'CREATION') accueillir(interventions, i, c);
  const apres = plierVisite(i, [...stampees, { correction: c }], contexte);
  const dureeMax = dureeMaxJugee(c, apres.debut ? dateParis(apres.debut) : i.date, contexte);
  return { c, i, dureeMax, touches: moisTouches(monde, i, [avant, apres]) };
};

/** One that makes the judge fail is refused by itself: it must not stop those behind it. */
const jugerOuRefuser = async (monde: Monde, c: Correction, juger: () => Promise<Jugee>): Promise<Jugee> => {
  try {
    return await juger();
  } catch (e) {
    // The store's own faults, and those of another document, are not the correction's: all is tried again.
    if (estErreurMagasin(e) || illisibleDe(e)) throw e;
    monde.surNonJugee(e);
    return { c, refus: ILLISIBLE, touches: [] };
  }
};

const enVerdict = (
  c: Correction,
  decision: Verdict['decision'],
  recuLe: Instant,
  { refus, dureeMax, touches = [] }: Partial<Pick<Jugee, 'refus' | 'dureeMax' | 'touches'>> = {},
): Verdict => ({
  _id: idVerdict(c.date, c.id),
  type: 'verdict',
  correctionId: c.id,
  date: c.date,
  decision,
  recuLe,
  ...(refus ? { refus } : {}),
  ...(dureeMax === undefined ? {} : { dureeMax }),
  ...(decision === 'TARDIVE' ? { mois: [...new Set(touches.map((t) => t.mois))].sort() } : {}),
});

/**
 * [FL-1] Whether a correction whose visit is not found is refused for it: at once where there are no copies; else once it has been
 * looked for during that long, since the copy that is read may lag by little, of which no node says anything.
 */
const RECHERCHE_MS = 10 * 60_000;
type Cherchees = { perdue: (c: Correction, maintenant: Instant) => boolean; trouvee: (c: Correction) => void };
const chercherLongtemps = (): Cherchees => {
  const depuis = new Map<string, Instant>();
  return {
    perdue: (c, maintenant) => {
      const premiere = depuis.get(c._id) ?? maintenant;
      depuis.set(c._id, premiere);
      return epochMs(maintenant) - epochMs(premiere) >= RECHERCHE_MS;
    },
    trouvee: (c) => depuis.delete(c._id),
  };
};

/**
 * [CO-3, CO-5] Stamps the corrections of one antenna that have no verdict yet, in their order (instant, then id): each is
 * judged against the raw visit and the earlier ones. Those of a closed month that would be accepted are TARDIVE; those of a
 * month that is being closed wait, and so do the later ones of the same visits. True where some do.
 */
const statuer = async (
  monde: Monde,
  base: string,
  aJuger: readonly Correction[],
  cherchees: Cherchees | undefined,
): Promise<boolean> => {
  const jours = autour(new Set(aJuger.filter(estLisible).map((c) => c.date)), MARGE_CORRECTION_J);
  const [interventions, corrections, verdicts] = [
    await lireCibles(monde, base, jours),
    await monde.vue.lire(base, 'correction', jours),
    await monde.vue.lire(base, 'verdict', jours),
  ];
  const lisibles = corrections.filter(estLisible);
  const suivies = new Map<string, CorrectionSuivie>(
    suivreCorrections(lisibles, verdicts).map((s) => [s.correction._id, s]),
  );
  const deLaVisite = indexerCorrections([...suivies.values()]);
  const maintenant = monde.horloge();
  const contexte = { maintenant, parametresAu: monde.annuaire.parametresAu };

  const dejaPris = await lireDejaPris(monde.magasin, aJuger.filter(estLisible), suivies.values());
  const jugees: Jugee[] = [];
  for (const c of [...aJuger].sort(parInstant)) {
    // Many of one visit are each a long fold, in the process that answers screens: it answers between two.
    await pause();
    const jugee: Jugee = dejaPris(c)
      ? { c, refus: DEJA_PRIS, touches: [] }
      : await jugerOuRefuser(monde, c, () => jugerUne(monde, interventions, deLaVisite, c, contexte));
    jugees.push(jugee);
    const suivie = suivies.get(c._id);
    const { refus, dureeMax } = jugee;
    if (suivie) suivie.verdict = enVerdict(c, refus ? 'REFUSEE' : 'ACCEPTEE', maintenant, { refus, dureeMax });
  }

  // Read as late as can be: a closing that begins after this finds these verdicts when it checks what it has read.
  const { estClos, seClot } = await lireEtatsDesMois(monde.magasin, maintenant);
  const retenues = new Set<string>();
  const prononces: Verdict[] = [];
  let introuvables = 0;
  for (const { c, i, refus, dureeMax, touches } of jugees) {
    const cherchee = refus === INTROUVABLE && cherchees && !cherchees.perdue(c, maintenant);
    if (!cherchee) cherchees?.trouvee(c);
    if (cherchee) introuvables += 1;
    else if (i && (retenues.has(i._id) || touches.some((t) => seClot(t.antenne, t.mois)))) retenues.add(i._id);
    else {
      const tardive = touches.some((t) => estClos(t.antenne, t.mois));
      const decision = refus ? 'REFUSEE' : tardive ? 'TARDIVE' : 'ACCEPTEE';
      prononces.push(enVerdict(c, decision, maintenant, { refus, dureeMax, touches }));
    }
  }
  for (let i = 0; i < prononces.length; i += 1_000) {
    // A conflict: another process judged it first, and its verdict stands.
    await assurerDocuments(monde.magasin, base, prononces.slice(i, i + 1_000));
  }
  return retenues.size > 0 || introuvables > 0;
};

/** One that a file took over is counted with what files bring. */
const deSonPoste = (c: Correction): string[] => (estImporte('correction', c) ? [] : [c._id]);

export const creerStatuer = (monde: Monde): Transition => {
  const cherchees = chercherLongtemps();
  return {
    nom: 'statuer-correction',
    memoire: new Map(),
    // The parameters by which it judges are of the centre: as they are when it judges.
    suit: estBaseDuService,
    concerne: (_base, id) => id.startsWith('correction:'),
    traiter: async (changements) => {
      const enAttente = new Set<string>();
      // Asked once for all of them: the nodes are other machines.
      let lus: Awaited<ReturnType<typeof lireNoeuds>> | undefined;
      for (const [base, lignes] of changements) {
        const ids = lignes.flatMap((l) => (l.supprime ? [] : l.id));
        // As it is written: one that cannot be read is refused, or would wait for ever.
        const corrections = (await lireCles<Correction>(monde.magasin, base, ids)).flatMap((c) => c ?? []);
        const verdicts = await lireCles<Verdict>(
          monde.magasin,
          base,
          corrections.map((c) => idVerdict(c.date, c.id)),
        );
        const aJuger = corrections.filter((_, i) => !verdicts[i]);
        if (aJuger.length === 0) continue;
        // [FL-1] A verdict is never taken back: none is pronounced on what a copy that catches up may lack.
        lus ??= await lireNoeuds(monde.magasin);
        const doute = monde.douteux() || seRattrape(lus);
        // Its verdict tells its PC that it was received: the inventory has it first, should the push have died before that.
        if (!doute) await noterActes(monde.magasin, base, aJuger.flatMap(deSonPoste));
        const attend = doute || (await statuer(monde, base, aJuger, lus.noeuds.length > 1 ? cherchees : undefined));
        if (attend) enAttente.add(base);
      }
      return enAttente;
    },
  };
};
